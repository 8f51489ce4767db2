"""The memory's index finds what an exhaustive search finds, and never shows what is gone."""

from __future__ import annotations

import random
import sqlite3
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from rapidfuzz import process
from rapidfuzz.distance import Levenshtein

from i18nflow.memory import Query, matches
from i18nflow.memory.index import Best, Sought, build
from i18nflow.memory.signatures import SHAPES, Shape, signature, signatures
from i18nflow.model import LanguagePair, MatchKind, Unit
from i18nflow.store import Store
from tests.conftest import Clock

PAIR = LanguagePair("lv", "en-GB")
WORDLIST = [
    "klasteris",
    "klastera",
    "uzņēmums",
    "uzņēmumi",
    "projekts",
    "projekta",
    "budžets",
    "finansējums",
    "līdzfinansējums",
    "eiro",
    "gada",
    "ceturksnī",
    "sadarbība",
    "sadarbības",
    "veicināšana",
    "eksports",
    "tirgus",
    "nozare",
    "elektronika",
    "inovācijas",
    "konference",
    "dalībnieki",
    "Rīgā",
]


def sentences(count: int, seed: int) -> list[str]:
    """Distinct sentences out of a small vocabulary, so that many are alike."""
    rng = random.Random(seed)
    found: dict[str, None] = {}
    while len(found) < count:
        words = [rng.choice(WORDLIST) for _ in range(rng.randint(3, 14))]
        found[" ".join(words) + f" {rng.randint(1, 999)}."] = None
    return list(found)


