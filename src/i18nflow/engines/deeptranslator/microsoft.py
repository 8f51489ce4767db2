"""Microsoft Translator, through deep-translator; its key in ``MICROSOFT_API_KEY``."""

from __future__ import annotations

import os
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

from i18nflow.engines import options
from i18nflow.engines.deeptranslator import library
from i18nflow.engines.options import Options
from i18nflow.engines.transport import Failure, Line, Reply, Transport
from i18nflow.model import LanguagePair, Occurrence
from i18nflow.translate import EngineInfo, Health, Result, Status, unready

KEY = "MICROSOFT_API_KEY"
_DEFAULTS = Options(
    url="https://api.cognitive.microsofttranslator.com/translate?api-version=3.0",
    timeout=6.5, connect=3.0, pace=0.05, workers=4, price=10.0, currency="USD",
)  # fmt: skip
_MOST_CHARS = 10_000
_CODES = {
    "zh": "zh-Hans",
    "zh-cn": "zh-Hans",
    "zh-tw": "zh-Hant",
    "pt-pt": "pt-pt",
    "no": "nb",
    "sr": "sr-Latn",
}


@dataclass(frozen=True)
class Microsoft:
    """Microsoft Translator."""

    options: Options
    transport: Transport

    @property
    def info(self) -> EngineInfo:
        """What is known of it."""
        return EngineInfo(
            name="microsoft",
            version="3.0",
            offsite=not options.is_local(self.options.url),
            licence="Microsoft's terms of service",
            max_chars=_MOST_CHARS,
            workers=self.options.workers,
            price=self.options.price,
            currency=self.options.currency,
            limits="2 million characters a month free, then by the character",
        )

    def check(self) -> Health:
        """Whether the library and a key are there."""
        if not os.environ.get(KEY):
            return Health(available=False, missing=unready.no_key(KEY))
        return library.installed()

    def translate(
        self, texts: Sequence[str], pair: LanguagePair, terms: Sequence[Sequence[Occurrence]] = ()
    ) -> Sequence[Result]:
        """Each text in a request of its own."""
        key = os.environ.get(KEY)
        if not key:
            return [Result(Status.AUTH, detail="no key")] * len(texts)
        with self.transport.line() as line:
            return [self._one(line, text, pair, key) for text in texts]

    def _one(self, line: Line, text: str, pair: LanguagePair, key: str) -> Result:
        if len(text) > _MOST_CHARS:
            return Result(Status.TOO_LONG)
        source, target = _code(pair.source), _code(pair.target)

        def call() -> str | None:
            translator = _offline_translator()(
                source=source, target=target, api_key=key, region=self.options.region or None
            )
            translator._base_url = self.options.url
            answer: str | None = translator.translate(text)
            return answer

        return library.called(line, call, _reply)


def engine(settings: Mapping[str, Any]) -> Microsoft:
    """Microsoft Translator."""
    found = options.read("microsoft", settings, _DEFAULTS)
    return Microsoft(found, Transport(found))


@cache
def _offline_translator() -> Any:
    """The library's class without its request for the list of languages, which it sends for every object."""
    base: Any = library.module("microsoft").MicrosoftTranslator

    class Offline(base):  # type: ignore[misc]
        def _get_supported_languages(self) -> Mapping[str, str]:
            return _Anything()

    return Offline


class _Anything(dict[str, str]):
    """Takes every code for a language: the service says itself what it does not know."""

    def values(self) -> Any:
        return self

    def __contains__(self, _: object) -> bool:
        return True


def _code(tag: str) -> str:
    return _CODES.get(tag.lower(), tag.partition("-")[0])


def _reply(reply: Reply) -> library.Answer:
    data = reply.json()
    try:
        ((translation,),) = [one["translations"] for one in data]
        if not isinstance(translation["text"], str):
            raise TypeError
    except (KeyError, TypeError, ValueError):
        raise Failure(Status.BAD_RESPONSE, "not an answer of Microsoft") from None
    return library.Answer(reply.text(), data)
