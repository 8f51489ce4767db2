"""A request becomes a call, an answer becomes a response: the way that every operation goes."""

from __future__ import annotations

import re
from collections.abc import Callable
from hashlib import file_digest, sha256
from typing import Any, get_origin
from urllib.parse import quote

import msgspec
from flask import Blueprint, Response, request
from werkzeug.wsgi import wrap_file

from i18nflow.webapp.api import callers, idempotency
from i18nflow.webapp.api.base import Input
from i18nflow.webapp.api.problems import (
    PREFIX,
    BadRequest,
    PreconditionFailed,
    PreconditionRequired,
    UnsupportedType,
)
from i18nflow.webapp.api.registry import PATH_PARAMETERS, Call, Created, File, Operation
from i18nflow.webapp.context import workspace
from i18nflow.webapp.uploads import allow_large

JSON = "application/json"
_TIME = re.compile(r"\d{4}-\d\d-\d\d[Tt ]")
_TAG = re.compile(r'(?:W/)?"[^"]*"')


def add(blueprint: Blueprint, operation: Operation) -> None:
    """Give ``operation`` its route."""

    def view(**path: str) -> Response:
        return _answer(operation, path)

    wrapped: Callable[..., Response] = allow_large(view) if operation.takes_file or operation.large else view
    rule = re.sub(r"\{(\w+)\}", r"<\1>", operation.path)
    blueprint.add_url_rule(
        rule, f"{operation.method.lower()}_{operation.name}", wrapped, methods=[operation.method]
    )


def tag_of(value: Any) -> str:
    """The entity tag of a shape: equal content, equal tag."""
    return _tag(_encoded(value))


def check_seen(call: Call[Any, Any], now: Any) -> None:
    """Refuse a write that saw another version than ``now``; call it inside the transaction that writes."""
    if tag_of(now) not in call.seen:
        raise PreconditionFailed("The entity tag in If-Match is not the one that this resource has now.")


def _answer(operation: Operation, path: dict[str, str]) -> Response:
    actor = callers.caller(operation.needs)
    _check_path(path)
    call: Call[Any, Any] = Call(
        workspace(),
        actor,
        path,
        _query(operation.query),
        _body(operation),
        _seen() if operation.matched else (),
    )
    if operation.idempotent:
        return idempotency.once(call, lambda: _response(operation, operation.run(call)))
    return _response(operation, operation.run(call))


def _response(operation: Operation, done: Any) -> Response:
    if isinstance(done, File):
        answer, tag = _file(done)
        if done.name:
            answer.headers["Content-Disposition"] = f"attachment; filename*=UTF-8''{quote(done.name)}"
        return _conditional(answer, tag)
    if done is None:
        return Response(status=204)
    value = done.value if isinstance(done, Created) else done
    answer = Response(_encoded(value), 201 if isinstance(done, Created) else 200, content_type=JSON)
    if isinstance(done, Created):
        answer.headers["Location"] = PREFIX + done.location
    if request.method == "GET" or operation.matched:
        return _conditional(answer)
    return answer


def _file(file: File) -> tuple[Response, str]:
    """The file as an answer, and its entity tag; a large one is never in memory as a whole."""
    if isinstance(file.data, bytes):
        return Response(file.data, content_type=file.media), _tag(file.data)
    tag = f'"{file_digest(file.data, "sha256").hexdigest()[:20]}"'  # type: ignore[arg-type]
    size = file.data.tell()
    file.data.seek(0)
    answer = Response(wrap_file(request.environ, file.data), content_type=file.media, direct_passthrough=True)
    answer.content_length = size
    return answer, tag


def _conditional(answer: Response, tag: str = "") -> Response:
    """The answer with its entity tag, or 304 where the caller has it already."""
    tag = tag or _tag(answer.get_data())
    answer.headers["ETag"] = tag
    following = "" if answer.direct_passthrough else _next_page(answer)
    if following:
        answer.headers["Link"] = f'<{following}>; rel="next"'
    if request.method == "GET" and tag in _tags("If-None-Match"):
        answer.close()
        unchanged = Response(status=304)
        unchanged.headers["ETag"] = tag
        return unchanged
    return answer