def rewritten(text: str, rng: random.Random) -> str:
    """``text`` with up to a third of its words replaced."""
    words = text.split()
    for _ in range(max(1, len(words) // 3)):
        words[rng.randrange(len(words))] = rng.choice(WORDLIST)
    return " ".join(words)


def exhaustive(text: str, texts: list[str]) -> float:
    """The best score there is."""
    best = process.extractOne(text, texts, scorer=Levenshtein.normalized_similarity)
    assert best is not None
    return float(best[1])


def test_the_best_match_is_found() -> None:
    """For texts rewritten by up to a third, the best score is the one an exhaustive search finds."""
    texts = sentences(4000, seed=1)
    index = build(range(len(texts)), texts)
    rng = random.Random(2)

    for _ in range(150):
        query = rewritten(rng.choice(texts), rng)
        best = Best(1, 0.5)
        index.search(Sought(query), best, lambda ids: {number: texts[number] for number in ids})
        assert best.found()[0][1] == pytest.approx(exhaustive(query, texts))


@given(st.lists(st.text(max_size=40), max_size=20), st.sampled_from(SHAPES))
@settings(max_examples=60, deadline=None)
def test_a_signature_belongs_to_its_text_alone(texts: list[str], shape: Shape) -> None:
    """The signature of a text is the same whatever stands beside it in the list."""
    together = signatures(texts, shape)
    assert together.shape == (len(texts), shape.words)
    for row, text in zip(together, texts, strict=True):
        assert (signatures([text], shape)[0] == row).all()
        assert (signature(text, shape) == row).all()


@given(st.lists(st.text(max_size=60), min_size=1, max_size=12), st.text(max_size=60))
@settings(max_examples=100, deadline=None)
def test_scores_are_those_of_the_texts(texts: list[str], query: str) -> None:
    """Whatever letters the texts have, a score is rapidfuzz's, and an equal text is found."""
    index = build(range(len(texts)), texts)
    best = Best(len(texts), 0.5)
    index.search(Sought(query), best, lambda ids: {number: texts[number] for number in ids})
    for number, score in best.found():
        assert score == Levenshtein.normalized_similarity(query, texts[number])
    equal = Best(1, 0.5)
    index.search(Sought(texts[0]), equal, lambda ids: {number: texts[number] for number in ids})
    assert equal.found()[0][1] == 1.0 or not texts[0]


def test_letters_without_a_byte_are_compared_all_the_same() -> None:
    """A memory with more letters than bytes still gives the real scores, through the texts themselves."""
    texts = [f"Zīme {chr(0x4E00 + n)} un {chr(0x5E00 + n)}." for n in range(600)]
    index = build(range(len(texts)), texts)
    best = Best(3, 0.5)
    index.search(Sought(texts[599]), best, lambda ids: {number: texts[number] for number in ids})
    assert best.found()[0] == (599, 1.0)
    assert all(score < 1 for _, score in best.found()[1:])


@pytest.fixture
def store(tmp_path: Path) -> Store:
    return Store(tmp_path / "i18nflow.db", create=True)


def fill(store: Store, texts: list[str], clock: Clock) -> None:
    with store.write():
        store.memory.put_new([Unit(text, f"EN {text}") for text in texts], PAIR, at=clock())


def test_the_store_finds_across_file_and_young_units(store: Store, clock: Clock) -> None:
    """Units in the index file and units added after it are found alike, by this process and a new connection."""
    texts = sentences(600, seed=3)
    fill(store, texts[:500], clock)
    assert store.memory.refresh_index(PAIR, at_least=1)
    fill(store, texts[500:], clock)
    with Store(store.path) as other:
        for reader in (store, other):
            for text in (texts[10], texts[590]):
                unit, score = reader.memory.search(text, PAIR, least=0.5, limit=1)[0]
                assert (unit.source, score) == (text, 1.0)
    store.close()


def test_what_is_taken_out_is_found_no_more(store: Store, clock: Clock) -> None:
    """A unit that its segment took back is in no match at once, though the index file still names it."""
    with store.write():
        store.memory.put(Unit("Projekta budžets ir 100 eiro.", "x", segment="k1"), PAIR, at=clock())
    fill(store, sentences(50, seed=4), clock)
    store.memory.refresh_index(PAIR, at_least=1)
    with store.write():
        store.memory.remove("k1", PAIR.target)
        store.memory.put(Unit("Pavisam cita rinda par ko citu.", "y", segment="k2"), PAIR, at=clock())
    found = store.memory.search("Projekta budžets ir 100 eiro.", PAIR, least=0.5, limit=5)
    assert all(unit.segment != "k1" for unit, _ in found)
    assert (
        store.memory.search("Pavisam cita rinda par ko citu.", PAIR, least=0.5, limit=1)[0][0].segment == "k2"
    )
    store.close()


def test_a_damaged_index_file_is_no_harm(store: Store, clock: Clock) -> None:
    """The database is the truth: without a whole index file everything is still found."""
    texts = sentences(80, seed=5)
    fill(store, texts, clock)
    store.memory.refresh_index(PAIR, at_least=1)
    (path,) = (store.path.parent / ".memory").iterdir()
    path.write_bytes(path.read_bytes()[:-9])
    assert store.memory.search(texts[3], PAIR, least=0.5, limit=1)[0][1] == 1.0
    store.close()


def test_many_young_units_are_indexed_in_the_process(store: Store, clock: Clock) -> None:
    """Thousands of units without an index file are found as before, and their letters may be new ones."""
    texts = [*sentences(1200, seed=6), *(f"日本語 {number} 文" for number in range(700))]
    for start in range(0, len(texts), 600):
        fill(store, texts[start : start + 600], clock)
        assert store.memory.search(texts[start], PAIR, least=0.5, limit=1)[0][1] == 1.0
    assert store.memory.search("日本語 650 文", PAIR, least=0.5, limit=1)[0][0].source == "日本語 650 文"
    assert store.memory.refresh_index(PAIR, at_least=1)
    assert store.memory.search("日本語 650 文", PAIR, least=0.5, limit=1)[0][0].source == "日本語 650 文"
    store.close()


def test_what_is_taken_back_is_not_remembered(store: Store, clock: Clock) -> None:
    """A unit that was looked up inside a transaction that failed is in no later match, nor is its id mistaken."""
    with pytest.raises(RuntimeError), store.write():
        store.memory.put(Unit("Teksts, kas netika saglabāts.", "x", segment="k1"), PAIR, at=clock())
        assert store.memory.search("Teksts, kas netika saglabāts.", PAIR, least=0.5, limit=1)
        raise RuntimeError
    fill(store, ["Pavisam cita rinda."], clock)
    assert store.memory.search("Teksts, kas netika saglabāts.", PAIR, least=0.9, limit=1) == []
    assert store.memory.search("Pavisam cita rinda.", PAIR, least=0.9, limit=1)
    store.close()


def test_an_index_of_another_state_of_the_database_is_dropped(store: Store, clock: Clock) -> None:
    """After an older backup is put back, ids are given again: the index file must not tell of the other texts."""
    fill(store, ["Pirmā rinda par ostu."], clock)
    copy = store.path.with_suffix(".copy")
    with sqlite3.connect(copy) as target, sqlite3.connect(store.path) as source:
        source.backup(target)
    target.close()
    source.close()
    fill(store, sentences(30, seed=8), clock)
    assert store.memory.refresh_index(PAIR, at_least=1)
    store.close()
    for name in ("", "-wal", "-shm"):
        store.path.with_name(store.path.name + name).unlink(missing_ok=True)
    copy.rename(store.path)
    with Store(store.path) as restored:
        fill(restored, [f"Jauna rinda numur {number}, kuras tur nebija." for number in range(40)], clock)
        found = restored.memory.search("Jauna rinda numur 7, kuras tur nebija.", PAIR, least=0.5, limit=1)
        assert found[0][1] == 1.0
        for text in sentences(30, seed=8):
            for unit, score in restored.memory.search(text, PAIR, least=0.5, limit=3):
                assert score == pytest.approx(Levenshtein.normalized_similarity(text, unit.source))


def test_units_of_other_languages_do_not_stand_in_the_way(store: Store, clock: Clock) -> None:
    """What came in for one pair between two units of another hides neither of them."""
    other = LanguagePair("lv", "de")
    fill(store, ["Pirmā rinda par ostu."], clock)
    assert store.memory.search("Pirmā rinda par ostu.", PAIR, least=0.9, limit=1)
    with store.write():
        store.memory.put_new([Unit(text, "x") for text in sentences(40, seed=9)], other, at=clock())
    assert store.memory.search("Otrā rinda par dzelzceļu.", PAIR, least=0.9, limit=1) == []
    fill(store, ["Otrā rinda par dzelzceļu."], clock)
    assert store.memory.search("Otrā rinda par dzelzceļu.", PAIR, least=0.9, limit=1)
    assert store.memory.search(sentences(40, seed=9)[5], other, least=0.9, limit=1)[0][1] == 1.0
    store.close()


def test_other_languages_are_apart(store: Store, clock: Clock) -> None:
    """A unit serves its own pair only."""
    fill(store, ["Sveiki, draugi!"], clock)
    assert store.memory.search("Sveiki, draugi!", LanguagePair("lv", "de"), least=0.5, limit=5) == []
    store.close()


def test_context_comes_before_exact_before_fuzzy() -> None:
    """Same neighbours first, then the same text, then a similar one; equal offers only once."""
    units = [
        Unit("Projekta ilgums ir 18 mēneši.", "fuzzy"),
        Unit("Projekta ilgums ir 24 mēneši.", "exact"),
        Unit("Projekta ilgums ir 24 mēneši.", "context", before="A.", after="B."),
        Unit("Projekta ilgums ir 24 mēneši.", "exact"),
    ]
    found = matches(Query("Projekta ilgums ir 24 mēneši.", "A.", "B."), units)
    assert [(match.kind, match.target) for match in found] == [
        (MatchKind.CONTEXT, "context"),
        (MatchKind.EXACT, "exact"),
        (MatchKind.FUZZY, "fuzzy"),
    ]
