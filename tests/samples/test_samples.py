"""The samples that come with the project fit each other: two articles, a reviewed catalog, a glossary."""

from __future__ import annotations

import hashlib
import re
import shutil
import subprocess
from collections.abc import Iterator
from functools import cache

import pytest
from rapidfuzz.distance import Levenshtein

from i18nflow import catalog, check, glossary, ingest, resources, segment
from i18nflow.ingest import Ingested
from i18nflow.model import BlockKind, LanguagePair, Segment, Severity, Term, TermStatus

FIRST = "klastera-aktualitates-2-2020"
SECOND = "klastera-aktualitates-3-2020"
FURNITURE = ["Visi jaunumi", "Dalīties:", "Saistītie jaunumi", "Aizvērt", "/"]
PO = resources.root() / "locales" / "en" / "LC_MESSAGES" / f"{FIRST}.po"
GLOSSARY = resources.root() / "glossary.csv"
PAIR = LanguagePair("lv", "en-GB")


def _bytes(slug: str) -> bytes:
    return (resources.root() / "articles" / f"{slug}.txt").read_bytes()


@cache
def _ingested(slug: str) -> Ingested:
    return ingest.read(_bytes(slug), f"{slug}.txt", lang="lv")


@cache
def _segments(slug: str) -> tuple[Segment, ...]:
    return segment.split(_ingested(slug).article, slug)


@cache
def _catalog() -> catalog.Catalog:
    return catalog.from_po(PO.read_bytes(), PO.name)


@cache
def _terms() -> tuple[Term, ...]:
    return glossary.read(GLOSSARY.read_text(encoding="utf-8"), GLOSSARY.name).terms


@cache
def _matcher() -> glossary.Matcher:
    return glossary.Matcher(_terms(), "lv")


def _pairs() -> list[tuple[str, str]]:
    return [(entry.msgid, entry.msgstr) for entry in _catalog().entries]


class TestFirstArticle:
    """The newsletter of the second quarter."""

    def test_is_kept_byte_for_byte(self) -> None:
        """The text is LETERA's own: not a byte is changed."""
        digest = hashlib.sha256(_bytes(FIRST)).hexdigest()
        assert digest == "68ecd77d168e8812b659d59a82265d4f4b7d9ddd198ce3a78f951d5918a5aaeb"

    def test_metadata_and_furniture(self) -> None:
        """Title, date and author are metadata; what belongs to the page is set aside."""
        article = _ingested(FIRST).article
        assert (article.title, str(article.date), article.author) == (
            "Klastera aktualitātes 2/2020",
            "2020-06-30",
            "LETERA",
        )
        assert [one.text for one in article.furniture] == FURNITURE


class TestTranslation:
    """The reviewed English catalog of the first article."""

    def test_matches_the_segments(self) -> None:
        """Each segment has its entry, in document order, and there are no others."""
        assert [source for source, _ in _pairs()] == [one.text for one in _segments(FIRST)]

    def test_is_complete_and_reviewed(self) -> None:
        """No entry is empty, fuzzy or obsolete."""
        for entry in _catalog().entries:
            assert entry.msgstr
            assert not entry.fuzzy
            assert not entry.obsolete

    def test_says_what_it_is(self) -> None:
        """The header names the article and both languages."""
        found = _catalog()
        assert found.get("X-I18nflow-Article") == FIRST
        assert (found.get("X-Source-Language"), found.get("Language")) == ("lv", "en_GB")

    def test_is_what_an_export_writes(self) -> None:
        """Written again by the catalog stage it is the same file."""
        assert catalog.write(_catalog()) == PO.read_text(encoding="utf-8")

    @pytest.mark.skipif(shutil.which("msgfmt") is None, reason="gettext is not installed")
    def test_satisfies_msgfmt(self) -> None:
        """The strictest reader has nothing to say."""
        command = ["msgfmt", "--check", "--check-header", "-o", "/dev/null", str(PO)]
        done = subprocess.run(command, capture_output=True, text=True, check=False)
        assert (done.returncode, done.stdout, done.stderr) == (0, "", "")

    @pytest.mark.parametrize("number", ["EUR 220,231", "EUR 198,208", "EUR 22,023", "3.2.1.1/16/A/006"])
    def test_keeps_the_numbers(self, number: str) -> None:
        """The sums stand as British English writes them, the project number as it is."""
        assert sum(number in target for _, target in _pairs()) == 1

    def test_has_no_latvian_left(self) -> None:
        """No letter that only Latvian has stands in the English text."""
        assert not [target for _, target in _pairs() if re.search("[āčēģīķļņšūž]", target, re.IGNORECASE)]

    def test_honours_the_glossary(self) -> None:
        """Every term that occurs in the article is rendered as one of its entries says."""
        assert list(_broken_terms()) == []

    def test_has_no_findings_that_block(self) -> None:
        """The checks find no error in it, so the demo can publish it."""
        errors = [
            (source[:40], finding.code, finding.message)
            for source, target in _pairs()
            for finding in check.run(source, target, pair=PAIR, occurrences=_matcher().find(source))
            if finding.severity is Severity.ERROR
        ]
        assert errors == []


