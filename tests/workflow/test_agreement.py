"""Findings across articles: one sentence and one name come out one way everywhere; the register decides."""

from __future__ import annotations

from pathlib import Path

import pytest

from i18nflow.errors import Refused
from i18nflow.model import Actor, Finding, Role
from i18nflow.names import Name
from i18nflow.store import Pattern
from i18nflow.workflow import checking, doctor, importing, names, naming, reviewing
from i18nflow.workflow.reviewing import Move
from i18nflow.workflow.workspace import Workspace
from tests.workflow.texts import LANG

TEXTS = {
    "viens": "Pirmais\n\nPaldies Džo Grīnam par darbu.\n\nProjekts ilgs 18 mēnešus.\n",
    "divi": "Otrais\n\nPaldies Džo Grīnam par darbu.\n\nProjekts ilgs 24 mēnešus.\n",
    "tris": "Trešais\n\nVakar Džo Grīns atbrauca uz Rīgu.\n\nProjekts ilgs 36 mēnešus.\n",
}


@pytest.fixture
def ws(workspace: Workspace, actor: Actor, tmp_path: Path) -> Workspace:
    for slug, text in TEXTS.items():
        path = tmp_path / f"{slug}.txt"
        path.write_text(text, encoding="utf-8")
        importing.import_file(workspace, path, actor)
    return workspace


def key(ws: Workspace, slug: str, start: str) -> str:
    return next(one.key for one in ws.store.articles.segments(slug) if one.text.startswith(start))


def say(ws: Workspace, actor: Actor, slug: str, start: str, text: str) -> str:
    """Confirm ``text`` for the segment of ``slug`` that begins with ``start``; its key."""
    found = key(ws, slug, start)
    version = ws.store.targets.row(found, LANG).target.version
    reviewing.confirm(ws, Move(found, version), LANG, text, actor)
    return found


def found(ws: Workspace, segment: str, code: str) -> list[Finding]:
    return [one.finding for one in ws.store.findings.of_segment(segment, LANG) if one.finding.code == code]


def test_one_sentence_in_two_articles(ws: Workspace, actor: Actor) -> None:
    """The second way of saying an equal sentence is a finding with the first as its fix, and goes with the cause."""
    say(ws, actor, "viens", "Paldies", "Thanks to Joe Green for the work.")
    other = say(ws, actor, "divi", "Paldies", "We thank Joe Green for the work.")
    (finding,) = found(ws, other, "inconsistent")
    assert finding.fix == "Thanks to Joe Green for the work."
    assert "viens" in finding.message
    say(ws, actor, "divi", "Paldies", "Thanks to Joe Green for the work.")
    assert found(ws, other, "inconsistent") == []


def test_sentences_that_differ_only_in_a_number(ws: Workspace, actor: Actor) -> None:
    """Sentences of one pattern agree in all but the number; the more usual way counts, whoever came first."""
    first = say(ws, actor, "viens", "Projekts", "It will take 18 months.")
    second = say(ws, actor, "divi", "Projekts", "The project lasts 24 months.")
    assert [found(ws, one, "inconsistent") != [] for one in (first, second)] == [False, True]
    third = say(ws, actor, "tris", "Projekts", "The project lasts 36 months.")
    assert [found(ws, one, "inconsistent") != [] for one in (first, second, third)] == [True, False, False]
    assert found(ws, first, "inconsistent")[0].fix is None


def test_what_is_typed_is_compared_too(ws: Workspace, actor: Actor) -> None:
    """The live findings of a text nobody saved know the other articles."""
    say(ws, actor, "viens", "Projekts", "The project lasts 18 months.")
    say(ws, actor, "divi", "Projekts", "The project lasts 24 months.")
    third = key(ws, "tris", "Projekts")
    live = checking.findings_for(ws, third, LANG, "It is 36 months long.")
    assert [one.code for one in live] == ["inconsistent"]
    assert checking.findings_for(ws, third, LANG, "The project lasts 36 months.") == []
    assert found(ws, third, "inconsistent") == []


