"""Engines of the deep-translator library: the only place that knows it.

The library sets no timeout, keeps state in its objects (one shared by threads swaps answers between texts),
gives None for some texts and error pages for others, and puts keys into its messages. So each call makes an
object of its own, and all its HTTP goes through our transport.
"""

from __future__ import annotations

import html
import importlib
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from types import ModuleType
from typing import Any
from urllib.parse import quote

from i18nflow.engines import options
from i18nflow.engines.options import Options
from i18nflow.engines.transport import Failure, Line, Reply, Transport
from i18nflow.model import LanguagePair, Occurrence
from i18nflow.translate import EngineInfo, Health, Result, Status, has_words

_GOOGLE = Options(url="https://translate.google.com/m", timeout=6.5, connect=3.0, pace=0.1, workers=4)
# 5,000 characters are refused by the library; the address, with everything escaped, may have some 16 KB.
_MOST_CHARS, _MOST_ADDRESS = 4999, 14_000
_FIELD = re.compile(r'<div[^>]*class="(?:result-container|t0)"[^>]*>(.*?)</div>', re.DOTALL)
_TAG = re.compile(r"<[^>]*>")
_GOOGLE_CODES = {"he": "iw", "jv": "jw", "nb": "no", "zh": "zh-CN"}


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
        return _installed()

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
        module = _module("google")
        codes = module.GoogleTranslator(source="auto", target="en").get_supported_languages(as_dict=True)
        source, target = _google_code(pair.source, codes), _google_code(pair.target, codes)
        if source is None or target is None:
            return Result(Status.UNSUPPORTED_PAIR)

        def call() -> str | None:
            translator = module.GoogleTranslator(source=source, target=target)
            translator._base_url = self.options.url
            answer: str | None = translator.translate(text)
            return answer

        return _called(line, call, _google_page)


def google(settings: Mapping[str, Any]) -> Google:
    """Google Translate."""
    found = options.read("google", settings, _GOOGLE)
    return Google(found, Transport(found))


@dataclass(frozen=True, slots=True)
class _Answer:
    """What the library sees of a response."""

    text: str
    data: Any = None
    status_code: int = 200

    def json(self) -> Any:
        return self.data

    def close(self) -> None:
        return None


_Reader = Callable[[Reply], _Answer]
_current: ContextVar[tuple[Line, _Reader]] = ContextVar("i18nflow_line")


class _Door:
    """Stands where the library expects ``requests``: every request takes the line of the current call."""

    def __init__(self, real: ModuleType) -> None:
        self.exceptions = real.exceptions

    def get(self, url: str, params: Mapping[str, Any] | None = None, **_: Any) -> _Answer:
        line, reader = _current.get()
        return reader(line.send("GET", url, params=params, redirects=True))

    def post(
        self,
        url: str,
        params: Mapping[str, Any] | None = None,
        headers: Mapping[str, str] | None = None,
        json: Any = None,
        **_: Any,
    ) -> _Answer:
        line, reader = _current.get()
        return reader(line.send("POST", url, params=params, headers=headers, json=json))


def _called(line: Line, call: Callable[[], str | None], reader: _Reader) -> Result:
    """What ``call`` gives, over ``line``; whatever the library raises becomes a result without its words."""
    with _using(line, reader):
        try:
            answer = call()
        except Failure as failure:
            return failure.result()
        except Exception as error:
            return Result(Status.BAD_RESPONSE, detail=type(error).__name__)
    if answer is None:
        return Result(Status.EMPTY)
    return Result(Status.OK, answer) if isinstance(answer, str) else Result(Status.BAD_RESPONSE)


@contextmanager
def _using(line: Line, reader: _Reader) -> Iterator[None]:
    token = _current.set((line, reader))
    try:
        yield
    finally:
        _current.reset(token)


def _module(name: str) -> ModuleType:
    """A module of the library with our door in it. Loading takes a sixth of a second: on first use only."""
    module = importlib.import_module(f"deep_translator.{name}")
    if not isinstance(module.requests, _Door):
        module.requests = _Door(module.requests)  # type: ignore[attr-defined]
    return module


def _installed() -> Health:
    try:
        importlib.import_module("deep_translator")
    except ImportError:
        return Health(available=False, missing="the package deep-translator is not installed")
    return Health(available=True)


def _google_code(tag: str, codes: Mapping[str, str]) -> str | None:
    base = tag.partition("-")[0]
    known = set(codes.values())
    for wanted in (tag, base, _GOOGLE_CODES.get(base, "")):
        if wanted in known:
            return wanted
    return None


def _google_page(reply: Reply) -> _Answer:
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
    return _Answer(f'<div class="result-container">{html.escape(html.unescape(text))}</div>')
