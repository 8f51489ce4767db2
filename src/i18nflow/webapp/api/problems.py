"""Errors as problem documents (RFC 9457): one kind for each thing that a program can do about them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

import msgspec
from flask import Response, request
from werkzeug.exceptions import HTTPException

from i18nflow.errors import (
    Conflict,
    EngineUnavailable,
    I18nFlowError,
    InputError,
    NotAllowed,
    NotFound,
    Refused,
    StoreError,
)
from i18nflow.webapp import observing
from i18nflow.webapp.api.base import Shape
from i18nflow.webapp.words import without_folders

MEDIA = "application/problem+json"
PREFIX = "/api/v1/"


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of problem: its status, what it is called, and what to do about it."""

    status: int
    title: str
    advice: str


KINDS = {
    "invalid-request": Kind(
        400, "The request is not as the OpenAPI document says", "Mend the named field and send it again."
    ),
    "unauthorized": Kind(
        401,
        "No valid token",
        "Send 'Authorization: Bearer TOKEN' with a token that is neither expired nor revoked.",
    ),
    "forbidden": Kind(403, "This token may not do that", "Use a token with a wider scope."),
    "not-allowed": Kind(403, "Your role does not allow that", "Ask somebody whose role does."),
    "not-found": Kind(404, "There is no such thing", "Check the name."),
    "method-not-allowed": Kind(405, "Not with this method", "The header Allow lists the methods."),
    "conflict": Kind(
        409, "Something else stands against it", "Look at what is there now and decide; nothing was changed."
    ),
    "precondition-failed": Kind(
        412,
        "It was changed meanwhile",
        "Get it again, look at both versions, and send the new entity tag. Nothing was overwritten.",
    ),
    "too-large": Kind(413, "Too large", "The limit is max_import_mb in i18nflow.toml."),
    "unsupported-media-type": Kind(
        415, "Not this kind of content", "Send the content type that the OpenAPI document names."
    ),
    "refused": Kind(
        422,
        "A rule of the workspace stands against it",
        "The detail says which; it is not a matter of trying again.",
    ),
    "invalid-content": Kind(422, "The content cannot be taken", "Mend the file or text at the named place."),
    "precondition-required": Kind(
        428,
        "Say which version you saw",
        "Send If-Match with the entity tag that the resource was answered with.",
    ),
    "internal": Kind(500, "Something went wrong here", "It is logged; report it."),
    "unavailable": Kind(
        503,
        "Not available at the moment",
        "Do what the detail says, or wait; then send it again. Nothing of it was saved.",
    ),
}
_OURS: dict[type[I18nFlowError], str] = {
    NotFound: "not-found",
    Conflict: "conflict",
    NotAllowed: "not-allowed",
    Refused: "refused",
    InputError: "invalid-content",
    EngineUnavailable: "unavailable",
    StoreError: "unavailable",
}
_BY_STATUS = {kind.status: name for name, kind in KINDS.items() if name not in ("refused", "not-allowed")}


class Fault(Shape, frozen=True, kw_only=True):
    """One thing that is wrong: where (a field, or a line of a file) and what."""

    pointer: str
    detail: str


class Problem(Shape, frozen=True, kw_only=True):
    """A problem document. ``type`` names the kind and leads to its description."""

    type: str
    title: str
    status: int
    detail: str
    instance: str
    errors: tuple[Fault, ...] = ()


class ApiError(Exception):
    """A problem that only the edge can see; ``kind`` is one of :data:`KINDS`."""

    kind = "invalid-request"

    def __init__(self, detail: str, *, pointer: str = "", faults: Iterable[Fault] = ()) -> None:
        super().__init__(detail)
        self.detail = detail
        self.faults = tuple(faults) or ((Fault(pointer=pointer, detail=detail),) if pointer else ())


class BadRequest(ApiError):
    """The request breaks the OpenAPI document."""


class Unauthorized(ApiError):
    """Nobody known stands behind the request."""

    kind = "unauthorized"


class Forbidden(ApiError):
    """The token's owner, or its scope, may not do this."""

    kind = "forbidden"


class Standing(ApiError):
    """Something else stands against it, and nothing was done; ``faults`` name each thing by its segment."""

    kind = "conflict"


class UnsupportedType(ApiError):
    """The body is of another content type than the operation takes."""

    kind = "unsupported-media-type"


class PreconditionFailed(ApiError):
    """The entity tag is not that of what is there now."""

    kind = "precondition-failed"


class PreconditionRequired(ApiError):
    """The request does not say which version it saw."""

    kind = "precondition-required"


def of_error(error: ApiError | I18nFlowError) -> Response:
    """The problem document of an error."""
    if isinstance(error, ApiError):
        return _answer(error.kind, error.detail, error.faults)
    kind = next((name for cls, name in _OURS.items() if isinstance(error, cls)), "internal")
    line = getattr(error, "line", None)
    observing.fault(error)
    detail = without_folders(error.said)
    return _answer(kind, str(detail), (Fault(pointer=f"line {line}", detail=str(detail)),) if line else ())


def of_http(error: HTTPException) -> Response:
    """The problem document of an error that the framework found (no such path, wrong method, too large)."""
    answer = _answer(_BY_STATUS.get(error.code or 500, "internal"), error.description or "")
    for name, value in error.get_headers(request.environ):
        if name.lower() in ("allow", "retry-after"):
            answer.headers[name] = ", ".join(sorted(value.split(", ")))
    return answer


def _answer(name: str, detail: str, faults: tuple[Fault, ...] = ()) -> Response:
    kind = KINDS[name]
    problem = Problem(
        type=f"{PREFIX}problems/{name}",
        title=kind.title,
        status=kind.status,
        detail=detail,
        instance=request.path,
        errors=faults,
    )
    answer = Response(msgspec.json.encode(problem), kind.status, content_type=MEDIA)
    if kind.status == 401:
        answer.headers["WWW-Authenticate"] = 'Bearer realm="i18nflow"'
    return answer
