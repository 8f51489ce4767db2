"""How many characters may still go to engines that are elsewhere: per run and per month."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass
class Budget:
    """``run`` and ``month`` are the most characters (None: no limit), ``spent_month`` what is gone already."""

    run: int | None = None
    month: int | None = None
    spent_month: int = 0
    spent_run: int = 0

    def allows(self, characters: int) -> bool:
        """Whether so many more may be sent."""
        within_run = self.run is None or self.spent_run + characters <= self.run
        return within_run and (self.month is None or self.spent_month + characters <= self.month)

    def spend(self, characters: int) -> None:
        """Count so many (negative: given back)."""
        self.spent_run += characters
        self.spent_month += characters
