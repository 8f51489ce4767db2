"""Every adapter before a hostile service: no wrong text, no exception, no key in any message."""

from __future__ import annotations

import logging
from concurrent.futures import ThreadPoolExecutor

import pytest

from i18nflow import engines
from i18nflow.model import LanguagePair
from i18nflow.translate import Status
from tests.engines.conftest import PATHS, settings
from tests.engines.server import KEY, Service, translated

PAIR = LanguagePair("lv", "en-GB")
TEXTS = ["Šodien Rīgā sākās konference.", "Tajā piedalās 120 uzņēmumi.", "Ieeja ir brīva — nāciet!"]
NAMES = sorted(PATHS)

# mood -> the status that each text gets when the service is never better than that
ALWAYS = {
    "hang": {Status.TIMEOUT},
    "trickle": {Status.TIMEOUT},
    "slow head": {Status.TIMEOUT},
    "closed": {Status.BAD_RESPONSE},
    "cut": {Status.BAD_RESPONSE},
    "cut silently": {Status.BAD_RESPONSE},
    "429": {Status.RATE_LIMITED},
    "429 now": {Status.RATE_LIMITED},
    "429 later": {Status.RATE_LIMITED},
    "429 date": {Status.RATE_LIMITED},
    "500": {Status.BAD_RESPONSE},
    "503": {Status.BAD_RESPONSE},
    "403": {Status.AUTH},
    "413": {Status.TOO_LONG},
    "page": {Status.BAD_RESPONSE},
    "not json": {Status.BAD_RESPONSE},
    "wrong shape": {Status.BAD_RESPONSE},
    "huge": {Status.BAD_RESPONSE},
    "error as answer": {Status.BAD_RESPONSE},
    "page as answer": {Status.BAD_RESPONSE},
    "misread": {Status.BAD_RESPONSE},
    "misread twice": {Status.BAD_RESPONSE},
    "latin": {Status.BAD_RESPONSE},
    "empty": {Status.EMPTY, Status.BAD_RESPONSE},
}


@pytest.mark.parametrize("name", NAMES)
def test_a_friendly_service_is_understood(name: str, service: Service) -> None:
    """Each text gets its own translation, in order."""
    found = engines.get(name, settings(name, service)).translate(TEXTS, PAIR)
    assert [(one.status, one.text) for one in found] == [(Status.OK, translated(text)) for text in TEXTS]


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("mood", ALWAYS)
def test_a_hostile_service_gives_no_text(
    name: str, mood: str, service: Service, caplog: pytest.LogCaptureFixture
) -> None:
    """Whatever it does: a status for every text, no text, no exception; the key is in no message and no log."""
    caplog.set_level(logging.DEBUG)
    service.mood = mood
    endless = mood in ("hang", "trickle", "slow head")
    texts = TEXTS[:1] if endless else TEXTS
    limit = {"timeout": 0.4} if endless else {}
    found = engines.get(name, settings(name, service, **limit)).translate(texts, PAIR)
    assert len(found) == len(texts)
    assert {one.status for one in found} <= ALWAYS[mood], found
    assert all(one.text == "" for one in found)
    assert KEY not in repr(found)
    assert KEY not in caplog.text


@pytest.mark.parametrize("mood", ["fewer", "more"])
@pytest.mark.parametrize("name", ["libretranslate", "deepl", "microsoft"])
def test_a_wrong_number_of_answers_is_none(name: str, mood: str, service: Service) -> None:
    """Which answer would belong to which text is anybody's guess."""
    service.mood = mood
    found = engines.get(name, settings(name, service)).translate(TEXTS, PAIR)
    assert {one.status for one in found} == {Status.BAD_RESPONSE}


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize(
    "mood", ["closed", "cut", "429", "429 now", "500", "page", "error as answer", "misread"]
)
def test_a_passing_failure_is_tried_again(name: str, mood: str, service: Service) -> None:
    """One bad answer, then good ones: every text is translated."""
    service.moods.append(mood)
    found = engines.get(name, settings(name, service)).translate(TEXTS, PAIR)
    assert [one.text for one in found] == [translated(text) for text in TEXTS]


@pytest.mark.parametrize("name", NAMES)
def test_slow_is_not_dead(name: str, service: Service) -> None:
    """A service that takes its time within the limit is waited for."""
    service.mood = "slow"
    found = engines.get(name, settings(name, service, timeout=5.0)).translate(TEXTS, PAIR)
    assert {one.status for one in found} == {Status.OK}


@pytest.mark.parametrize("name", NAMES)
def test_nobody_listens(name: str, service: Service) -> None:
    """A refused connection is an engine out of reach."""
    there = settings(name, service)
    there["url"] = str(there["url"]).replace(service.url, "http://127.0.0.1:9")
    found = engines.get(name, there).translate(TEXTS[:1], PAIR)
    assert [one.status for one in found] == [Status.OFFLINE]


