"""``i18nflow translate`` and ``i18nflow engines`` as commands."""

from __future__ import annotations

import json

from click.testing import CliRunner, Result

from i18nflow.cli import cli
from i18nflow.model import LOCAL_ROLES, Actor
from i18nflow.workflow import reviewing
from i18nflow.workflow.reviewing import Move
from i18nflow.workflow.workspace import Workspace
from tests.engines.server import Service
from tests.translate.conftest import LANG, Make, numbered, texts

ANNA = Actor("Anna", LOCAL_ROLES)


def call(ws: Workspace, *words: str) -> Result:
    return CliRunner().invoke(cli, ["-w", str(ws.root), *words], standalone_mode=False)


def test_translate_prints_what_it_did(make: Make, service: Service) -> None:
    """Segments, drafts, requests; status 0, and nothing on stdout but that."""
    done = call(make(*numbered(3)), "translate")
    assert done.return_value == 0
    assert "4 segments to fill: 4 from machine" in done.stdout
    assert "libretranslate was asked: 2 requests" in done.stdout


def test_what_is_left_makes_it_done_in_part(make: Make, service: Service) -> None:
    """Status 3, the reasons on stderr."""
    service.mood = "500"
    done = call(make(*numbered(2)), "translate", "raksts")
    assert done.return_value == 3
    assert "3 stay untranslated: engine gave an unusable answer" in done.stderr


def test_a_dry_run_tells_the_cost(make: Make, service: Service) -> None:
    """Requests, characters and money before anybody is asked."""
    ws = make(*numbered(3))
    path = ws.root / "i18nflow.toml"
    path.write_text(
        path.read_text(encoding="utf-8").replace("attempts = 2", "attempts = 2\nprice = 20000", 1),
        encoding="utf-8",
    )
    plain = call(ws, "translate", "--dry-run")
    characters = sum(len(source) for source in texts(ws))
    assert (
        f"libretranslate would be asked: 2 requests, {characters} characters, {characters / 50:.2f} EUR"
        in plain.stdout
    )
    data = json.loads(call(ws, "translate", "--dry-run", "--json").stdout)
    assert data["engines"] == [
        {
            "engine": "libretranslate",
            "requests": 2,
            "characters": characters,
            "cost": characters / 50,
            "currency": "EUR",
        }
    ]
    assert service.seen == []


def test_engines_are_listed(make: Make) -> None:
    """Each with its state, where it runs, its limits, licence and price; the used ones are marked."""
    listed = {
        row["engine"]: row for row in json.loads(call(make("Viens."), "engines", "list", "--json").stdout)
    }
    assert listed["libretranslate"]["used"] == "yes"
    assert listed["libretranslate"]["runs"] == "here"
    assert listed["google"]["runs"] == "elsewhere"
    assert "DEEPL_API_KEY" in listed["deepl"]["state"]
    assert "opus-mt-lv-en" in listed["opus"]["state"]


def test_the_report_of_edits(make: Make) -> None:
    """By engine, month and article, for people and as JSON; before the first approval it says so."""
    ws = make(*numbered(2))
    assert call(ws, "engines", "report").stderr.startswith("Nothing is measured yet")
    call(ws, "translate")
    row = ws.store.targets.rows("raksts", LANG)[1]
    reviewing.confirm(ws, Move(row.segment.key, row.target.version), LANG, "This is sentence 1.", ANNA)
    data = json.loads(call(ws, "engines", "report", "--json").stdout)
    (found,) = data["by_month"]
    assert (found["engine"], found["month"], found["segments"]) == ("libretranslate", ws.month, 1)
    assert found["edit_share"] > 0.5 and 0 <= found["chrf"] < 100
    assert data["by_article"][0]["article"] == "raksts"
    assert "libretranslate" in call(ws, "engines", "report").stdout


def test_one_sentence_is_tried(make: Make, service: Service) -> None:
    """The translation, or why there is none, with status 1."""
    ws = make("Viens.")
    assert call(ws, "engines", "test", "libretranslate", "--text", "Labdien visi").stdout == "¡visi Labdien\n"
    service.mood = "403"
    failed = call(ws, "engines", "test", "libretranslate")
    assert (failed.return_value, failed.stdout) == (1, "")
    assert "auth" in failed.stderr
