"""DeepL through its official package (extra ``[deepl]``), with its glossaries; its key in ``DEEPL_API_KEY``."""

from __future__ import annotations

import importlib
import os
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from hashlib import sha256
from importlib.util import find_spec
from typing import Any

from i18nflow.engines import options
from i18nflow.engines.options import Options
from i18nflow.engines.transport import Failure, Line, Transport
from i18nflow.model import LanguagePair, Occurrence, TermStatus
from i18nflow.translate import EngineInfo, Health, Result, Status, unready

KEY = "DEEPL_API_KEY"
_DEFAULTS = Options(timeout=20.0, connect=3.0, batch=40, workers=2, price=20.0, currency="EUR")
_TARGETS = {"en": "EN-GB", "pt": "PT-PT", "zh": "ZH-HANS", "zh-cn": "ZH-HANS", "zh-tw": "ZH-HANT", "no": "NB"}
_VARIANTS = frozenset({"en-gb", "en-us", "pt-pt", "pt-br"})


@dataclass(frozen=True)
class DeepL:
    """DeepL. Its own retries and its HTTP are replaced by ours: one deadline, nothing secret in messages."""

    options: Options
    transport: Transport

    @property
    def info(self) -> EngineInfo:
        """What is known of it."""
        return EngineInfo(
            name="deepl",
            version="2",
            offsite=not options.is_local(self.options.url),
            licence="DeepL's terms of service",
            max_chars=100_000,
            batch=self.options.batch,
            workers=self.options.workers,
            price=self.options.price,
            currency=self.options.currency,
            limits="500,000 characters a month with a free key",
            options=self.options.formality,
            glossaries=True,
        )

    def check(self) -> Health:
        """Whether the package and a key are there."""
        if find_spec("deepl") is None:
            return Health(
                available=False, missing=unready.not_installed("deepl", "pip install 'i18nflow[deepl]'")
            )
        if not os.environ.get(KEY):
            return Health(available=False, missing=unready.no_key(KEY))
        return Health(available=True)

    def translate(
        self, texts: Sequence[str], pair: LanguagePair, terms: Sequence[Sequence[Occurrence]] = ()
    ) -> Sequence[Result]:
        """All texts in one request, with a glossary of the terms that stand in them."""
        key = os.environ.get(KEY)
        if not key:
            return [Result(Status.AUTH, detail="no key")] * len(texts)
        library = importlib.import_module("deepl")
        try:
            with self.transport.line() as line:
                client = library.Translator(key, server_url=self.options.url or None)
                client._client = _Door(line)
                with _glossary(client, pair, terms) as glossary:
                    answers = self._ask(client, texts, pair, glossary)
        except Failure as failure:
            return [failure.result()] * len(texts)
        except Exception as error:
            # The package's messages quote what the server said: they may hold anything.
            return [Result(Status.BAD_RESPONSE, detail=type(error).__name__)] * len(texts)
        if len(answers) != len(texts):
            return [Result(Status.BAD_RESPONSE, detail="a wrong number of answers")] * len(texts)
        return [
            Result(Status.OK, answer) if isinstance(answer, str) else Result(Status.BAD_RESPONSE)
            for answer in answers
        ]

    def _ask(self, client: Any, texts: Sequence[str], pair: LanguagePair, glossary: Any) -> list[Any]:
        found = client.translate_text(
            list(texts),
            source_lang=pair.source_base.upper(),
            target_lang=_target(pair.target),
            split_sentences="0",
            preserve_formatting=True,
            formality=self.options.formality or None,
            glossary=glossary,
        )
        return [one.text for one in found]


def engine(settings: Mapping[str, Any]) -> DeepL:
    """DeepL."""
    found = options.read("deepl", settings, _DEFAULTS)
    return DeepL(found, Transport(found))


class _Door:
    """Stands where the package keeps its HTTP client."""

    def __init__(self, line: Line) -> None:
        self._line = line

    def request_with_backoff(
        self,
        method: str,
        url: str,
        data: Any = None,
        json: Any = None,
        headers: Mapping[str, str] | None = None,
        **_: Any,
    ) -> tuple[int, str]:
        """One request, no backing off: whoever asks the engine does that."""
        reply = self._line.send(method, url, json=json, headers=headers)
        return 200, reply.text()

    def close(self) -> None:
        """Nothing to close: the line is closed by whoever opened it."""


@contextmanager
def _glossary(client: Any, pair: LanguagePair, terms: Sequence[Sequence[Occurrence]]) -> Iterator[Any]:
    """A glossary at DeepL for one request, gone afterwards: it is never out of step with the workspace's own.

    Where DeepL has no glossaries for the pair or takes no more, the texts are translated without: what the terms
    should be is verified afterwards anyway.
    """
    entries = _entries(terms)
    if not entries:
        yield None
        return
    name = "i18nflow " + sha256(repr(sorted(entries.items())).encode()).hexdigest()[:12]
    try:
        made = client.create_glossary(name, pair.source_base.upper(), pair.target_base.upper(), entries)
    except Exception:
        made = None
    try:
        yield made
    finally:
        if made is not None:
            _forget(client, made)


def _forget(client: Any, glossary: Any) -> None:
    try:
        client.delete_glossary(glossary)
    except Exception:
        return


def _entries(terms: Sequence[Sequence[Occurrence]]) -> dict[str, str]:
    """Source to target, the first (preferred) rendering of each source."""
    entries: dict[str, str] = {}
    for one in (occurrence.term for each in terms for occurrence in each):
        if one.status is TermStatus.DO_NOT_TRANSLATE:
            entries.setdefault(one.source, one.source)
        elif one.status is not TermStatus.FORBIDDEN and one.target:
            entries.setdefault(one.source, one.target)
    return entries


def _target(tag: str) -> str:
    low = tag.lower()
    if low in _VARIANTS:
        return tag.upper()
    base = tag.partition("-")[0]
    return _TARGETS.get(low) or _TARGETS.get(base) or base.upper()
