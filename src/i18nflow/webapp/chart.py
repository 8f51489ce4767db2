"""A line chart as numbers for a template to draw: months from left to right, shares from the bottom to the top."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import ceil

WIDTH, HEIGHT = 640, 220
_LEFT, _RIGHT, _TOP, _BOTTOM = 44, 32, 12, 28


@dataclass(frozen=True, slots=True)
class Point:
    """A value at its place."""

    x: float
    y: float
    month: str
    value: float


@dataclass(frozen=True, slots=True)
class Series:
    """One line; ``points`` skip the months without a value, ``number`` chooses its look."""

    name: str
    number: int
    points: tuple[Point, ...]

    @property
    def path(self) -> str:
        """The line as an SVG polyline's points."""
        return " ".join(f"{point.x:g},{point.y:g}" for point in self.points)


@dataclass(frozen=True, slots=True)
class Chart:
    """Lines, the marks of both axes, and the size of the drawing."""

    series: tuple[Series, ...]
    months: tuple[tuple[float, str], ...]
    shares: tuple[tuple[float, float], ...]
    left: float = _LEFT
    right: float = WIDTH - _RIGHT
    bottom: float = HEIGHT - _BOTTOM
    width: int = WIDTH
    height: int = HEIGHT


def lines(values: Mapping[str, Mapping[str, float]]) -> Chart:
    """A chart of ``values``: by name, then by month (``2026-03``), shares of 0 or more."""
    months = sorted({month for one in values.values() for month in one})
    top = _top([value for one in values.values() for value in one.values()])
    series = tuple(
        Series(
            name, number, tuple(_point(month, one[month], months, top) for month in months if month in one)
        )
        for number, (name, one) in enumerate(sorted(values.items()))
    )
    return Chart(
        series,
        tuple((_x(month, months), month) for month in _some(months)),
        tuple((_y(top * step / 5, top), top * step / 5) for step in range(6)),
    )


def _top(values: Sequence[float]) -> float:
    """The upper end of the scale: the next tenth above all values."""
    return max(0.1, ceil(max(values, default=0.0) * 10) / 10)


def _some(months: Sequence[str]) -> Sequence[str]:
    """As many months as there is room to name, the last among them."""
    step = ceil(len(months) / 8) or 1
    return months[::-1][::step][::-1]


def _point(month: str, value: float, months: Sequence[str], top: float) -> Point:
    return Point(_x(month, months), _y(value, top), month, value)


def _x(month: str, months: Sequence[str]) -> float:
    room = WIDTH - _LEFT - _RIGHT
    if len(months) == 1:
        return round(_LEFT + room / 2, 1)
    return round(_LEFT + room * months.index(month) / (len(months) - 1), 1)


def _y(value: float, top: float) -> float:
    return round(_TOP + (HEIGHT - _TOP - _BOTTOM) * (1 - value / top), 1)
