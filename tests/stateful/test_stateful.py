"""Several people, any moves in any order: after each step the store holds what a simple model says, and nothing else."""

from __future__ import annotations

import shutil
import sys
import tempfile
from contextlib import ExitStack
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)

from i18nflow.errors import Conflict, NotAllowed, NotFound, Refused
from i18nflow.model import Actor, Origin, Role
from i18nflow.store import snapshot
from i18nflow.translate import Draft, Wanted
from i18nflow.workflow import audit, catalogs, drafting, erasing, importing, reviewing
from i18nflow.workflow import workspace as workspaces
from i18nflow.workflow.reviewing import Move
from tests.stateful.newsroom import Model, No, Seg

SLUG, LANG = "raksts", "en-GB"
PEOPLE = {
    "rex": Role.READER,
    "anna": Role.TRANSLATOR,
    "toms": Role.TRANSLATOR,
    "eva": Role.REVIEWER,
    "ada": Role.ADMIN,
}
PARAGRAPHS = 3
ERRORS = {"Refused": Refused, "NotAllowed": NotAllowed, "NotFound": NotFound, "Conflict": Conflict}

MEMORY = "/dev/shm" if Path("/dev/shm").is_dir() else None
"""Where the disk need not be waited for: nothing is killed here."""

who = st.sampled_from(sorted(PEOPLE))
place = st.integers(0, 6)
# Few texts, so that one comes back: that is where authorship and undoing get difficult.
texts = st.sampled_from(["One.", "Two.", "Three words here.", "Ā “quoted” one…", "  "])


def sentence(paragraph: int, number: int, round_: int = 0) -> str:
    """A sentence like no other, of four words."""
    words = (
        f"{word}{'ā' * round_}{'abcdefghij'[paragraph]}{'xyz'[number]}" for word in ("kuģis", "osta", "ceļš")
    )
    return " ".join(words).capitalize() + " brauc."


def actor(name: str) -> Actor:
    return Actor(name, frozenset({PEOPLE[name]}))


