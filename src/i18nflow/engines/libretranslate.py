"""LibreTranslate by address: one's own server, or a public one with a key in ``LIBRETRANSLATE_API_KEY``."""

from __future__ import annotations

import os
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

from i18nflow.engines import options
from i18nflow.engines.options import Options
from i18nflow.engines.transport import Failure, Transport
from i18nflow.model import LanguagePair, Occurrence
from i18nflow.translate import EngineInfo, Health, Result, Status, unready

KEY = "LIBRETRANSLATE_API_KEY"
# A server of one's own translates one request after the other: more at once only make each slower, and a small
# request loses little when somebody pulls the plug.
_DEFAULTS = Options(timeout=60.0, connect=3.0, batch=5, workers=1)
_CODES = {"zh-cn": "zh-Hans", "zh-tw": "zh-Hant", "pt-br": "pt-BR"}


@dataclass(frozen=True)
class LibreTranslate:
    """A LibreTranslate server."""

    options: Options
    transport: Transport

    @property
    def info(self) -> EngineInfo:
        """What is known of the server: whoever runs it sets the limits."""
        url = self.options.url
        return EngineInfo(
            name="libretranslate",
            version="",
            offsite=not options.is_local(url),
            licence="AGPL-3.0 (a program of its own); models CC-BY or Apache-2.0",
            max_chars=5000,
            batch=self.options.batch,
            workers=self.options.workers,
            price=self.options.price,
            currency=self.options.currency,
            limits="as its server sets them",
            options=urlsplit(url).netloc,
        )

    def check(self) -> Health:
        """Whether an address is set."""
        if not self.options.url:
            return Health(
                available=False,
                missing=unready.no_address('[engines.libretranslate] url = "http://127.0.0.1:5000"'),
            )
        return Health(available=True)

    def translate(
        self, texts: Sequence[str], pair: LanguagePair, terms: Sequence[Sequence[Occurrence]] = ()
    ) -> Sequence[Result]:
        """All texts in one request; either every one has its answer or none has."""
        try:
            with self.transport.line() as line:
                reply = line.send(
                    "POST", self.options.url.rstrip("/") + "/translate", json=self._request(texts, pair)
                )
            answers = _answers(reply.json(), len(texts))
        except Failure as failure:
            return [failure.result()] * len(texts)
        return [Result(Status.OK, answer) for answer in answers]

    def _request(self, texts: Sequence[str], pair: LanguagePair) -> dict[str, Any]:
        request: dict[str, Any] = {
            "q": list(texts),
            "source": _code(pair.source),
            "target": _code(pair.target),
            "format": "text",
        }
        if key := os.environ.get(KEY):
            request["api_key"] = key
        return request


def engine(settings: Mapping[str, Any]) -> LibreTranslate:
    """The server at ``url``."""
    found = options.read("libretranslate", settings, _DEFAULTS)
    return LibreTranslate(found, Transport(found))


def _code(tag: str) -> str:
    return _CODES.get(tag.lower(), tag.partition("-")[0])


def _answers(data: Any, count: int) -> list[str]:
    answers = data.get("translatedText") if isinstance(data, dict) else None
    if isinstance(answers, str) and count == 1:
        answers = [answers]
    if not isinstance(answers, list) or not all(isinstance(one, str) for one in answers):
        raise Failure(Status.BAD_RESPONSE, "not an answer of LibreTranslate")
    if len(answers) != count:
        raise Failure(Status.BAD_RESPONSE, "a wrong number of answers")
    return answers
