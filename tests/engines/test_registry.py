"""Engines by name: built in or brought by a package, with settings that are checked and care around each."""

from __future__ import annotations

import pickle
import threading
from collections.abc import Sequence
from importlib.metadata import EntryPoint
from pathlib import Path

import pytest

from i18nflow import engines
from i18nflow.engines import options, registry
from i18nflow.engines.options import Options
from i18nflow.errors import ConfigError, EngineUnavailable
from i18nflow.model import Actor, LanguagePair, Said
from i18nflow.translate import EngineInfo, Health, Result, Status, unready
from i18nflow.workflow import importing, translating
from i18nflow.workflow import workspace as workspaces

PAIR = LanguagePair("lv", "en-GB")


class Foreign:
    """An engine of somebody else's, as badly behaved as its mood."""

    def __init__(self, mood: str) -> None:
        self.mood = mood
        self.asked = 0
        self.info = EngineInfo("foreign", "1", offsite=True, batch=10)

    def check(self) -> Health:
        if self.mood == "fails when asked":
            raise RuntimeError("secret-key")
        if self.mood == "never says":
            threading.Event().wait()
        return Health(available=True)

    def translate(self, texts: Sequence[str], pair: LanguagePair, terms: object = ()) -> list[Result]:
        if self.mood == "hangs":
            self.asked += 1
            threading.Event().wait()
        if self.mood == "raises":
            raise ValueError("secret-key")
        if self.mood == "answers bare texts":
            return list(texts)  # type: ignore[arg-type]
        found = [Result(Status.OK, text.upper()) for text in texts]
        return found[1:] if self.mood == "wrong count" else found


def make(settings: dict[str, object]) -> Foreign:
    return Foreign(str(settings.get("mood", "well")))


class Speechless(Foreign):
    """Cannot say what it is."""

    def __init__(self) -> None:
        self.mood = "well"

    @property
    def info(self) -> EngineInfo:  # type: ignore[override]
        raise RuntimeError("secret-key")


def speechless(settings: dict[str, object]) -> Foreign:
    return Speechless()


def nameless(settings: dict[str, object]) -> object:
    made = Foreign("well")
    made.info = "foreign 1"  # type: ignore[assignment]
    return made


def broken(settings: dict[str, object]) -> Foreign:
    raise RuntimeError("secret-key")


@pytest.fixture(autouse=True)
def _brought(monkeypatch: pytest.MonkeyPatch) -> None:
    """Entry points, as installed packages would bring them."""
    points = (
        EntryPoint("foreign", f"{__name__}:make", registry.GROUP),
        EntryPoint("broken", f"{__name__}:broken", registry.GROUP),
        EntryPoint("gone", "no_such_package:engine", registry.GROUP),
        EntryPoint("google", f"{__name__}:make", registry.GROUP),
        EntryPoint("nameless", f"{__name__}:nameless", registry.GROUP),
        EntryPoint("speechless", f"{__name__}:speechless", registry.GROUP),
    )
    monkeypatch.setattr(registry, "entry_points", lambda group: points)


def test_all_engines_are_listed_with_what_is_missing() -> None:
    """Built-in ones first; one that cannot be loaded is listed with the reason, and no message holds its words."""
    listed = {one.name: one for one in engines.available()}
    assert list(listed)[:2] == ["google", "mymemory"]
    assert list(listed)[-3:] == ["gone", "nameless", "speechless"]
    assert (
        listed["microsoft"].health.missing == "no key in MICROSOFT_API_KEY"
        or listed["microsoft"].health.available
    )
    assert "address" in listed["libretranslate"].health.missing
    assert not listed["gone"].health.available
    assert "secret-key" not in repr(listed)


def test_a_package_cannot_take_a_built_in_name() -> None:
    """``google`` stays the google we know."""
    assert engines.get("google").info.name == "google"


@pytest.mark.parametrize(
    ("mood", "statuses"),
    [
        ("well", [Status.OK, Status.OK]),
        ("raises", [Status.BAD_RESPONSE] * 2),
        ("wrong count", [Status.BAD_RESPONSE] * 2),
        ("answers bare texts", [Status.BAD_RESPONSE] * 2),
        ("hangs", [Status.TIMEOUT] * 2),
    ],
)
def test_a_foreign_engine_cannot_do_harm(mood: str, statuses: list[Status]) -> None:
    """It may raise, miscount or never come back: each text has a result, and its message stays where it is."""
    found = engines.get("foreign", {"mood": mood, "timeout": 0.2}).translate(["labi", "slikti"], PAIR)
    assert [one.status for one in found] == statuses
    assert "secret-key" not in repr(found)


