"""Sentence alignment: one to one, left out, joined; and how sure it is."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from i18nflow.memory.alignment import Bead, align, anchors
from i18nflow.model import LanguagePair, Occurrence, Term

PAIR = LanguagePair("lv", "en-GB")
PAIRS = [
    ("Rīgā 2024. gadā atklāja jaunu tiltu.", "A new bridge was opened in Riga in 2024."),
    ("Tā būvniecība izmaksāja 12,5 miljonus eiro.", "It cost EUR 12.5 million to build."),
    ("Projektu vadīja Latvijas uzņēmums.", "The project was led by a Latvian company."),
    ("Atklāšanā piedalījās Valsts prezidents un vairāki simti iedzīvotāju no visas apkārtnes.", "The President and several hundred residents from all around attended the opening."),
    ("Tilts ir 320 metrus garš.", "The bridge is 320 metres long."),
    ("Pa to katru dienu brauks 8000 automašīnu.", "It will carry 8,000 cars a day."),
    ("Igaunijas un Lietuvas kolēģi apsveica.", "Colleagues from Estonia and Lithuania sent congratulations."),
]  # fmt: skip


def aligned(source: list[str], target: list[str]) -> list[Bead]:
    return align(source, target, anchors(source, target, PAIR))


def places(beads: list[Bead]) -> list[tuple[tuple[int, int], tuple[int, int]]]:
    return [(bead.source, bead.target) for bead in beads]


def test_even_texts_go_one_to_one() -> None:
    """Texts that follow each other are aligned sentence by sentence, each surer than not."""
    beads = aligned([a for a, _ in PAIRS], [b for _, b in PAIRS])
    assert places(beads) == [((n, n + 1), (n, n + 1)) for n in range(len(PAIRS))]
    assert all(bead.confidence > 0.7 for bead in beads)


@pytest.mark.parametrize("gone", range(4))
def test_a_sentence_that_is_missing_stays_alone(gone: int) -> None:
    """A sentence that the translation left out, or has more, is a bead of its own; the others keep theirs."""
    source = [a for a, _ in PAIRS]
    target = [b for n, (_, b) in enumerate(PAIRS) if n != gone]
    beads = aligned(source, target)
    assert ((gone, gone + 1), (gone, gone)) in places(beads)
    assert ((6, 7), (5, 6)) in places(beads)
    back = aligned(target, source)
    assert ((gone, gone), (gone, gone + 1)) in places(back)


@pytest.mark.parametrize("at", [0, 2, 4])
def test_joined_sentences_stay_together(at: int) -> None:
    """Two sentences that became one are one bead, on either side."""
    source = [a for a, _ in PAIRS]
    target = [b for _, b in PAIRS]
    joined = [*target[:at], f"{target[at]} {target[at + 1]}", *target[at + 2 :]]
    assert ((at, at + 2), (at, at + 1)) in places(aligned(source, joined))
    assert ((at, at + 1), (at, at + 2)) in places(aligned(joined, source))


def test_terms_of_the_glossary_anchor() -> None:
    """A glossary term and its rendering pull two sentences together that lengths alone would part."""
    source = ["Tāpat.", "Klasteris.", "Un vēl."]
    target = ["Also.", "And.", "The cluster."]
    term = Term("klasteris", "cluster")
    with_terms = anchors(source, target, PAIR, [(), (Occurrence(0, 9, term),), ()])
    assert with_terms.likeness(slice(1, 2), slice(2, 3)).share == 1.0
    assert anchors(source, target, PAIR).likeness(slice(1, 2), slice(2, 3)).share == 0.0


@given(st.lists(st.text(max_size=30), max_size=12), st.lists(st.text(max_size=30), max_size=12))
@settings(max_examples=40, deadline=None)
def test_every_sentence_is_in_one_bead(source: list[str], target: list[str]) -> None:
    """Whatever the texts are, the beads go through both from the beginning to the end without a gap."""
    i = j = 0
    for bead in aligned(source, target):
        assert (bead.source[0], bead.target[0]) == (i, j)
        assert 0 <= bead.confidence <= 1
        i, j = bead.source[1], bead.target[1]
    assert (i, j) == (len(source), len(target))
