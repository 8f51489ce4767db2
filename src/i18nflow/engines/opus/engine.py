"""The ``opus`` engine: models on this machine; no text leaves it (extra ``[local]``)."""

from __future__ import annotations

import threading
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from i18nflow.engines import options
from i18nflow.engines.options import Options
from i18nflow.engines.opus import install, shelf
from i18nflow.engines.opus.model import Model
from i18nflow.engines.opus.shelf import Installed
from i18nflow.errors import EngineUnavailable
from i18nflow.model import LanguagePair, Occurrence
from i18nflow.translate import EngineInfo, Health, Result, Status, unready

_DEFAULTS = Options(batch=16, workers=1, attempts=1, price=0.0)


class _Loaded:
    """Models already loaded, by name; loading takes half a second and 80 MB."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._models: dict[tuple[str, str], Model] = {}

    def __reduce__(self) -> tuple[type[_Loaded], tuple[()]]:
        # Another process loads its own.
        return (_Loaded, ())

    def get(self, one: Installed) -> Model:
        """The model, loaded once however many threads ask."""
        with self._lock:
            key = (one.name, one.version)
            if key not in self._models:
                self._models[key] = Model.load(shelf.folder() / one.name)
            return self._models[key]


@dataclass(frozen=True)
class Opus:
    """The installed OPUS-MT models as one engine; which one translates follows from the language pair."""

    options: Options
    models: tuple[Installed, ...]
    loaded: _Loaded = field(default_factory=_Loaded, compare=False, repr=False)

    @property
    def info(self) -> EngineInfo:
        """What is installed; the version names the models, so that another model's answers are asked anew."""
        licences = sorted({one.licence for one in self.models})
        return EngineInfo(
            name="opus",
            version=" ".join(f"{one.name}@{one.version}" for one in self.models),
            offsite=False,
            licence=" / ".join(licences) or "as each model's archive says",
            pairs=frozenset(f"{one.source}-{one.target}" for one in self.models),
            max_chars=3000,
            batch=self.options.batch,
            workers=self.options.workers,
            price=0.0,
            limits="this machine's speed",
            options=f"beam {self.options.beam}",
        )

    def check(self) -> Health:
        """Whether the libraries and a model are there."""
        try:
            install.require()
        except EngineUnavailable as error:
            return Health(available=False, missing=error.said)
        if not self.models:
            return Health(available=False, missing=unready.no_model("i18nflow engines install opus-mt-lv-en"))
        return Health(available=True)

    def translate(
        self, texts: Sequence[str], pair: LanguagePair, terms: Sequence[Sequence[Occurrence]] = ()
    ) -> Sequence[Result]:
        """Each text with the pair's model."""
        wanted = (pair.source_base, pair.target_base)
        one = next((model for model in self.models if (model.source, model.target) == wanted), None)
        if one is None:
            return [Result(Status.UNSUPPORTED_PAIR)] * len(texts)
        try:
            return self.loaded.get(one).translate(texts, beam=self.options.beam)
        except Exception as error:
            return [Result(Status.BAD_RESPONSE, detail=type(error).__name__)] * len(texts)


def engine(settings: Mapping[str, Any]) -> Opus:
    """The models in the folder of models."""
    return Opus(options.read("opus", settings, _DEFAULTS), shelf.installed())
