"""What every shape of the interface is made of: immutable, typed, the same in code and in the OpenAPI document."""

from __future__ import annotations

from typing import Annotated, Generic, TypeVar

import msgspec
from msgspec import Meta

T = TypeVar("T")


class Shape(msgspec.Struct, frozen=True, kw_only=True):
    """A JSON object that is answered."""


class Input(Shape, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A JSON object or query string that is taken; a name that does not belong there is refused, not ignored."""


class Empty(Input, frozen=True, kw_only=True):
    """Nothing at all."""


class Page(Shape, Generic[T], frozen=True, kw_only=True):
    """One page of a list. ``next`` is the cursor of the page after it, null on the last one."""

    items: tuple[T, ...]
    total: Annotated[int, Meta(description="How many there are on all pages", ge=0)]
    next: str | None


class Paging(Input, frozen=True, kw_only=True):
    """Which part of a list."""

    limit: Annotated[int, Meta(description="The most items on a page", ge=1, le=200)] = 50
    cursor: Annotated[
        str,
        Meta(description="Where the page begins: `next` of the page before it", pattern="^[0-9a-z]{0,12}$"),
    ] = ""