def _next_page(answer: Response) -> str:
    if answer.mimetype != JSON or b'"next":"' not in answer.get_data():
        return ""
    found = msgspec.json.decode(answer.get_data())
    if not isinstance(found, dict) or not isinstance(found.get("next"), str) or "items" not in found:
        return ""
    asked = [(name, value) for name, value in request.args.items(multi=True) if name != "cursor"]
    pairs = "&".join(f"{quote(name)}={quote(value)}" for name, value in [*asked, ("cursor", found["next"])])
    return f"{request.path}?{pairs}"


def _plain(value: Any) -> str:
    """A text that is more than a text (a sentence with its parameters) goes out as the text it is."""
    if isinstance(value, str):
        return str.__str__(value)
    raise NotImplementedError(f"{type(value).__name__} has no form in JSON")


_encoded = msgspec.json.Encoder(enc_hook=_plain).encode


def _tag(data: bytes) -> str:
    return f'"{sha256(data).hexdigest()[:20]}"'


def _tags(header: str) -> tuple[str, ...]:
    # A server in front of us that packs answers may have made the tag a weak one.
    return tuple(found.removeprefix("W/") for found in _TAG.findall(request.headers.get(header, "")))


def _seen() -> tuple[str, ...]:
    found = _tags("If-Match")
    if not found:
        raise PreconditionRequired(
            "If-Match must name the entity tag you saw; '*' is not enough, it would overwrite blindly."
        )
    return found


def _check_path(path: dict[str, str]) -> None:
    for name, value in path.items():
        rule = PATH_PARAMETERS[name]
        if rule["type"] == "integer":
            if not value.isascii() or not value.isdigit() or not 1 <= int(value[:17]) <= rule["maximum"]:
                raise BadRequest("is not a number", pointer=name)
        elif not re.fullmatch(rule["pattern"], value) or len(value) > rule.get("maxLength", 80):
            raise BadRequest(f"does not match {rule['pattern']}", pointer=name)


def _query(shape: type[Input]) -> Input:
    fields = msgspec.structs.fields(shape)
    lists = {one.name for one in fields if _is_list(one.type)}
    times = {one.name for one in fields if "datetime.datetime" in str(one.type)}
    given: dict[str, Any] = {}
    for name in request.args:
        values = request.args.getlist(name)
        if name not in lists and len(values) > 1:
            raise BadRequest("stands there more than once", pointer=name)
        if name in times and not _TIME.match(values[0]):
            # As a number it would be read as seconds since 1970.
            raise BadRequest("is not a time such as 2026-03-02T12:00:00Z", pointer=name)
        given[name] = values if name in lists else values[0]
    try:
        return msgspec.convert(given, shape, strict=False)
    except msgspec.ValidationError as error:
        raise _broken(error) from error


def _is_list(kind: Any) -> bool:
    inner = getattr(kind, "__origin__", kind)
    return get_origin(kind) is tuple or inner is tuple or get_origin(inner) is tuple


def _body(operation: Operation) -> Any:
    if operation.body is None:
        return None
    data = request.get_data()
    if operation.takes_file:
        if not data:
            raise BadRequest("the body is the file, and it is empty", pointer="body")
        return data
    if request.mimetype != JSON:
        raise UnsupportedType(f"The body must be {JSON}.")
    try:
        return msgspec.convert(_whole(msgspec.json.decode(data)), operation.body)
    except msgspec.ValidationError as error:
        raise _broken(error) from error
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as error:
        raise BadRequest(f"is not JSON: {error}", pointer="body") from error


def _whole(value: Any) -> Any:
    """``value`` with numbers such as 3.0 made 3: JSON Schema calls them integers, and so do many programs."""
    if isinstance(value, float) and value.is_integer():
        return int(value)
    if isinstance(value, list):
        return [_whole(one) for one in value]
    return {name: _whole(one) for name, one in value.items()} if isinstance(value, dict) else value


def _broken(error: msgspec.ValidationError) -> BadRequest:
    """What msgspec says, with its place (``$.segments[0].key``) as the pointer."""
    detail, _, place = str(error).partition(" - at `$")
    return BadRequest(detail, pointer=place.strip(".`") or "request")
