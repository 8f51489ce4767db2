"""Charts as numbers: where each mark of an SVG stands. The templates draw them, without style or script."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import ceil, floor, log10

WIDTH, HEIGHT = 640, 240
LEFT, RIGHT, TOP, BOTTOM = 52, 12, 24, 34


@dataclass(frozen=True, slots=True)
class Bar:
    """A rectangle of a series."""

    series: str
    x: float
    y: float
    width: float
    height: float


@dataclass(frozen=True, slots=True)
class Label:
    """A text at a place."""

    x: float
    y: float
    text: str


@dataclass(frozen=True, slots=True)
class Line:
    """A line through points; ``points`` is what SVG's polyline takes, ``ends`` are the points themselves."""

    series: str
    points: str
    ends: tuple[tuple[float, float], ...]


@dataclass(frozen=True, slots=True)
class Chart:
    """What is drawn: the grid's lines with their values, marks, and labels below and beside."""

    height: int
    grid: tuple[tuple[float, float], ...]
    below: tuple[Label, ...]
    bars: tuple[Bar, ...] = ()
    lines: tuple[Line, ...] = ()
    labels: tuple[tuple[float, float, float], ...] = ()
    """Places (x, y) with the value to be written there."""


def stacked(names: Sequence[str], rows: Sequence[Mapping[str, int]], series: Sequence[str]) -> Chart:
    """Bars, one a row, stacked by series from below; the first and the last bar carry their total."""
    totals = [sum(row.values()) for row in rows]
    steps = ticks(max(totals, default=0))
    top = steps[-1] or 1
    wide = (WIDTH - LEFT - RIGHT) / max(1, len(rows))
    thick = min(44.0, wide * 0.64)
    bars: list[Bar] = []
    for at, row in enumerate(rows):
        base = 0
        for name in series:
            value = row.get(name, 0)
            if value:
                high = _y(base, top) - _y(base + value, top)
                bars.append(
                    Bar(
                        name,
                        _round(_middle(at, wide) - thick / 2),
                        _y(base + value, top),
                        _round(thick),
                        _round(high),
                    )
                )
            base += value
    ends = {0, len(rows) - 1} if rows else set()
    labels = tuple(
        (_middle(at, wide), _y(totals[at], top) - 5, totals[at]) for at in sorted(ends) if totals[at]
    )
    return Chart(HEIGHT, _grid(steps, top), _below(names, wide), tuple(bars), labels=labels)


def lines(
    names: Sequence[str],
    rows: Mapping[str, Sequence[float | None]],
    *,
    least: float = 0.0,
    most: float | None = None,
) -> Chart:
    """One line a series over the same places; None leaves a gap. The last point of each carries its value."""
    known = [value for row in rows.values() for value in row if value is not None]
    top = most if most is not None else ticks(max(known, default=0))[-1]
    steps = [least, _round((least + top) / 2, 6), top] if least else ticks(top)
    wide = (WIDTH - LEFT - RIGHT) / max(1, len(names))
    drawn, labels = [], []
    for series, row in rows.items():
        points = [
            (_middle(at, wide), _y(value, top, least)) for at, value in enumerate(row) if value is not None
        ]
        drawn.append(Line(series, " ".join(f"{x},{y}" for x, y in points), tuple(points)))
        values = [value for value in row if value is not None]
        if points:
            labels.append((points[-1][0], points[-1][1] - 9, values[-1]))
    return Chart(
        HEIGHT, _grid(steps, top, least), _below(names, wide), lines=tuple(drawn), labels=tuple(labels)
    )


def ticks(most: float) -> list[float]:
    """Three to six round values from 0 to one that is not below ``most``."""
    if most <= 0:
        return [0.0, 1.0]
    rough = most / 4
    power = 10 ** floor(log10(rough))
    step = next(power * factor for factor in (1, 2, 5, 10) if power * factor >= rough)
    return [_round(step * at, 6) for at in range(ceil(most / step - 1e-9) + 1)]


def _grid(steps: Sequence[float], top: float, least: float = 0.0) -> tuple[tuple[float, float], ...]:
    return tuple((_y(step, top, least), step) for step in steps)


def _below(names: Sequence[str], wide: float) -> tuple[Label, ...]:
    every = max(1, ceil(len(names) / 14))
    return tuple(
        Label(_middle(at, wide), HEIGHT - BOTTOM + 17, name)
        for at, name in enumerate(names)
        if (len(names) - 1 - at) % every == 0
    )


def _middle(at: int, wide: float) -> float:
    return _round(LEFT + wide * (at + 0.5))


def _y(value: float, top: float, least: float = 0.0) -> float:
    high = HEIGHT - TOP - BOTTOM
    share = (value - least) / ((top - least) or 1)
    return _round(HEIGHT - BOTTOM - high * max(0.0, share))


def _round(value: float, digits: int = 1) -> float:
    return round(value, digits)