@pytest.mark.parametrize("name", NAMES)
def test_an_unknown_host_is_out_of_reach(name: str, service: Service) -> None:
    """A name that nobody resolves costs no more than the time to connect, and is asked for once."""
    there = settings(name, service)
    there["url"] = str(there["url"]).replace(service.url, "http://engine.invalid")
    there["connect"] = 0.3
    found = engines.get(name, there).translate(TEXTS, PAIR)
    assert {one.status for one in found} == {Status.OFFLINE}


@pytest.mark.parametrize("name", NAMES)
def test_sixteen_threads_swap_nothing(name: str, service: Service) -> None:
    """400 texts through one engine in 16 threads, with stumbles between: each right one is its own."""
    stumbles = ["429 now", "500", "closed", "error as answer", "cut"]
    service.moods.extend(mood for stumble in stumbles * 4 for mood in ("well", "slow", stumble, "well"))
    engine = engines.get(name, settings(name, service, timeout=20.0, connect=5.0, attempts=5))
    texts = [f"Teikums numur {number} par klasteri {number * 7}." for number in range(400)]
    parts = [texts[start : start + 5] for start in range(0, len(texts), 5)]
    with ThreadPoolExecutor(16) as pool:
        found = [one for part in pool.map(lambda part: engine.translate(part, PAIR), parts) for one in part]
    wrong = [
        (text, one) for text, one in zip(texts, found, strict=True) if one.text not in ("", translated(text))
    ]
    assert wrong == []
    assert sum(one.status is Status.OK for one in found) >= 390


def test_google_sends_to_the_door(service: Service) -> None:
    """Google's page for those who ask too much is a request to slow down."""
    service.mood = "sorry"
    (found,) = engines.get("google", settings("google", service)).translate(TEXTS[:1], PAIR)
    assert found.status is Status.RATE_LIMITED


def test_google_answers_are_unescaped_once(service: Service) -> None:
    """Escaped answers become text; a source that speaks of entities keeps them."""
    engine = engines.get("google", settings("google", service))
    service.mood = "escaped"
    (found,) = engine.translate(["Teksts"], PAIR)
    assert found.text == '¡Teksts "M&M\'s"'
    service.mood = "well"
    (found,) = engine.translate(["Raksti &amp; lasi"], PAIR)
    assert found.text == translated("Raksti &amp; lasi")


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("google", "a" * 5000),
        ("google", "ā" * 3000),
        ("mymemory", "ā" * 250),
        ("microsoft", "a" * 10_001),
    ],
)
def test_too_long_is_never_sent(name: str, text: str, service: Service) -> None:
    """What an engine cannot take is told without asking it."""
    (found,) = engines.get(name, settings(name, service)).translate([text], PAIR)
    assert found.status is Status.TOO_LONG
    assert service.seen == []


@pytest.mark.parametrize("name", ["google", "mymemory"])
def test_a_text_without_words_comes_back(name: str, service: Service) -> None:
    """The library gives None for it; nobody is asked."""
    (found,) = engines.get(name, settings(name, service)).translate(["— … —"], PAIR)
    assert (found.status, found.text, service.seen) == (Status.OK, "— … —", [])


@pytest.mark.parametrize("name", ["google", "mymemory"])
def test_an_unknown_language_is_said(name: str, service: Service) -> None:
    """No request is sent for a pair that the engine does not know."""
    (found,) = engines.get(name, settings(name, service)).translate(["Teksts"], LanguagePair("lv", "tlh"))
    assert (found.status, service.seen) == (Status.UNSUPPORTED_PAIR, [])


@pytest.mark.parametrize("name", NAMES)
def test_outer_white_space_is_kept(name: str, service: Service) -> None:
    """Engines strip it; it is put back."""
    (found,) = engines.get(name, settings(name, service)).translate([" Labdien, pasaule! "], PAIR)
    assert found.text == " " + translated("Labdien, pasaule!") + " "


@pytest.mark.parametrize(("name", "codes"), [("google", ("lv", "en")), ("mymemory", "lv-LV|en-GB")])
def test_languages_are_named_as_each_engine_wants(name: str, codes: object, service: Service) -> None:
    """``lv`` and ``en-GB`` become the engine's own codes."""
    engines.get(name, settings(name, service)).translate(["Teksts"], PAIR)
    data = service.seen[0].data
    assert codes == (data["langpair"] if name == "mymemory" else (data["sl"], data["tl"]))


def test_mymemory_warnings_are_no_translations(service: Service) -> None:
    """Its quota warning arrives with status 200 in the place of the translation."""
    service.translate = lambda _: "MYMEMORY WARNING: YOU USED ALL AVAILABLE FREE TRANSLATIONS FOR TODAY."
    (found,) = engines.get("mymemory", settings("mymemory", service)).translate(["Teksts"], PAIR)
    assert (found.status, found.text) == (Status.BAD_RESPONSE, "")
