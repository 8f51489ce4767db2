"""The engine that translates nothing: memory only, everything else waits for a person."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from i18nflow.model import LanguagePair, Occurrence
from i18nflow.translate import EngineInfo, Health, Result, Status

_INFO = EngineInfo("none", "1", offsite=False, licence="Apache-2.0", batch=1000, price=0.0)


@dataclass(frozen=True)
class Nothing:
    """Gives no text for anything."""

    info: EngineInfo = _INFO

    def check(self) -> Health:
        """Always there."""
        return Health(available=True)

    def translate(
        self, texts: Sequence[str], pair: LanguagePair, terms: Sequence[Sequence[Occurrence]] = ()
    ) -> Sequence[Result]:
        """No text, for each."""
        return [Result(Status.EMPTY) for _ in texts]


def engine(settings: Mapping[str, Any]) -> Nothing:
    """The engine; it has no settings."""
    return Nothing()
