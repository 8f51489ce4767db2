"""Google Translate by its public page, through deep-translator."""

from __future__ import annotations

import html
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from urllib.parse import quote

from i18nflow.engines import options
from i18nflow.engines.deeptranslator import library
from i18nflow.engines.options import Options
from i18nflow.engines.transport import Failure, Line, Reply, Transport
from i18nflow.model import LanguagePair, Occurrence
from i18nflow.translate import EngineInfo, Health, Result, Status, has_words

_DEFAULTS = Options(url="https://translate.google.com/m", timeout=6.5, connect=3.0, pace=0.1, workers=4)
# 5,000 characters are refused by the library; the address, with everything escaped, may have some 16 KB.
_MOST_CHARS, _MOST_ADDRESS = 4999, 14_000
_FIELD = re.compile(r'<div[^>]*class="(?:result-container|t0)"[^>]*>(.*?)</div>', re.DOTALL)
_TAG = re.compile(r"<[^>]*>")
_CODES = {"he": "iw", "jv": "jw", "nb": "no", "zh": "zh-CN"}


@dataclass(frozen=True)
class Google:
    """Google Translate by its public page, one text per request."""

    options: Options
    transport: Transport

    @property
    def info(self) -> EngineInfo:
        """What is known of it."""
        return EngineInfo(
            name="google",
            version="m",
            offsite=True,
            licence="Google's terms of service",
            max_chars=_MOST_CHARS,
            workers=self.options.workers,
            price=0.0 if self.options.price is None else self.options.price,
            currency=self.options.currency,
            limits="unofficial access: about 5 requests a second, may be refused at any time",
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
        if len(text) > _MOST_CHARS or len(quote(text)) > _MOST_ADDRESS:
            return Result(Status.TOO_LONG)
        if not has_words(text):
            # The library would give None.
            return Result(Status.OK, text)
        module = library.module("google")
        codes = module.GoogleTranslator(source="auto", target="en").get_supported_languages(as_dict=True)
        source, target = _code(pair.source, codes), _code(pair.target, codes)
        if source is None or target is None:
            return Result(Status.UNSUPPORTED_PAIR)

        def call() -> str | None:
            translator = module.GoogleTranslator(source=source, target=target)
            translator._base_url = self.options.url
            answer: str | None = translator.translate(text)
            return answer

        return library.called(line, call, _page)


def engine(settings: Mapping[str, Any]) -> Google:
    """Google Translate."""
    found = options.read("google", settings, _DEFAULTS)
    return Google(found, Transport(found))


def _code(tag: str, codes: Mapping[str, str]) -> str | None:
    base = tag.partition("-")[0]
    known = set(codes.values())
    for wanted in (tag, base, _CODES.get(base, "")):
        if wanted in known:
            return wanted
    return None


def _page(reply: Reply) -> library.Answer:
    """Google's page with the answer as plain text in it.

    A page that ends before the answer does is cut off; "sorry" is where it sends those who ask too much. Tags
    inside the answer become spaces: the library would glue the words.
    """
    page = reply.text()
    if "/sorry/" in reply.url:
        raise Failure(Status.RATE_LIMITED, "asked to prove that a person asks")
    found = _FIELD.findall(page)
    if len(found) != 1:
        raise Failure(Status.BAD_RESPONSE, "not an answer of Google")
    text = " ".join(_TAG.sub(" ", found[0]).split())
    return library.Answer(f'<div class="result-container">{html.escape(html.unescape(text))}</div>')
