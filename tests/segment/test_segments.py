"""Articles as segments: order, keys, joining back, an editor's choices, revisions."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from i18nflow import segment
from i18nflow.errors import NotFound, Refused
from i18nflow.markup import from_html
from i18nflow.model import Article, Block, BlockKind, Code, Image, Segment, SegmentKind
from i18nflow.segment import Choice


def article(*paragraphs: str, **more: object) -> Article:
    blocks = tuple(Block(BlockKind.PARAGRAPH, *from_html(text)) for text in paragraphs)
    return Article(lang="lv", title="Virsraksts", blocks=blocks, **more)  # type: ignore[arg-type]


def texts(segments: tuple[Segment, ...]) -> list[str]:
    return [each.text for each in segments]


def sources(segments: tuple[Segment, ...]) -> dict[str, str]:
    return {each.key: each.text for each in segments}


FIGURE = Block(
    BlockKind.FIGURE, "Paraksts. Otrs.", image=Image("a.png", alt="Alt. Teksts.", credit="Foto: A. B.")
)
HTML = st.lists(
    st.sampled_from(
        ["Jā. ", "Nē! ", "<em>", "</em>", "<br>", " ", "3. maijā", "<b>Es. Tu.</b>", "\u00a0", "&lt;1&gt;"]
    ),
    max_size=12,
).map("".join)


@st.composite
def articles(draw: st.DrawFn) -> Article:
    blocks = []
    for text in draw(st.lists(st.one_of(HTML, st.text(max_size=20)), max_size=4)):
        kind = draw(st.sampled_from(list(BlockKind)))
        image = Image("a.png", alt=draw(HTML), credit="Foto. Tas.") if kind is BlockKind.FIGURE else None
        blocks.append(Block(kind, *from_html(text), image=image))
    line = st.text(max_size=12)
    return Article(
        lang=draw(st.sampled_from(["lv", "en"])),
        title=draw(line),
        summary=draw(HTML),
        topics=tuple(draw(st.lists(line, max_size=3))),
        blocks=tuple(blocks),
    )


@given(articles())
def test_join_undoes_split(value: Article) -> None:
    """With the sources themselves the article comes back unchanged, whatever it holds."""
    segments = segment.split(value, "a")
    assert segment.join(value, segments, sources(segments)) == value
    assert len({each.key for each in segments}) == len(segments)


def test_segments_come_in_document_order() -> None:
    """Headline, summary, topics, then the blocks; of a figure alt, caption, credit. Orders count in a block."""
    value = article("Viens. Divi.", summary="Īsi. Vēl.", topics=("x", " ", "y"))
    value = Article(
        **{name: getattr(value, name) for name in value.__slots__} | {"blocks": (*value.blocks, FIGURE)}
    )
    found = [(each.kind, each.block, each.order, each.text, each.gap) for each in segment.split(value, "a")]
    assert found == [
        (SegmentKind.HEADLINE, -1, 0, "Virsraksts", ""),
        (SegmentKind.SUMMARY, -1, 0, "Īsi.", " "),
        (SegmentKind.SUMMARY, -1, 1, "Vēl.", ""),
        (SegmentKind.TOPIC, -1, 0, "x", ""),
        (SegmentKind.TOPIC, -1, 2, "y", ""),
        (SegmentKind.PARAGRAPH, 0, 0, "Viens.", " "),
        (SegmentKind.PARAGRAPH, 0, 1, "Divi.", ""),
        (SegmentKind.ALT, 1, 0, "Alt. Teksts.", ""),
        (SegmentKind.CAPTION, 1, 1, "Paraksts.", " "),
        (SegmentKind.CAPTION, 1, 2, "Otrs.", ""),
        (SegmentKind.CREDIT, 1, 3, "Foto: A. B.", ""),
    ]


def test_codes_go_with_the_words_they_mark() -> None:
    """An opening code goes with what follows, a closing one and a line break with what stands before."""
    found = segment.split(article("<em>Viens. <b>Divi.</b></em> Trīs.<br>Četri."), "a")[1:]
    assert texts(found) == ["<1>Viens.", "<2>Divi.</2></1>", "Trīs.<3/>", "Četri."]
    assert [[code.number for code in each.codes] for each in found] == [[1], [1, 2], [3], []]


def test_joining_other_texts() -> None:
    """Targets stand where their sources stood, with the gaps of the source."""
    value = article("Viens.\u00a0 Divi.", topics=("", "tēma"))
    segments = segment.split(value, "a")
    joined = segment.join(value, segments, {each.key: each.text.upper() for each in segments})
    assert (joined.title, joined.topics, joined.blocks[0].text) == (
        "VIRSRAKSTS",
        ("", "TĒMA"),
        "VIENS.\u00a0 DIVI.",
    )


def test_keys_are_stable_and_readable() -> None:
    """Eight characters without look-alikes, a letter first; equal imports give equal keys; taken ones are not given."""
    key = segment.make_key("a", "Teksts.", 1, ())
    assert key == segment.make_key("a", "Teksts.", 1, ())
    assert len(key) == 8
    assert key[0].isalpha()
    assert not set(key) & set("ilouILOU")
    assert segment.make_key("a", "Teksts.", 1, {key}) != key
    assert len({segment.make_key("a", "Teksts.", n, ()) for n in range(50)}) == 50
    assert sources(segment.split(article("Jā. Jā."), "a")) == sources(segment.split(article("Jā. Jā."), "a"))


def test_a_split_is_found_again() -> None:
    """The first half keeps the key, and a new import with the choice gives the same texts."""
    value = article("Viens, divi. Trīs.")
    segments = segment.split(value, "a")
    edited = segment.split_at(segments, segments[1].key, 7, slug="a")
    assert texts(edited.segments) == ["Virsraksts", "Viens,", "divi.", "Trīs."]
    assert edited.segments[1].key == segments[1].key
    assert edited.added == edited.segments[2].key
    assert [each.order for each in edited.segments[1:]] == [0, 1, 2]
    again = segment.split(value, "a", choices=[edited.choice])
    assert texts(again) == texts(edited.segments)
    carried = segment.carry(edited.segments, again)
    assert carried.segments == edited.segments
    assert segment.join(value, edited.segments, sources(edited.segments)) == value


def test_a_merge_is_found_again() -> None:
    """The first segment's key stays, the second's goes; choices apply in the order they were made."""
    value = article("Viens. Divi. Trīs.")
    segments = segment.split(value, "a")
    edited = segment.merge_after(segments, segments[1].key)
    assert texts(edited.segments) == ["Virsraksts", "Viens. Divi.", "Trīs."]
    assert edited.removed == segments[2].key
    assert texts(segment.split(value, "a", choices=[edited.choice])) == texts(edited.segments)
    undone = segment.split_at(edited.segments, segments[1].key, 6, slug="a")
    choices = [edited.choice, undone.choice]
    assert texts(segment.split(value, "a", choices=choices)) == texts(segments)
    assert segment.join(value, edited.segments, sources(edited.segments)) == value


@pytest.mark.parametrize("offset", [-1, 0, 2, 15, 99])
def test_a_split_that_cannot_be(offset: int) -> None:
    """At an edge, past the end or inside a code a split is refused."""
    segments = segment.split(article("<em>Viens</em> divi"), "a")
    assert segments[1].text == "<1>Viens</1> divi"
    with pytest.raises(Refused):
        segment.split_at(segments, segments[1].key, 17 if offset == 15 else offset, slug="a")


def test_a_merge_that_cannot_be() -> None:
    """The last segment of a block has nothing to be merged with; an unknown key is not found."""
    segments = segment.split(article("Viens.", "Divi."), "a")
    with pytest.raises(Refused):
        segment.merge_after(segments, segments[1].key)
    with pytest.raises(NotFound):
        segment.merge_after(segments, "nokey000")


@given(
    st.lists(
        st.builds(Choice, st.sampled_from(["split", "merge"]), HTML, st.integers(-2, 30), HTML), max_size=4
    )
)
def test_no_choice_loses_text(choices: list[Choice]) -> None:
    """Whatever choices say, joining gives the article back."""
    value = article("Jā. Nē! Jā. <b>Es. Tu.</b>")
    segments = segment.split(value, "a", choices=choices)
    assert segment.join(value, segments, sources(segments)) == value


def test_a_revision_keeps_keys() -> None:
    """Equal text keeps its key, changed text keeps it with its old source, the rest is added or removed."""
    old = segment.split(article("Budžets ir 5000 eiro gadā. Pazudīs viss.", "Paliek nemainīgs."), "a")
    new = segment.split(
        article("Budžets ir 7500 eiro gadā.", "Paliek nemainīgs.", "Jauns teikums par citu."), "a"
    )
    carried = segment.carry(old, new)
    assert [each.key for each in carried.segments[:3]] == [old[0].key, old[1].key, old[3].key]
    assert carried.unchanged == (old[0].key, old[3].key)
    assert carried.changed == {old[1].key: old[1].text}
    assert carried.removed == (old[2].key,)
    assert carried.added == (carried.segments[3].key,)


def test_a_moved_sentence_keeps_its_key() -> None:
    """Equal text is found wherever it went, also in a block of another kind."""
    old = segment.split(article("Pirmais teikums.", "Otrais teikums te.", "Trešais."), "a")
    moved = Article(
        "lv", "Virsraksts", (Block(BlockKind.LIST_ITEM, "Trešais."), *article("Pirmais teikums.").blocks)
    )
    carried = segment.carry(old, segment.split(moved, "a"))
    assert [each.key for each in carried.segments] == [old[0].key, old[3].key, old[1].key]


def test_a_key_is_never_used_again() -> None:
    """A new segment whose key an earlier one had, or that is in ``taken``, gets another."""
    old = segment.split(article("Jā.", "Pavisam cits teikums."), "a")
    gone = old[1]
    now = segment.split(article("Pavisam cits teikums."), "a")
    back = segment.split(article("Pavisam cits teikums.", "Jā."), "a")
    carried = segment.carry(now, back, taken={gone.key})
    assert gone.key not in {each.key for each in carried.segments}


@given(articles(), articles())
def test_any_two_revisions(old: Article, new: Article) -> None:
    """Keys stay unique, texts are the new revision's, and every old key is kept, changed or removed."""
    before, after = segment.split(old, "a"), segment.split(new, "a")
    carried = segment.carry(before, after)
    assert texts(carried.segments) == texts(after)
    assert len({each.key for each in carried.segments}) == len(after)
    told = [*carried.unchanged, *carried.changed, *carried.removed]
    assert sorted(told) == sorted(each.key for each in before)
    assert segment.carry(before, before).segments == before


def test_a_language_of_its_own_splitter() -> None:
    """A splitter may be given; it sees the text without codes and a line break as a newline."""
    seen: list[str] = []

    def splitter(text: str) -> list[tuple[int, int]]:
        seen.append(text)
        return [(0, 1), (1, len(text))]

    value = Article(
        "lv", "", (Block(BlockKind.PARAGRAPH, "<1>ab</1><2/>c", (Code(1, "em"), Code(2, "br", empty=True))),)
    )
    found = segment.split(value, "a", splitter=splitter)
    assert seen == ["ab\nc"]
    assert texts(found) == ["<1>a", "b</1><2/>c"]