def _broken_terms() -> Iterator[tuple[str, str]]:
    """Source terms without an accepted rendering, with their target texts."""
    for source, target in _pairs():
        by_source: dict[str, list[Term]] = {}
        for occurrence in _matcher().find(source):
            by_source.setdefault(occurrence.term.source, []).append(occurrence.term)
        for name, entries in by_source.items():
            if not any(_stands(entry, target) for entry in entries):
                yield name, target


def _stands(term: Term, target: str) -> bool:
    if term.status is TermStatus.DO_NOT_TRANSLATE:
        return term.source in target
    return term.status is not TermStatus.FORBIDDEN and bool(glossary.find_target(term, target, "en-GB"))


class TestGlossary:
    """The sample glossary."""

    def test_is_a_glossary_of_some_size(self) -> None:
        """It has at least 120 entries, forbidden and do-not-translate ones among them."""
        statuses = [term.status for term in _terms()]
        assert len(statuses) >= 120
        assert set(statuses) == set(TermStatus)

    def test_no_rendering_is_right_and_wrong(self) -> None:
        """What one entry accepts is not among the wrong renderings of the same source."""
        by_source: dict[str, list[Term]] = {}
        for term in _terms():
            by_source.setdefault(term.source, []).append(term)
        for entries in by_source.values():
            good = {
                form
                for term in entries
                if term.status is not TermStatus.FORBIDDEN
                for form in (term.target, *term.accept)
            }
            wrong = {form for term in entries for form in term.avoid}
            wrong |= {term.target for term in entries if term.status is TermStatus.FORBIDDEN}
            assert not good & wrong

    def test_every_term_is_found_in_its_citation_form(self) -> None:
        """A term stands in its own source cell."""
        for term in _terms():
            found = _matcher().find(term.source)
            assert term in [one.term for one in found if (one.start, one.end) == (0, len(term.source))]

    @pytest.mark.parametrize(
        ("source", "target"),
        [
            ("klasteris", "cluster"),
            ("līdzfinansējums", "co-financing"),
            ("vērtību ķēde", "value chain"),
            ("mazie un vidējie uzņēmumi", "small and medium-sized enterprises"),
            ("attiecināmās izmaksas", "eligible costs"),
        ],
    )
    def test_core_terms(self, source: str, target: str) -> None:
        """The terms that an article of this kind cannot do without have their official English."""
        assert [term.target for term in _terms() if term.source == source] == [target]


class TestSecondArticle:
    """The follow-up, composed for the demo."""

    def test_says_that_it_is_composed(self) -> None:
        """Nobody can take it for news: its metadata says what it is."""
        assert _ingested(SECOND).article.meta["note"].startswith("Composed for the demo")

    def test_names_nobody_of_the_first(self) -> None:
        """Its cluster is invented."""
        assert "LETERA" not in _bytes(SECOND).decode()

    def test_size_and_furniture(self) -> None:
        """It has 25 to 40 segments, two lists, and the furniture of its page at the end."""
        article = _ingested(SECOND).article
        assert 25 <= len(_segments(SECOND)) <= 40
        assert len({one.group for one in article.blocks if one.kind is BlockKind.LIST_ITEM}) == 2
        assert [one.text for one in article.furniture] == FURNITURE

    @pytest.mark.parametrize(
        "sentence",
        [
            (
                "Uzņēmumi iepazīstināja ar jaunākajiem izstrādājumiem: gaisa kvalitātes sensoriem, "
                "valkājamām medicīnas ierīcēm, lokanām iespiedplatēm u.c."
            ),
            "“Pirms pieciem gadiem sensorus pirkām Āzijā, bet tagad Āzija tos pērk no mums.",
            (
                "Tas ir klastera dalībnieku pacietīga kopdarba rezultāts,” "
                "uzsver KURTRONIKA valdes priekšsēdētāja Ilva Zvirgzdkalne."
            ),
        ],
    )
    def test_hard_sentences_are_segments(self, sentence: str) -> None:
        """An abbreviation ends a sentence, and a quotation of two sentences is two segments."""
        assert sentence in [one.text for one in _segments(SECOND)]

    def test_memory_of_the_first_serves_it(self) -> None:
        """Context, exact and fuzzy matches with other numbers all occur, and new sentences, too."""
        known = [one.text for one in _segments(FIRST)]
        new = [one.text for one in _segments(SECOND)]
        context = set(_runs(new)) & set(_runs(known))
        exact = [text for text in new if text in known]
        rest = [text for text in new if text not in known]
        fuzzy = [text for text in rest if _best(text, known) >= 0.7]
        assert len(context) >= 3
        assert len(exact) >= 8
        assert len([text for text in fuzzy if re.search(r"\d", text)]) >= 4
        assert len(rest) - len(fuzzy) >= 12


def _runs(texts: list[str]) -> list[tuple[str, ...]]:
    """Each text between its neighbours."""
    return [tuple(texts[at - 1 : at + 2]) for at in range(1, len(texts) - 1)]


def _best(text: str, known: list[str]) -> float:
    return max(Levenshtein.normalized_similarity(text, other) for other in known)