class Desk(RuleBasedStateMachine):
    """The store beside the model."""

    blank: dict[tuple[int, bool], Path]

    @initialize(rules_=st.sampled_from([(1, False), (2, False), (2, True)]))
    def begin(self, rules_: tuple[int, bool]) -> None:
        self.stack = ExitStack()
        folder = Path(self.stack.enter_context(tempfile.TemporaryDirectory(dir=MEMORY)))
        shutil.copytree(self.blank[rules_], folder / "ws")
        self.ws = self.stack.enter_context(workspaces.open_at(folder / "ws"))
        self.model = Model(*rules_)
        rows = self.ws.store.targets.rows(SLUG, LANG)
        self.model.paragraphs = [[Seg(rows[0].segment.key, rows[0].segment.text)]]
        for number in range(PARAGRAPHS):
            pair = rows[1 + 2 * number : 3 + 2 * number]
            self.model.paragraphs.append([Seg(row.segment.key, row.segment.text) for row in pair])
        self.model.keys = {one.key for one in self.model}
        self.round = 0

    # --- the moves

    def tried(self, expected, verb, *given):
        """Do to the model and to the store; both do it, or both refuse for the same reason."""
        try:
            expected()
        except No as no:
            with pytest.raises(ERRORS[no.kind]):
                verb(self.ws, *given)
            return None
        return verb(self.ws, *given)

    def seg(self, number: int) -> Seg:
        found = list(self.model)
        return found[number % len(found)]

    def move(self, one: Seg, back: int) -> Move:
        """What somebody wants who saw the segment some versions ago."""
        return Move(one.key, max(one.version - back, 0))

    @rule(n=place, name=who, text=texts, back=st.sampled_from([0, 0, 0, 0, 1]))
    def confirm(self, n: int, name: str, text: str, back: int) -> None:
        one, me = self.seg(n), actor(name)
        move = self.move(one, back)
        self.tried(
            lambda: self.model.confirm(one, name, PEOPLE[name], text, move.version),
            reviewing.confirm, move, LANG, text, me,
        )  # fmt: skip

    @rule(n=place, name=who, back=st.sampled_from([0, 0, 0, 1]))
    def approve(self, n: int, name: str, back: int) -> None:
        one = self.seg(n)
        move = self.move(one, back)
        self.tried(
            lambda: self.model.approve(one, name, PEOPLE[name], move.version),
            reviewing.approve, move, LANG, actor(name),
        )  # fmt: skip

    @rule(numbers=st.sets(place, min_size=2, max_size=4), name=who)
    def approve_many(self, numbers: set[int], name: str) -> None:
        """All or none."""
        several = list({one.key: one for one in map(self.seg, sorted(numbers))}.values())
        moves = [self.move(one, 0) for one in several]

        def expected() -> None:
            for one in several:
                self.model.approve(one, name, PEOPLE[name], one.version, noted=False)
            for one in several:
                self.model.approve(one, name, PEOPLE[name], one.version)

        self.tried(expected, reviewing.approve_many, moves, LANG, actor(name))

    @rule(
        n=place, name=who, reason=st.sampled_from(["tone", "tone", " "]), back=st.sampled_from([0, 0, 0, 1])
    )
    def reject(self, n: int, name: str, reason: str, back: int) -> None:
        one = self.seg(n)
        move = self.move(one, back)
        self.tried(
            lambda: self.model.reject(one, name, PEOPLE[name], reason, move.version),
            reviewing.reject, move, LANG, reason, actor(name),
        )  # fmt: skip

    @rule(n=place, name=who, version=st.integers(0, 6))
    def restore(self, n: int, name: str, version: int) -> None:
        one = self.seg(n)
        move = self.move(one, 0)
        self.tried(
            lambda: self.model.restore(one, name, PEOPLE[name], version, move.version),
            reviewing.restore, move, LANG, version, actor(name),
        )  # fmt: skip

    @rule(n=place, name=who)
    def undo(self, n: int, name: str) -> None:
        one = self.seg(n)
        move = self.move(one, 0)
        self.tried(
            lambda: self.model.undo(one, name, PEOPLE[name], move.version),
            reviewing.undo, move, LANG, actor(name),
        )  # fmt: skip

    @rule(n=place, name=who)
    def typo_only(self, n: int, name: str) -> None:
        one = self.seg(n)
        move = self.move(one, 0)
        self.tried(
            lambda: self.model.typo_only(one, name, PEOPLE[name], move.version),
            reviewing.typo_only, move, LANG, actor(name),
        )  # fmt: skip

    @rule(n=place, text=texts.filter(str.strip), again=st.booleans(), back=st.sampled_from([0, 0, 1]))
    def propose(self, n: int, text: str, again: bool, back: int) -> None:
        """An engine answers; a target that changed while it was asked keeps what stands there."""
        one = self.seg(n)
        if one.state != "untranslated" and not again:
            return
        seen = self.move(one, back).version
        wanted = {found.key for found in drafting.wanted(self.ws, SLUG, LANG, again=again)}
        assert (one.key in wanted) == (one.state == "untranslated" or (again and one.untouched))
        if one.key not in wanted:
            return
        made = [
            (Wanted(one.key, one.source, seen), Draft(one.key, text, Origin.MACHINE, "engine", "1", raw=text))
        ]
        drafting.store(self.ws, SLUG, LANG, made)
        if seen == one.version:
            self.model.proposed(one, text, again=again)

    # --- the source

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
        paragraph.insert(index + 1, Seg(added, second))

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

        done = self.tried(expected, importing.merge, one.key, actor(name))
        if done is None:
            return
        two = paragraph.pop(index + 1)
        self.model.source_changed(one, f"{one.source} {two.source}")
        if two.text:
            one.text = f"{one.text} {two.text}" if one.text else two.text
            one.author = ", ".join(
                dict.fromkeys(filter(None, (*one.author.split(", "), *two.author.split(", "))))
            )
            one.state = "draft"
            one.note("merge", "i18nflow")

    @precondition(lambda self: len(self.model.paragraphs) > 2)
    @rule(n=place)
    def drop_a_paragraph(self, n: int) -> None:
        """The author takes a paragraph out: the others keep everything."""
        index = 1 + n % (len(self.model.paragraphs) - 1)
        self.model.dropped.append((index, self.model.paragraphs.pop(index)))
        self.import_again()

    @precondition(lambda self: bool(self.model.dropped))
    @rule()
    def put_it_back(self) -> None:
        """The author puts it back: its segments return with their keys and all that was done."""
        index, paragraph = self.model.dropped.pop()
        self.model.paragraphs.insert(index, paragraph)
        self.import_again()

    def import_again(self) -> None:
        text = "\n\n".join(" ".join(one.source for one in paragraph) for paragraph in self.model.paragraphs)
        importing.save(self.ws, importing.preview(self.ws, text.encode(), f"{SLUG}.txt"), actor("toms"))

    # --- catalogs

    @rule(n=place, name=who, text=texts.filter(str.strip), fuzzy=st.booleans(), approved=st.booleans())
    def by_catalog(self, n: int, name: str, text: str, fuzzy: bool, approved: bool) -> None:
        """A file exported now, one entry changed, imported: that entry and no other is changed here."""
        one = self.seg(n)
        # Segments with the same source share an entry of the file (a split can leave such); this is about one.
        if text == one.text or sum(other.source == one.source for other in self.model) > 1:
            return
        data = catalogs.export_po(self.ws, SLUG, LANG).decode()
        # A whole line: what an entry said before (#| msgid) may be the same words.
        before, found, after = data.partition(f'\nmsgid "{one.source}"\n')
        before, found = f"{before}\n", found.removeprefix("\n")
        if not found or "“" in one.text + text:
            return
        flag = "#, fuzzy\n"
        head = before.removesuffix(flag) if before.endswith(flag) else before
        # What stands between the flag and the msgid (an earlier source) is left out: it is no part of what is said.
        head = head[: head.rindex("\n\n") + 2] + "".join(
            line
            for line in head[head.rindex("\n\n") + 2 :].splitlines(keepends=True)
            if not line.startswith(("#,", "#|"))
        )
        _, _, rest = after.partition("\n")
        file = f'{head}{flag if fuzzy else ""}{found}msgstr "{text}"\n{rest}'
        wanted = "reviewer" if approved and self.model.steps == 2 and not fuzzy else "translator"

        def expected() -> None:
            self.model.least(PEOPLE[name], "translator")
            if fuzzy and one.state in ("translated", "approved", "rejected"):
                return  # unfinished in the file, decided here: reported, not taken
            self.model.least(PEOPLE[name], wanted)
            if approved and self.model.two_eyes and not fuzzy:
                raise No
            self.model.imported(one, name, text, fuzzy=fuzzy, approved=approved)

        self.tried(
            expected,
            lambda ws: catalogs.import_catalog(
                ws, file.encode(), f"{SLUG}.po", actor(name), as_approved=approved
            ),
        )

    # --- what always holds

    @invariant()
    def the_store_is_as_the_model_says(self) -> None:
        store = self.ws.store
        rows = store.targets.rows(SLUG, LANG)
        held = [
            (row.segment.key, row.segment.text, t.text, str(t.state), t.version, t.author, t.previous_source)
            for row in rows
            for t in (row.target,)
        ]
        said = [(o.key, o.source, o.text, o.state, o.version, o.author, o.previous) for o in self.model]
        assert held == said, [pair for pair in zip(held, said, strict=False) if pair[0] != pair[1]]
        # What is approved is in the memory, and nothing that is not approved any more.
        units = {
            unit.segment: (unit.source, unit.target) for unit in store.memory.all(self.ws.config.pair(LANG))
        }
        for one in self.model:
            if one.state == "approved":
                assert units.get(one.key, ("", ""))[1] == one.text

    def teardown(self) -> None:
        if not hasattr(self, "ws"):
            return
        if sys.exc_info()[0] is not None:
            self.stack.close()
            return
        try:
            self.at_the_end()
            self.purged()
            assert audit.verify(self.ws) == []
            assert snapshot.faults(self.ws.root / "i18nflow.db") == []
        finally:
            self.stack.close()

    def at_the_end(self) -> None:
        """Every history is whole; a catalog that goes out and comes back changes nothing."""
        gone = [one for _, paragraph in self.model.dropped for one in paragraph]
        for one in (*self.model, *gone):
            told = [
                (e.action, e.actor, e.text, e.to_state)
                for e in reversed(self.ws.store.targets.history(one.key, LANG))
            ]
            said = [(e.action, e.actor, e.text, e.state) for e in one.history]
            assert told == said, (told, said)
        data = catalogs.export_po(self.ws, SLUG, LANG)
        assert catalogs.import_catalog(self.ws, data, f"{SLUG}.po", actor("eva")).applied == 0
        assert catalogs.export_po(self.ws, SLUG, LANG) == data

    def purged(self) -> None:
        """An admin takes the article out for good, and nobody else can; no row is left of it, and the log still fits."""
        for name in sorted(PEOPLE, key=lambda name: PEOPLE[name] is Role.ADMIN):
            self.tried(
                lambda name=name: self.model.least(PEOPLE[name], "admin"),
                lambda ws, name=name: erasing.purge(ws, SLUG, "a court", actor(name)),
            )
        assert self.ws.store.articles.find(SLUG) is None
        assert not list(self.ws.store.memory.all(self.ws.config.pair(LANG)))
        with pytest.raises(NotFound):
            self.ws.store.targets.row(next(iter(self.model)).key, LANG)

    def at(self, number: int) -> tuple[list[Seg], int]:
        found = [(paragraph, index) for paragraph in self.model.paragraphs for index in range(len(paragraph))]
        return found[number % len(found)]