def test_a_foreign_check_that_fails_is_an_answer() -> None:
    """Not available, with the kind of failure."""
    assert engines.get("foreign", {"mood": "fails when asked"}).check() == Health(
        available=False, missing="it failed when asked: RuntimeError"
    )
    silent = engines.get("foreign", {"mood": "never says", "timeout": 0.2}).check()
    assert silent.missing == "it did not say within 0.2 seconds whether it can be used"


def test_an_engine_that_hangs_gives_way_to_the_next(tmp_path: Path, actor: Actor) -> None:
    """Its time limit is paid for a few requests only, then the next engine does all of the work."""
    text = (
        'source = "lv"\ntargets = ["en-GB"]\n[engines]\norder = ["foreign", "echo"]\n'
        '[engines.foreign]\nmood = "hangs"\ntimeout = 0.2\nbatch = 1\nworkers = 2\n'
    )
    with workspaces.create(tmp_path / "ws", text=text) as ws:
        lines = [f"Teikums numur {number} par ostu." for number in range(12)]
        shown = importing.preview(ws, "\n\n".join(["Virsraksts", *lines]).encode(), "raksts.txt")
        importing.save(ws, shown, actor)
        run = translating.translate(ws, ["raksts"], ["en-GB"], actor)
        assert run.drafts == {"machine": 13}
        assert {one.engine: one.requests for one in run.asked}["foreign"] <= 3
        assert {row.target.engine for row in ws.store.targets.rows("raksts", "en-GB")} == {"echo"}


@pytest.mark.parametrize(
    "sentence",
    [
        unready.no_key("X_KEY"),
        unready.not_installed("deepl", "pip install 'i18nflow[deepl]'"),
        unready.no_address('url = "http://127.0.0.1:5000"'),
        unready.no_model("i18nflow engines install opus-mt-lv-en"),
        unready.failed("ValueError"),
        unready.silent("10"),
    ],
)
def test_what_is_missing_is_translatable_again_after_it_was_stored(sentence: Said) -> None:
    """The stored English sentence gives back what it was made of; another stays as it is."""
    back = unready.again(str(sentence))
    assert isinstance(back, Said)
    assert (back.template, back.params) == (sentence.template, sentence.params)
    assert not isinstance(unready.again("its own words"), Said)


@pytest.mark.parametrize("name", ["nonesuch", "gone", "broken", "nameless", "speechless"])
def test_an_engine_that_is_not_there_is_said(name: str) -> None:
    """The name, and what there is."""
    with pytest.raises(EngineUnavailable, match=name):
        engines.get(name)


@pytest.mark.parametrize(
    ("settings", "said"),
    [
        ({"timeuot": 3}, "engines.google.timeuot: there is no such setting"),
        ({"api_key": "x"}, "never in the file"),
        ({"timeout": "3"}, "expected a number"),
        ({"timeout": True}, "expected a number"),
        ({"timeout": 0}, "too small"),
        ({"batch": 2.5}, "expected a number"),
        ({"url": "ftp://x"}, "begin with https"),
        ({"url": 3}, "expected a text"),
    ],
)
def test_settings_are_checked(settings: dict[str, object], said: str) -> None:
    """A wrong setting is named."""
    with pytest.raises(ConfigError, match=said):
        engines.get("google", settings)


@pytest.mark.parametrize(
    ("url", "local"),
    [
        ("http://127.0.0.1:5000", True),
        ("http://[::1]:5000", True),
        ("http://localhost", True),
        ("http://192.168.1.7", True),
        ("https://libretranslate.com", False),
        ("https://8.8.8.8", False),
        ("http://localhost.example.org", False),
    ],
)
def test_what_is_elsewhere(url: str, local: bool) -> None:
    """This machine and the house's own addresses are here; every name in the world is elsewhere."""
    assert options.is_local(url) is local


@pytest.mark.parametrize("name", list(registry.BUILT_IN))
def test_every_engine_travels_to_another_process(name: str) -> None:
    """An executor of a cluster pickles it."""
    engine = engines.get(name, {"url": "http://127.0.0.1:9"} if name == "libretranslate" else {})
    again = pickle.loads(pickle.dumps(engine))
    assert (again.info, again.options) == (engine.info, engine.options)


def test_the_engines_for_trying_out() -> None:
    """``echo`` marks what it gives back; ``none`` gives nothing."""
    assert [one.text for one in engines.get("echo").translate(["Labdien"], PAIR)] == ["[en-GB] Labdien"]
    assert [one.status for one in engines.get("none").translate(["Labdien"], PAIR)] == [Status.EMPTY]
    assert Options().attempts == 3
