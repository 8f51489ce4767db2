"""MyMemory, a public translation memory with machine translation behind it, through deep-translator."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from i18nflow.engines import options
from i18nflow.engines.deeptranslator import library
from i18nflow.engines.options import Options
from i18nflow.engines.transport import Failure, Line, Reply, Transport
from i18nflow.model import LanguagePair, Occurrence
from i18nflow.translate import EngineInfo, Health, Result, Status, has_words

# The library asks over plain HTTP; the same service answers over HTTPS.
_DEFAULTS = Options(
    url="https://api.mymemory.translated.net/get", timeout=6.5, connect=3.0, pace=0.25, workers=2
)
_MOST_BYTES = 499
# The library knows languages by country only: these where the tag names none, or one that it lacks.
_CODES = {
    "en": "en-GB",
    "lv": "lv-LV",
    "de": "de-DE",
    "fr": "fr-FR",
    "es": "es-ES",
    "pt": "pt-PT",
    "zh": "zh-CN",
}


@dataclass(frozen=True)
class MyMemory:
    """MyMemory: what it answers may be anybody's translation."""

    options: Options
    transport: Transport

    @property
    def info(self) -> EngineInfo:
        """What is known of it."""
        return EngineInfo(
            name="mymemory",
            version="",
            offsite=True,
            licence="MyMemory's terms of service",
            max_chars=_MOST_BYTES,
            workers=self.options.workers,
            price=0.0 if self.options.price is None else self.options.price,
            currency=self.options.currency,
            limits="5,000 characters a day, 50,000 with an address in `email`; 500 bytes a text",
        )

    def check(self) -> Health:
        """Whether the library is there."""
        return library.installed()

    def translate(
        self, texts: Sequence[str], pair: LanguagePair, terms: Sequence[Sequence[Occurrence]] = ()
    ) -> Sequence[Result]:
        """Each text in a request of its own."""
        with self.transport.line() as line:
            return [self._one(line, text, pair) for text in texts]

    def _one(self, line: Line, text: str, pair: LanguagePair) -> Result:
        if len(text.encode()) > _MOST_BYTES:
            return Result(Status.TOO_LONG)
        if not has_words(text):
            return Result(Status.OK, text)
        module = library.module("mymemory")
        known = frozenset(module.MY_MEMORY_LANGUAGES_TO_CODES.values())
        source, target = _code(pair.source, known), _code(pair.target, known)
        if source is None or target is None:
            return Result(Status.UNSUPPORTED_PAIR)

        def call() -> str | None:
            extra = {"email": self.options.email} if self.options.email else {}
            translator = module.MyMemoryTranslator(source=source, target=target, **extra)
            translator._base_url = self.options.url
            answer: str | None = translator.translate(text)
            return answer

        return library.called(line, call, _reply)


def engine(settings: Mapping[str, Any]) -> MyMemory:
    """MyMemory."""
    found = options.read("mymemory", settings, _DEFAULTS)
    return MyMemory(found, Transport(found))


def _code(tag: str, known: frozenset[str]) -> str | None:
    base = tag.partition("-")[0]
    return next((code for code in (tag, _CODES.get(base), f"{base}-{base.upper()}") if code in known), None)


def _reply(reply: Reply) -> library.Answer:
    """The answer, where it is one: MyMemory tells of failures with status 200, in the place of the translation.

    Where it has no translation the library would take any match, of whatever sentence: that is refused too.
    """
    data = reply.json()
    try:
        status = int(data["responseStatus"])
        text = data["responseData"]["translatedText"]
    except (KeyError, TypeError, ValueError):
        raise Failure(Status.BAD_RESPONSE, "not an answer of MyMemory") from None
    if data.get("quotaFinished") or status == 429:
        raise Failure(Status.RATE_LIMITED, "the day's allowance is used up", 86400)
    if status == 403:
        raise Failure(Status.UNSUPPORTED_PAIR, "refused the language pair")
    if status != 200 or not isinstance(text, str):
        raise Failure(Status.BAD_RESPONSE, "not an answer of MyMemory")
    if not text.strip():
        raise Failure(Status.EMPTY, "no translation")
    return library.Answer(reply.text(), data)
