"""Moves of one person at one target: review, typing, comments, the memory asked, an engine's answer."""

from __future__ import annotations

from hypothesis import strategies as st
from hypothesis.stateful import precondition, rule

from i18nflow.memory import Query
from i18nflow.model import MatchKind, Origin
from i18nflow.translate import Draft, Wanted
from i18nflow.workflow import drafting, memories, reviewing
from i18nflow.workflow.desk import commenting
from tests.stateful.newsroom import Target
from tests.stateful.office import PEOPLE, SLUG, Office, actor, langs, place, texts, who

seldom_late = st.sampled_from([0, 0, 0, 0, 1])


class Reviewing(Office):
    """See the module."""

    @rule(n=place, lang=langs, name=who, text=texts, back=seldom_late)
    def confirm(self, n: int, lang: str, name: str, text: str, back: int) -> None:
        one = self.target(n, lang)
        move = self.move(one, back)
        self.tried(
            lambda: self.model.confirm(one, name, PEOPLE[name], text, move.version),
            reviewing.confirm, move, lang, text, actor(name),
        )  # fmt: skip

    @rule(n=place, lang=langs, name=who, back=seldom_late)
    def approve(self, n: int, lang: str, name: str, back: int) -> None:
        one = self.target(n, lang)
        move = self.move(one, back)
        self.tried(
            lambda: self.model.approve(one, name, PEOPLE[name], move.version),
            reviewing.approve, move, lang, actor(name),
        )  # fmt: skip

    @rule(numbers=st.sets(place, min_size=2, max_size=4), lang=langs, name=who)
    def approve_many(self, numbers: set[int], lang: str, name: str) -> None:
        """All or none."""
        several = list({(one := self.target(n, lang)).key: one for n in sorted(numbers)}.values())
        moves = [self.move(one) for one in several]

        def expected() -> None:
            for one in several:
                self.model.approve(one, name, PEOPLE[name], one.version, noted=False)
            for one in several:
                self.model.approve(one, name, PEOPLE[name], one.version)

        self.tried(expected, reviewing.approve_many, moves, lang, actor(name))

    @rule(n=place, lang=langs, name=who, reason=st.sampled_from(["tone", "tone", " "]), back=seldom_late)
    def reject(self, n: int, lang: str, name: str, reason: str, back: int) -> None:
        one = self.target(n, lang)
        move = self.move(one, back)
        done = self.tried(
            lambda: self.model.reject(one, name, PEOPLE[name], reason, move.version),
            reviewing.reject, move, lang, reason, actor(name),
        )  # fmt: skip
        if done is not None:
            self.remembered(one)

    @rule(n=place, lang=langs, name=who, version=st.integers(0, 6))
    def restore(self, n: int, lang: str, name: str, version: int) -> None:
        one = self.target(n, lang)
        move = self.move(one)
        self.tried(
            lambda: self.model.restore(one, name, PEOPLE[name], version, move.version),
            reviewing.restore, move, lang, version, actor(name),
        )  # fmt: skip

    @rule(n=place, lang=langs, name=who)
    def undo(self, n: int, lang: str, name: str) -> None:
        one = self.target(n, lang)
        move = self.move(one)
        self.tried(
            lambda: self.model.undo(one, name, PEOPLE[name], move.version),
            reviewing.undo, move, lang, actor(name),
        )  # fmt: skip

    @rule(n=place, lang=langs, name=who)
    def typo_only(self, n: int, lang: str, name: str) -> None:
        one = self.target(n, lang)
        move = self.move(one)
        self.tried(
            lambda: self.model.typo_only(one, name, PEOPLE[name], move.version),
            reviewing.typo_only, move, lang, actor(name),
        )  # fmt: skip

    # --- typing

    @rule(n=place, lang=langs, name=who, text=texts, back=seldom_late)
    def type_something(self, n: int, lang: str, name: str, text: str, back: int) -> None:
        """The page keeps what is being typed, whatever else happens to the target."""
        one = self.target(n, lang)
        version = self.move(one, back).version

        def expected() -> None:
            self.model.least(PEOPLE[name], "translator")
            if text == one.text:
                one.typed.pop(name, None)  # what the target says anyway is nothing to keep
            else:
                one.typed[name] = (text, version)

        self.tried(expected, reviewing.save_typed, one.key, lang, text, version, actor(name))

    @rule(n=place, lang=langs, name=who, text=texts)
    def give_up(self, n: int, lang: str, name: str, text: str) -> None:
        """Put away, and still to be found by the one who typed it."""
        one = self.target(n, lang)

        def expected() -> None:
            self.model.least(PEOPLE[name], "translator")
            one.give_up(name, one.typed.pop(name, ("", 0))[0], text)

        self.tried(expected, reviewing.give_up, one.key, lang, text, actor(name))

    # --- comments

    @rule(n=place, lang=langs, name=who, text=st.sampled_from(["Why?", "@eva, look", " "]))
    def comment(self, n: int, lang: str, name: str, text: str) -> None:
        one = self.target(n, lang)

        def expected() -> None:
            self.model.least(PEOPLE[name], "translator")
            self.model.not_empty(text)

        number = self.tried(expected, commenting.add, one.key, lang, text, actor(name))
        if number is not None:
            one.comments[number] = (name, text, False)

    @precondition(lambda self: any(one.comments for seg in self.model for one in seg.targets.values()))
    @rule(n=place, name=who, again=st.booleans())
    def settle(self, n: int, name: str, again: bool) -> None:
        said = [(one, c) for seg in self.model for one in seg.targets.values() for c in one.comments]
        one, number = said[n % len(said)]

        def expected() -> None:
            self.model.least(PEOPLE[name], "translator")
            one.comments[number] = (*one.comments[number][:2], not again)

        self.tried(expected, commenting.reopen if again else commenting.resolve, number, actor(name))

    # --- the program

    @rule(n=place, lang=langs)
    def ask_the_memory(self, n: int, lang: str) -> None:
        self.remembered(self.target(n, lang))

    def remembered(self, one: Target) -> None:
        """The memory offers what is approved for this very source, and nothing that was taken back."""
        found = memories.lookup(self.ws, one.lang, Query(one.source), limit=50)
        offered = {match.unit.target for match in found if match.kind is not MatchKind.FUZZY}
        pairs = [pair for (lang, _), pair in self.model.memory.items() if lang == one.lang]
        assert offered == {text for source, text in pairs if source == one.source}
        assert {(match.unit.source, match.unit.target) for match in found} <= set(pairs)

    @rule(n=place, lang=langs, text=texts.filter(str.strip), again=st.booleans(), back=seldom_late)
    def propose(self, n: int, lang: str, text: str, again: bool, back: int) -> None:
        """An engine answers; a target that changed while it was asked keeps what stands there."""
        one = self.target(n, lang)
        if one.state != "untranslated" and not again:
            return
        seen = self.move(one, back).version
        wanted = {found.key for found in drafting.wanted(self.ws, SLUG, lang, again=again)}
        assert (one.key in wanted) == (one.state == "untranslated" or (again and one.untouched))
        if one.key not in wanted:
            return
        draft = Draft(one.key, text, Origin.MACHINE, "engine", "1", raw=text)
        drafting.store(self.ws, SLUG, lang, [(Wanted(one.key, one.source, seen), draft)])
        if seen == one.version:
            self.model.proposed(one, text, again=again)
