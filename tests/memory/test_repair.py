"""Fuzzy repair and penalties: what is adapted, what is left alone, and what a score is lowered for."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from i18nflow import config
from i18nflow.errors import ConfigError
from i18nflow.memory import Named, Penalties, Query, ranked, repair
from i18nflow.model import Actor, LanguagePair, MatchKind, Origin, Unit
from i18nflow.workflow import memories
from i18nflow.workflow.workspace import Workspace

PAIR = LanguagePair("lv", "en-GB")
LANG = "en-GB"


@pytest.mark.parametrize(
    ("text", "source", "target", "adapted"),
    [
        ("Budžets ir 184 500 eiro.", "Budžets ir 220 231 eiro.", "The budget is EUR 220,231.", "The budget is EUR 184,500."),
        ("Ilgums ir 18 mēneši.", "Ilgums ir 24 mēneši.", "It lasts 24 months.", "It lasts 18 months."),
        ("Notiks 2026. gada 12. martā.", "Notiks 2025. gada 3. jūnijā.", "It is on 3 June 2025.", "It is on 12 March 2026."),
        ("Apgrozījums bija 3,5 miljoni eiro.", "Apgrozījums bija 2,5 miljoni eiro.", "Turnover was EUR 2.5 million.", "Turnover was EUR 3.5 million."),
        ("2026. gada 2. ceturksnī", "2025. gada 3. ceturksnī", "In the third quarter of 2025", "In the second quarter of 2026"),
        ("Piedalījās 12 uzņēmumi.", "Piedalījās 11 uzņēmumi.", "Eleven companies took part.", "Twelve companies took part."),
        ("Līgums Nr. 2024/15.", "Līgums Nr. 2023/11.", "Contract No. 2023/11.", "Contract No. 2024/15."),
        ("Plkst. 14.30", "Plkst. 15.00", "At 15:00", "At 14:30"),
    ],
)  # fmt: skip
def test_numbers_are_adapted(text: str, source: str, target: str, adapted: str) -> None:
    """Numbers, dates, money, quarters, codes and times that differ take the new value in the form that stood there."""
    repaired = repair(text, source, target, PAIR)
    assert repaired is not None
    assert (repaired.target, repaired.likened) == (adapted, text)
    assert all(" → " in one for one in repaired.said)


@pytest.mark.parametrize(
    ("text", "source", "target"),
    [
        ("Ilgums ir 1 mēnesis.", "Ilgums ir 24 mēneši.", "It lasts 24 months."),
        ("Pieauga par 8 %.", "Pieauga par 7 %.", "There was a 7% rise."),
        ("No 5 līdz 10.", "No 5 līdz 5.", "From 5 to 5."),
        ("No 5 līdz 7.", "No 7 līdz 5.", "From 7 to 5 in 2020."),
        ("Ilgums ir 18 mēneši.", "Ilgums ir 24 mēneši.", "It lasts two years."),
        ("Ilgums ir 18 mēneši un 3 dienas.", "Ilgums ir 24 mēneši.", "It lasts 24 months."),
        ("Ilgums ir 24 mēneši.", "Ilgums ir 24 mēneši.", "It lasts 24 months."),
    ],
    ids=["plural", "article", "two-into-one", "other-numbers", "said-otherwise", "one-more", "same"],
)
def test_what_is_not_certain_is_left(text: str, source: str, target: str) -> None:
    """Where grammar would change, or a number has no clear counterpart, the match stays as it is."""
    assert repair(text, source, target, PAIR) is None


def test_names_are_adapted_by_their_known_rendering() -> None:
    """A name whose rendering is known takes the place of the other; a pronoun that betrays gender forbids it."""
    here, there = [Named(7, 18, "Jānis Kalns", person=True)], [Named(7, 17, "Anna Ozola", person=True)]
    text, source = "Runāja Jānis Kalns.", "Runāja Anna Ozola."
    repaired = repair(text, source, "Anna Ozola spoke.", PAIR, names=here, source_names=there)
    assert repaired is not None
    assert (repaired.target, repaired.said) == ("Jānis Kalns spoke.", ("Anna Ozola → Jānis Kalns",))
    assert repair(text, source, "Anna Ozola and her team.", PAIR, names=here, source_names=there) is None
    assert repair(text, source, "Mrs Ozola spoke.", PAIR, names=here, source_names=there) is None


def test_an_adapted_match_says_so_and_scores_by_the_rest(workspace: Workspace, actor: Actor) -> None:
    """A unit that differs in a number alone is offered adapted, nearly as an exact one, and tells what changed."""
    memories.take_in(
        workspace,
        [Unit("Kopējais budžets ir 220 231 eiro.", "The total budget is EUR 220,231.")],
        LANG,
        actor,
    )
    (match,) = memories.lookup(workspace, LANG, Query("Kopējais budžets ir 184 500 eiro."))
    assert match.kind is MatchKind.FUZZY
    assert match.target == "The total budget is EUR 184,500."
    assert match.repaired == ("220,231 → 184,500",)
    assert match.unit.target == "The total budget is EUR 220,231."
    assert match.similarity < 0.9 < match.score < 1


def test_glossary_names_are_adapted(workspace: Workspace, actor: Actor) -> None:
    """Proper names of the glossary are put in each other's place, in whatever case they stand."""
    workspace.glossary.write_text("source,target\r\nRīga,Riga\r\nLiepāja,Liepāja\r\n", encoding="utf-8")
    memories.take_in(
        workspace, [Unit("Konference notika Rīgā.", "The conference took place in Riga.")], LANG, actor
    )
    (match,) = memories.lookup(workspace, LANG, Query("Konference notika Liepājā."))
    assert (match.target, match.repaired) == ("The conference took place in Liepāja.", ("Riga → Liepāja",))


