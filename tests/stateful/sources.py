"""Moves of the source: retyped, cut, joined, a paragraph taken out and put back, the article purged and imported anew."""

from __future__ import annotations

from hypothesis import strategies as st
from hypothesis.stateful import precondition, rule

from i18nflow.workflow import importing
from tests.stateful.newsroom import No, Seg
from tests.stateful.office import ARTICLE, LANGS, LAST, PEOPLE, SLUG, Office, actor, place, sentence, who


class Sources(Office):
    """See the module."""

    @rule(n=place, name=who, like=st.booleans())
    def correct_source(self, n: int, name: str, like: bool) -> None:
        """Somebody retypes a sentence: a little, or all of it. It stays the same segment."""
        one = self.seg(n)
        if not one.source.endswith("brauc.") or one.source.count(".") != 1 or len(one.source.split()) != 4:
            return  # cut or joined: what a new text of that would be cut into is the segmenter's affair
        self.round += 1
        text = (
            one.source.replace("brauc", "brauca" if "brauca" not in one.source else "brauc")
            if like
            else (sentence(9, self.round % 3, self.round))
        )
        if text == one.source or any(text == other.source for other in self.model):
            return

        def expected() -> None:
            self.model.least(PEOPLE[name], "reviewer")
            self.model.source_changed(one, text)

        self.tried(expected, importing.correct_source, one.key, text, actor(name))

    @rule(n=place, name=who, space=st.integers(0, 5))
    def split(self, n: int, name: str, space: int) -> None:
        """The first half keeps key and text, as a draft of the whole; the second is new."""
        paragraph, index = self.at(n)
        one = paragraph[index]
        words = one.source.split(" ")
        if len(words) < 2:
            return
        cut = len(" ".join(words[: 1 + space % (len(words) - 1)]))

        def expected() -> None:
            self.model.least(PEOPLE[name], "translator")

        done = self.tried(expected, importing.split, one.key, cut, actor(name))
        if done is None:
            return
        (added,) = done.added
        assert added not in self.model.keys
        self.model.keys.add(added)
        first, second = one.source[:cut], one.source[cut + 1 :]
        self.model.source_changed(one, first)
        paragraph.insert(index + 1, Seg.new(added, second, LANGS))

    @rule(n=place, name=who)
    def merge(self, n: int, name: str) -> None:
        """The first one's key stays; both texts stand in it, as a draft."""
        paragraph, index = self.at(n)
        one = paragraph[index]
        last = index + 1 == len(paragraph)

        def expected() -> None:
            self.model.least(PEOPLE[name], "translator")
            if last:
                raise No

        if self.tried(expected, importing.merge, one.key, actor(name)) is not None:
            self.model.merged(one, paragraph.pop(index + 1))

    @precondition(lambda self: len(self.model.paragraphs) > 2 + LAST)
    @rule(n=place)
    def drop_a_paragraph(self, n: int) -> None:
        """The author takes a paragraph out: the others keep everything."""
        index = 1 + n % (len(self.model.paragraphs) - 1 - LAST)
        self.model.dropped.append((index, self.model.paragraphs.pop(index)))
        self.import_again()

    @precondition(lambda self: bool(self.model.dropped))
    @rule()
    def put_it_back(self) -> None:
        """The author puts it back: its segments return with their keys and all that was done."""
        index, paragraph = self.model.dropped.pop()
        self.model.paragraphs.insert(index, paragraph)
        self.import_again()

    @rule()
    def purge_and_import_anew(self) -> None:
        """Nothing of what was done is there in the new one, though its keys are those of the first import."""
        first = {one.key for paragraph in self.model.paragraphs[-LAST:] for one in paragraph}
        self.purged()
        importing.save(self.ws, importing.preview(self.ws, ARTICLE.encode(), f"{SLUG}.txt"), actor("toms"))
        self.start((self.model.steps, self.model.two_eyes))
        assert {one.key for paragraph in self.model.paragraphs[-LAST:] for one in paragraph} == first

    def import_again(self) -> None:
        text = "\n\n".join(" ".join(one.source for one in paragraph) for paragraph in self.model.paragraphs)
        importing.save(self.ws, importing.preview(self.ws, text.encode(), f"{SLUG}.txt"), actor("toms"))

    def at(self, number: int) -> tuple[list[Seg], int]:
        found = [
            (paragraph, index)
            for paragraph in self.model.paragraphs[:-LAST]
            for index in range(len(paragraph))
        ]
        return found[number % len(found)]
