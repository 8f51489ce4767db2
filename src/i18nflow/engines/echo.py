"""An engine for trying things out: offline, at once, and nobody takes its text for a translation."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from i18nflow.model import LanguagePair, Occurrence
from i18nflow.translate import EngineInfo, Health, Result, Status

_INFO = EngineInfo("echo", "1", offsite=False, licence="Apache-2.0", batch=50, price=0.0)


@dataclass(frozen=True)
class Echo:
    """Gives the text back, visibly marked with the target language: ``[en-GB] Labdien!``."""

    info: EngineInfo = _INFO

    def check(self) -> Health:
        """Always there."""
        return Health(available=True)

    def translate(
        self, texts: Sequence[str], pair: LanguagePair, terms: Sequence[Sequence[Occurrence]] = ()
    ) -> Sequence[Result]:
        """Each text with the mark before it."""
        return [Result(Status.OK, f"[{pair.target}] {text}") for text in texts]


def engine(settings: Mapping[str, Any]) -> Echo:
    """The engine; it has no settings."""
    return Echo()