@pytest.mark.parametrize(
    ("unit", "said", "score"),
    [
        (Unit("A b.", "x", origin=Origin.MACHINE), ("machine -5%",), 0.95),
        (Unit("A b.", "x", domain="law"), ("domain -10%",), 0.9),
        (Unit("A b.", "x", created=datetime(2023, 1, 1, tzinfo=UTC)), ("age -3%",), 0.97),
        (Unit("A b.", "x", created=datetime(1990, 1, 1, tzinfo=UTC)), ("age -8%",), 0.92),
        (Unit("A b.", "x", domain="news", origin=Origin.IMPORT), (), 1.0),
    ],
)
def test_scores_are_lowered_and_why_is_said(unit: Unit, said: tuple[str, ...], score: float) -> None:
    """Machine origin, another domain and age lower the score; the similarity stays; each is named."""
    penalties = Penalties(
        machine=0.05,
        domain=0.1,
        year=0.01,
        oldest=0.08,
        own_domain="news",
        now=datetime(2026, 3, 1, tzinfo=UTC),
    )
    (match,) = ranked(Query("A b."), [(unit, 1.0)], penalties=penalties)
    assert (match.kind, match.similarity, match.penalties) == (MatchKind.EXACT, 1.0, said)
    assert match.score == pytest.approx(score)


def test_penalties_are_set_in_the_settings(workspace: Workspace, actor: Actor) -> None:
    """``[memory]`` says what is taken off; a wrong value is named."""
    settings = config.parse('domain = "news"\n[memory]\npenalty_domain = 0.2\n')
    ws = replace(workspace, config=settings)
    memories.take_in(ws, [Unit("Viens teikums.", "One sentence.", domain="law")], LANG, actor)
    (match,) = memories.lookup(ws, LANG, Query("Viens teikums."))
    assert match.score == pytest.approx(0.8)
    for wrong in ("penalty_year = 2", "penalty_year = true", "penalty_years = 0.1"):
        with pytest.raises(ConfigError, match=r"memory\.penalty_year"):
            config.parse(f"[memory]\n{wrong}\n")
