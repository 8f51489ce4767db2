"""A long list in pages. A cursor names the last item that was seen, so what is added meanwhile moves nothing."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Sequence
from typing import TypeVar

from i18nflow.webapp.api.base import Page, Paging

_DIGITS = "0123456789abcdefghijklmnopqrstuvwxyz"
_BASE = len(_DIGITS)
A = TypeVar("A")
B = TypeVar("B")


def page(items: Sequence[A], paging: Paging, place: Callable[[A], int], show: Callable[[A], B]) -> Page[B]:
    """The page of ``items`` that ``paging`` means; ``place`` gives the ascending number an item is known by."""
    start = bisect_right(items, int(paging.cursor, _BASE), key=place) if paging.cursor else 0
    chosen = items[start : start + paging.limit]
    more = start + paging.limit < len(items)
    return Page(
        items=tuple(show(one) for one in chosen),
        total=len(items),
        next=_cursor(place(chosen[-1])) if more else None,
    )


def _cursor(number: int) -> str:
    digits = ""
    while True:
        number, rest = divmod(number, _BASE)
        digits = _DIGITS[rest] + digits
        if not number:
            return digits