@pytest.fixture(scope="module")
def blank(tmp_path_factory: pytest.TempPathFactory) -> dict[tuple[int, bool], Path]:
    """A workspace with the article for each rule of review, to be copied."""
    made = {}
    text = "\n\n".join(
        ["Kuģi ostā", *(f"{sentence(number, 0)} {sentence(number, 1)}" for number in range(PARAGRAPHS))]
    )
    for steps, two_eyes in ((1, False), (2, False), (2, True)):
        root = tmp_path_factory.mktemp("blank") / "ws"
        settings_ = f'source = "lv"\ntargets = ["en-GB"]\n[review]\nsteps = {steps}\ntwo_eyes = {str(two_eyes).lower()}\n'
        with workspaces.create(root, text=settings_) as ws:
            importing.save(ws, importing.preview(ws, text.encode(), f"{SLUG}.txt"), actor("toms"))
        made[steps, two_eyes] = root
    return made


@pytest.mark.parametrize(
    ("examples", "steps"),
    [pytest.param(12, 25, id="few"), pytest.param(400, 60, id="many", marks=pytest.mark.drill)],
)
def test_any_moves_in_any_order(blank: dict[tuple[int, bool], Path], examples: int, steps: int) -> None:
    """See :class:`Desk`."""
    machine = type("Machine", (Desk,), {"blank": blank})
    run_state_machine_as_test(
        machine,
        settings=settings(
            max_examples=examples, stateful_step_count=steps, deadline=None,
            suppress_health_check=list(HealthCheck),
        ),
    )  # fmt: skip
