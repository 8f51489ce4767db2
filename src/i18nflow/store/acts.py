"""What a transaction is about: the act that a verb declared, so that no change stays without a row in the audit log."""

from __future__ import annotations

import warnings
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime

from i18nflow.store.audit import AuditLog

UNNAMED = "unnamed-change"


class UnauditedWrite(UserWarning):
    """A transaction changed something and nobody said what it was: a mistake in the program, an error in tests."""


@dataclass(frozen=True, slots=True)
class Act:
    """Who does what to what; ``now`` is the workspace's clock."""

    actor: str
    action: str
    object: str
    now: Callable[[], datetime]


class Acts:
    """The acts under way, the innermost last."""

    def __init__(self, log: AuditLog) -> None:
        self._log = log
        self._stack: list[Act] = []
        self.watched = False
        """Whether a change without an act is a mistake: in a workspace it is, in a bare store nobody acts."""

    @contextmanager
    def during(self, act: Act) -> Iterator[None]:
        """Transactions begun inside are about ``act``."""
        self._stack.append(act)
        try:
            yield
        finally:
            self._stack.pop()

    @property
    def actor(self) -> str:
        """Whose act is under way; the program's own where nobody's is."""
        return self._stack[-1].actor if self._stack else "i18nflow"

    def settle(self) -> None:
        """Write the row for the change that is about to be committed."""
        if self._stack:
            act = self._stack[-1]
            self._log.add(act.now(), act.actor, act.action, act.object, {})
        elif self.watched:
            warnings.warn(
                "a transaction changed the workspace and is in no audit log: declare the verb with "
                "@needs(Role.X, 'do what') of workflow/rights.py, call audit.record(...), or say with "
                "store.write(aside='why') that it is nobody's act",
                UnauditedWrite,
                stacklevel=5,
            )
            self._log.add(datetime.now(UTC), "i18nflow", UNNAMED, "", {})
