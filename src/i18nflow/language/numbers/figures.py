"""What a text says in figures: one value per number, date, time, decade, code or amount, with its span."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum


class Kind(StrEnum):
    """What sort of figure it is; comparison asks the value, the kind names the finding and the right form."""

    NUMBER = "number"
    ORDINAL = "ordinal"
    YEAR = "year"
    DECADE = "decade"
    CENTURY = "century"
    QUARTER = "quarter"
    MONTH = "month"
    WEEKDAY = "weekday"
    DATE = "date"
    TIME = "time"
    CODE = "code"
    PHONE = "phone"


class Weight(StrEnum):
    """How much a figure asks for a counterpart in the other language.

    ``hard``: it must have one (digits). ``firm``: it is missed only if the other side has an unexplained figure
    too (number words: a language may say "trio" for three). ``soft``: it may serve as a counterpart and is never
    missed itself ("both", "World War II", "a decade").
    """

    HARD = "hard"
    FIRM = "firm"
    SOFT = "soft"


@dataclass(frozen=True, slots=True)
class Figure:
    """One figure. ``key`` is its value in a form that compares: ``n:220231``, ``m:6``, ``t:14:30``, ``dec:1970``.

    ``accepts`` are other keys that it may rightly stand for where the writing leaves a choice (14.30 is a time
    or a decimal); ``parts`` are the keys of what it is made of, compared where the whole finds no counterpart.
    ``unit`` is a canonical unit or currency ("EUR", "km", "%"), "" where none is known. ``written`` is
    ``digits``, ``words`` or ``roman``. ``odd`` says that the form is not the language's own (2,5 in English).
    ``currency`` spans include the currency sign, so that a fix can move it.
    """

    kind: Kind
    key: str
    start: int
    end: int
    accepts: frozenset[str] = frozenset()
    parts: tuple[str, ...] = ()
    weight: Weight = Weight.HARD
    unit: str = ""
    currency: str = ""
    amount: tuple[int, int] | None = None
    """The span with currency sign and scale word ("€ 3.1 million"), where it is wider than the number's."""
    written: str = "digits"
    scale: int = 0
    """The power of ten that a scale word gave ("million": 6), so that a right form can say it the same way."""
    odd: bool = False

    @property
    def value(self) -> Decimal | None:
        """The number, where the figure is a plain one."""
        return Decimal(self.key[2:]) if self.key.startswith("n:") else None

    def is_whole(self) -> bool:
        """Whether the figure is compared as it stands, with no parts of its own."""
        return not self.parts


class Spans:
    """Spans that do not overlap, to ask quickly whether another meets one of them."""

    def __init__(self, spans: Iterable[tuple[int, int]]) -> None:
        ordered = sorted(spans)
        self._starts = [start for start, _ in ordered]
        self._ends = [end for _, end in ordered]

    def meet(self, start: int, end: int) -> bool:
        """Whether ``start`` to ``end`` has a character in common with one of the spans."""
        at = bisect_left(self._starts, end) - 1
        return at >= 0 and self._ends[at] > start


def number_key(value: Decimal | int) -> str:
    """The key of a number: equal values give equal keys, however they were written."""
    if isinstance(value, int):
        return f"n:{value}"
    text = f"{value:f}"
    if "." in text:
        text = text.rstrip("0").rstrip(".")
    return f"n:{text or '0'}"


def time_key(hour: int, minute: int) -> str:
    """The key of a time of day."""
    return f"t:{hour % 24}:{minute:02d}"
