"""What a match is scored lower for: a machine's text, another domain, age."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime

from i18nflow.model import Match, Origin

_YEAR = 365.25


@dataclass(frozen=True, slots=True)
class Penalties:
    """What is taken off a score of 0 to 1.

    ``machine`` where a machine wrote the unit's target and a person only approved it; ``domain`` where unit and
    workspace name different ones; ``year`` for each whole year that the unit is old at ``now``, at most ``oldest``.
    """

    machine: float = 0.0
    domain: float = 0.0
    year: float = 0.0
    oldest: float = 0.0
    own_domain: str = ""
    now: datetime | None = None

    def taken(self, match: Match) -> Match:
        """``match`` with its score lowered, and why: ``machine`` and a share."""
        unit = match.unit
        other = bool(unit.domain and self.own_domain and unit.domain != self.own_domain)
        found = (
            ("machine", self.machine if unit.origin is Origin.MACHINE else 0.0),
            ("domain", self.domain if other else 0.0),
            ("age", min(self._years(unit.created) * self.year, self.oldest)),
        )
        said = tuple(f"{name} -{amount:.0%}" for name, amount in found if amount)
        score = max(match.score - sum(amount for _, amount in found), 0.0)
        return replace(match, score=score, penalties=said)

    def _years(self, created: datetime | None) -> int:
        if created is None or self.now is None:
            return 0
        return max(int((self.now - created).days / _YEAR), 0)