def test_one_name_in_two_spellings(ws: Workspace, actor: Actor) -> None:
    """A name that came out otherwise in another article is a finding at the less usual spelling."""
    say(ws, actor, "viens", "Paldies", "Thanks to Joe Green for the work.")
    say(ws, actor, "divi", "Paldies", "Thanks to Joe Green for the work.")
    third = say(ws, actor, "tris", "Vakar", "Jo Grin came to Riga yesterday.")
    (finding,) = found(ws, third, "name-inconsistent")
    assert (finding.expected, finding.fix) == ("Joe Green", "Joe Green")
    say(ws, actor, "tris", "Vakar", "Joe Green came to Riga yesterday.")
    assert found(ws, third, "name-inconsistent") == []


def test_segments_that_are_gone_count_no_more(ws: Workspace, actor: Actor, tmp_path: Path) -> None:
    """A new import takes what the article no longer has out of the comparison."""
    say(ws, actor, "viens", "Projekts", "It will take 18 months.")
    say(ws, actor, "divi", "Projekts", "The project lasts 24 months.")
    (tmp_path / "viens.txt").write_text("Pirmais\n\nPaldies Džo Grīnam par darbu.\n", encoding="utf-8")
    importing.import_file(ws, tmp_path / "viens.txt", actor)
    third = say(ws, actor, "tris", "Projekts", "The project lasts 36 months.")
    assert found(ws, third, "inconsistent") == []


def test_names_are_proposed_and_registered(ws: Workspace, actor: Actor) -> None:
    """A name that stands in several segments is proposed in its nominative; once registered it is demanded."""
    third = say(ws, actor, "tris", "Vakar", "Joe Greene came to Riga yesterday.")
    (proposal,) = names.proposals(ws, LANG)
    assert (proposal.name.source, proposal.segments, proposal.articles) == ("Džo Grīns", 3, 3)
    assert found(ws, third, "name-differs") == []
    naming.add(ws, LANG, Name("Džo Grīns", "Joe Green", "person"), actor)
    (finding,) = found(ws, third, "name-differs")
    assert finding.fix == "Joe Green"
    assert names.proposals(ws, LANG) == []
    (entry,) = names.load(ws, LANG).names
    naming.remove(ws, LANG, entry, actor)
    assert found(ws, third, "name-differs") == []


def test_a_translator_does_not_keep_the_register(ws: Workspace) -> None:
    """It takes a reviewer to decide how a name comes out in every article."""
    with pytest.raises(Refused):
        naming.add(ws, LANG, Name("A B", "A B"), Actor("Juris", frozenset({Role.TRANSLATOR})))


def test_checking_fills_the_index_of_an_older_workspace(ws: Workspace, actor: Actor) -> None:
    """'i18nflow check' brings targets into the comparison that were there before it."""
    first = say(ws, actor, "viens", "Projekts", "It will take 18 months.")
    second = say(ws, actor, "divi", "Projekts", "The project lasts 24 months.")
    with ws.store.write(aside="a test"):
        ids = ws.store.agreement.target_ids([first, second], LANG).values()
        ws.store.agreement.set_patterns([Pattern(one, "", "", sure=False) for one in ids], LANG)
    result = checking.check_articles(ws, ["viens", "divi"], LANG)
    assert [one.code for one in result["divi"][second]] == ["inconsistent"]


def test_a_slip_in_the_register_stops_nobody(ws: Workspace, actor: Actor) -> None:
    """With a broken file no name is checked, the text is saved, and doctor names the line."""
    (ws.root / "names.csv").write_text('source,target\nDžo Grīns,"Joe', encoding="utf-8")
    third = say(ws, actor, "tris", "Vakar", "Joe Greene came to Riga yesterday.")
    assert found(ws, third, "name-differs") == []
    (remark,) = [one for look in doctor.LOOKS for one in look(ws) if one.about == "names"]
    assert remark.level is doctor.Level.ERROR and "2" in remark.message
