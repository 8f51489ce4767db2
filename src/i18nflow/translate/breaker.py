"""When to stop asking an engine: a breaker that opens after failures in a row and stays open for the run."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from i18nflow.translate.values import Result, Status

_AT_ONCE = frozenset({Status.AUTH})
_IN_A_ROW = {Status.OFFLINE: 3, Status.TIMEOUT: 3, Status.RATE_LIMITED: 3, Status.BAD_RESPONSE: 5}


@dataclass
class Breaker:
    """Told the results of each request; ``open`` is the status that no further request could mend, or None.

    It opens at once on a refused key, after three unreachable, overdue or put-off requests in
    a row, and after five unusable answers in a row. ``worked`` says whether the engine has ever answered; until
    then ``first`` unreachable or overdue requests are enough, as many as are sent side by side: an engine that
    hangs must not cost its time limit again and again.
    """

    first: int = 3
    open: Status | None = None
    worked: bool = False
    _last: Status | None = None
    _count: int = 0

    @property
    def failures(self) -> int:
        """How many requests have failed in a row."""
        return self._count

    def note(self, results: Iterable[Result]) -> None:
        """Take in what one request gave."""
        statuses = [result.status for result in results]
        if not statuses:
            return
        if Status.OK in statuses or Status.EMPTY in statuses:
            self.worked, self._last, self._count = True, None, 0
            return
        worst = statuses[0]
        if worst in _AT_ONCE:
            self.open = worst
        elif worst in _IN_A_ROW:
            self._count = self._count + 1 if self._last is not None else 1
            self._last = worst
            most = _IN_A_ROW[worst]
            if not self.worked and worst in (Status.OFFLINE, Status.TIMEOUT):
                most = min(most, self.first)
            if self._count >= most:
                self.open = worst
