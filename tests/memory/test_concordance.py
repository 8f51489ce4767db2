"""Concordance: words are found in the memory in whatever form, on either side, and only while their unit is there."""

from __future__ import annotations

import pytest

from i18nflow.language.alike import alike_for
from i18nflow.memory import Phrase
from i18nflow.model import Actor, Unit
from i18nflow.workflow import memories
from i18nflow.workflow.workspace import Workspace

LANG = "en-GB"


@pytest.mark.parametrize(
    ("lang", "one", "two"),
    [
        ("lv", "klasteris", "klasteros"),
        ("lv", "klasteru", "klastera"),
        ("lv", "brālis", "brāļiem"),
        ("lv", "latvijas", "latvijā"),
        ("lv", "veicināja", "veicināt"),
        ("lv", "skaists", "skaistākajiem"),
        ("en-GB", "studies", "study"),
        ("en-GB", "promoting", "promoted"),
        ("en-GB", "interregs", "interreg"),
        ("xx", "word", "word"),
    ],
)
def test_forms_of_one_word_are_alike(lang: str, one: str, two: str) -> None:
    """Two forms of one word are known as such, and the index is asked for a beginning that both have."""
    forms = alike_for(lang)
    assert forms.alike(one, two) and forms.alike(two, one)
    for word in (one, two):
        assert any(word.startswith(prefix) for prefix in forms.prefixes(one))


@pytest.mark.parametrize(
    ("lang", "one", "two"),
    [("lv", "klasteris", "klase"), ("lv", "tā", "tas"), ("lv", "valsts", "valoda"), ("en", "news", "new")],
)
def test_other_words_are_not(lang: str, one: str, two: str) -> None:
    """Words that only begin alike are not taken for one word."""
    assert not alike_for(lang).alike(one, two)


@pytest.mark.parametrize(
    ("query", "lang", "text", "found"),
    [
        ("uzņēmumu sadarbība", "lv", "Veicina uzņēmumu <1>sadarbību</1> reģionā.", ["uzņēmumu <1>sadarbību"]),
        ("uzņēmumu sadarbība", "lv", "Uzņēmumi, bet arī viņu sadarbība.", []),
        ("cluster", "en", "Clusters and the cluster’s board", ["Clusters", "cluster"]),
        ("EUR 220", "lv", "Summa ir EUR 220.", ["EUR 220"]),
        ("...", "lv", "Teksts ...", []),
    ],
)
def test_a_phrase_is_found_in_order(query: str, lang: str, text: str, found: list[str]) -> None:
    """A phrase is its words one after the other; inline codes do not part them, other words do."""
    spans = Phrase(query, lang).spans(text)
    assert [text[start:end] for start, end in spans] == found


def _remember(ws: Workspace, actor: Actor, *pairs: tuple[str, str]) -> None:
    memories.take_in(ws, [Unit(source, target) for source, target in pairs], LANG, actor)


def test_units_are_found_on_either_side(workspace: Workspace, actor: Actor) -> None:
    """Source and target are searched in any form, newest first, with where the words stand."""
    _remember(
        workspace,
        actor,
        ("Klasteris aug.", "The cluster grows."),
        ("Darbs klasteros.", "Work in clusters."),
        ("Klase.", "A class."),
    )
    hits = memories.concordance(workspace, "klasteru", LANG)
    assert [hit.unit.source for hit in hits] == ["Darbs klasteros.", "Klasteris aug."]
    assert hits[0].spans_source == ((6, 15),) and hits[0].spans_target == ()
    back = memories.concordance(workspace, "clusters", LANG, side="target")
    assert [hit.unit.target for hit in back] == ["Work in clusters.", "The cluster grows."]
    assert len(memories.concordance(workspace, "klasteris", LANG, limit=1)) == 1


def test_the_glossary_shows_the_other_side(workspace: Workspace, actor: Actor) -> None:
    """Where the glossary knows a word's rendering, the place on the other side is told as well."""
    workspace.glossary.write_text("source,target\r\nklasteris,cluster\r\n", encoding="utf-8")
    _remember(workspace, actor, ("Darbs klasteros.", "Work in clusters."))
    (hit,) = memories.concordance(workspace, "klasteris", LANG)
    assert [hit.unit.target[start:end] for start, end in hit.spans_target] == ["clusters"]
    (back,) = memories.concordance(workspace, "cluster", LANG, side="target")
    assert [back.unit.source[start:end] for start, end in back.spans_source] == ["klasteros"]


@pytest.mark.parametrize("query", ['"', "NEAR(", "a* OR b", "", "  ", "-", "\x00"])
def test_signs_of_the_index_are_plain_text(workspace: Workspace, actor: Actor, query: str) -> None:
    """Whatever is typed is looked for as text; none of it is a command to the index."""
    _remember(workspace, actor, ("Viens.", "One."))
    assert memories.concordance(workspace, query, LANG) == []


def test_what_is_removed_is_not_found(workspace: Workspace, actor: Actor) -> None:
    """A unit that its segment takes back is in no concordance any more."""
    with workspace.store.write(aside="a test"):
        workspace.store.memory.put(
            Unit("Klasteris.", "Cluster.", segment="k1"), workspace.config.pair(LANG), at=workspace.now()
        )
    assert memories.concordance(workspace, "klasteris", LANG)
    with workspace.store.write(aside="a test"):
        workspace.store.memory.remove("k1", LANG)
    assert memories.concordance(workspace, "klasteris", LANG) == []
