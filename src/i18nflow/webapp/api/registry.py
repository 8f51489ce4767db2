"""The operations of the interface, each declared once: the routes and the OpenAPI document both come from here."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import IO, Any, Generic, TypeVar

from i18nflow.model import Actor, Role
from i18nflow.webapp.api.base import Empty, Input
from i18nflow.workflow.workspace import Workspace

Q = TypeVar("Q", bound=Input)
B = TypeVar("B")
Handler = TypeVar("Handler", bound=Callable[..., Any])

_LETTERS = "\u00c0-\u024f\u1e00-\u1eff\u0400-\u04ff"
"""Latin with marks, and Cyrillic: what the names of accounts are written in."""
PATH_PARAMETERS: Mapping[str, dict[str, Any]] = {
    "slug": {"type": "string", "pattern": "^[a-z0-9]+(-[a-z0-9]+)*$", "maxLength": 80, "description": "An article"},
    "lang": {
        "type": "string",
        "pattern": "^[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})*$",
        "maxLength": 35,
        "description": "A target language of the workspace (BCP 47)",
    },
    "key": {"type": "string", "pattern": "^[a-z0-9]{8}$", "description": "The key of a segment"},
    "id": {"type": "integer", "minimum": 1, "maximum": 2**53, "description": "The number of the thing"},
    "name": {"type": "string", "pattern": "^[a-z-]+$", "maxLength": 60, "description": "A name"},
    "person": {
        "type": "string",
        "pattern": f"^[0-9A-Za-z{_LETTERS}][0-9A-Za-z{_LETTERS}._-]*$",
        "maxLength": 40,
        "description": "The name of an account",
    },
    "pair": {"type": "integer", "minimum": 1, "maximum": 2**53, "description": "The number of an aligned pair"},
}  # fmt: skip
"""What may stand in a path, wherever it stands."""


@dataclass(frozen=True, slots=True)
class Call(Generic[Q, B]):
    """A request, parsed. ``body`` is the JSON object, or the bytes of a file. ``seen`` are the entity tags of If-Match."""

    ws: Workspace
    actor: Actor
    path: Mapping[str, str]
    query: Q
    body: B
    seen: tuple[str, ...] = ()

    @property
    def lang(self) -> str:
        """The target language in the path."""
        return self.path["lang"]


@dataclass(frozen=True, slots=True)
class File:
    """An answer that is a file, a large one open for reading; one with a name is meant to be saved."""

    data: bytes | IO[bytes]
    media: str
    name: str = ""


@dataclass(frozen=True, slots=True)
class Created:
    """An answer with status 201: what was made, and where it is found."""

    value: Any
    location: str


@dataclass(frozen=True, slots=True)
class Operation:
    """One thing a program can ask for.

    ``needs`` is the least role that the token's owner and scope must have; None lets everybody in. ``body`` is a
    shape, or ``bytes`` for a file as it is. ``answer`` is a shape, or None for an empty answer; ``media`` are the
    content types of an answer that is a file. ``matched`` operations demand If-Match; ``idempotent`` ones take
    an Idempotency-Key; ``large`` ones take a JSON body as large as an import. ``problems`` are the statuses it can end with besides those that any can.
    """

    name: str
    method: str
    path: str
    tag: str
    summary: str
    description: str
    run: Callable[..., Any]
    needs: Role | None
    query: type[Input]
    body: Any
    answer: Any
    media: tuple[str, ...]
    status: tuple[int, ...]
    problems: tuple[int, ...]
    matched: bool
    idempotent: bool
    large: bool

    @property
    def takes_file(self) -> bool:
        """Whether the body is a file."""
        return self.body is bytes

    @property
    def parameters(self) -> tuple[str, ...]:
        """The names of the path's parameters."""
        return tuple(part[1:-1] for part in self.path.split("/") if part.startswith("{"))


OPERATIONS: list[Operation] = []


def operation(
    method: str,
    path: str,
    *,
    answer: Any = None,
    needs: Role | None = Role.READER,
    query: type[Input] = Empty,
    body: Any = None,
    media: tuple[str, ...] = (),
    status: tuple[int, ...] = (),
    problems: tuple[int, ...] = (),
    matched: bool = False,
    idempotent: bool = False,
    large: bool = False,
) -> Callable[[Handler], Handler]:
    """Declare the function below as an operation; its name, module and docstring become the document's words."""

    def declare(run: Handler) -> Handler:
        first, _, rest = (run.__doc__ or "").strip().partition("\n")
        OPERATIONS.append(
            Operation(
                name=run.__name__,
                method=method,
                path=path,
                tag=run.__module__.rpartition(".")[2],
                summary=first.rstrip("."),
                description=" ".join(rest.split()),
                run=run,
                needs=needs,
                query=query,
                body=body,
                answer=answer,
                media=media,
                status=status or ((200,) if answer is not None or media else (204,)),
                problems=problems,
                matched=matched,
                idempotent=idempotent,
                large=large,
            )
        )
        return run

    return declare
