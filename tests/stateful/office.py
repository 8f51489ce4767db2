"""The store beside the model: where it begins, how a move is made in both, and what always holds."""

from __future__ import annotations

import shutil
import sys
import tempfile
from collections.abc import Callable
from contextlib import ExitStack
from pathlib import Path

import pytest
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant

from i18nflow.errors import Conflict, InputError, NotAllowed, NotFound, Refused
from i18nflow.model import Actor, Role
from i18nflow.store import snapshot
from i18nflow.workflow import audit, catalogs, erasing, importing
from i18nflow.workflow import workspace as workspaces
from i18nflow.workflow.reviewing import Move
from tests.stateful.newsroom import Model, No, Seg, Target

SLUG = "raksts"
LANGS = ("en-GB", "de")
PEOPLE = {
    "rex": Role.READER,
    "anna": Role.TRANSLATOR,
    "toms": Role.TRANSLATOR,
    "eva": Role.REVIEWER,
    "ada": Role.ADMIN,
}
RULES = ((1, False), (2, False), (2, True))
"""Steps of review, and whether approver and author must differ."""
PARAGRAPHS = 3
LAST = 2
"""Paragraphs of one and the same sentence at the end: they are never cut or taken out, only translated."""
ERRORS = {
    "Refused": Refused, "NotAllowed": NotAllowed, "NotFound": NotFound, "Conflict": Conflict, "InputError": InputError,
}  # fmt: skip

MEMORY = "/dev/shm" if Path("/dev/shm").is_dir() else None
"""Where the disk need not be waited for: nothing is killed here."""

who = st.sampled_from(sorted(PEOPLE))
langs = st.sampled_from(LANGS)
place = st.integers(0, 8)
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


ARTICLE = "\n\n".join(
    ["Kuģi ostā", *(f"{sentence(number, 0)} {sentence(number, 1)}" for number in range(PARAGRAPHS))]
    + ["Lasi arī rīt."] * LAST
)


def blank_workspace(root: Path, rules: tuple[int, bool]) -> Path:
    """A workspace with the article, to be copied."""
    steps, two_eyes = rules
    text = (
        f'source = "lv"\ntargets = ["{LANGS[0]}", "{LANGS[1]}"]\n'
        f"[review]\nsteps = {steps}\ntwo_eyes = {str(two_eyes).lower()}\n"
    )
    with workspaces.create(root, text=text) as ws:
        importing.save(ws, importing.preview(ws, ARTICLE.encode(), f"{SLUG}.txt"), actor("toms"))
    return root


class Office(RuleBasedStateMachine):
    """Five people, one article, and a model of it."""

    blank: dict[tuple[int, bool], Path]

    @initialize(rules_=st.sampled_from(RULES))
    def begin(self, rules_: tuple[int, bool]) -> None:
        self.stack = ExitStack()
        folder = Path(self.stack.enter_context(tempfile.TemporaryDirectory(dir=MEMORY)))
        shutil.copytree(self.blank[rules_], folder / "ws")
        self.ws = self.stack.enter_context(workspaces.open_at(folder / "ws"))
        self.round = 0
        self.start(rules_)

    def start(self, rules_: tuple[int, bool]) -> None:
        """The article as it has just come in for the first time."""
        self.model = Model(*rules_)
        rows = self.ws.store.targets.rows(SLUG, LANGS[0])
        new = [Seg.new(row.segment.key, row.segment.text, LANGS) for row in rows]
        pairs = [new[1 + 2 * number : 3 + 2 * number] for number in range(PARAGRAPHS)]
        self.model.paragraphs = [new[:1], *pairs, *([one] for one in new[-LAST:])]
        self.model.keys = {one.key for one in self.model}
        assert len(new) == 1 + 2 * PARAGRAPHS + LAST

    # --- how a move is made

    def tried(self, expected: Callable, verb: Callable, *given: object):
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

    def target(self, number: int, lang: str) -> Target:
        return self.seg(number).targets[lang]

    def move(self, one: Target, back: int = 0) -> Move:
        """What somebody wants who saw the target some versions ago."""
        return Move(one.key, max(one.version - back, 0))

    # --- what always holds

    @invariant()
    def the_store_is_as_the_model_says(self) -> None:
        store = self.ws.store
        for lang in LANGS:
            held = [
                (row.segment.key, row.segment.text, t.text, str(t.state), t.version, t.author, t.previous_source)
                for row in store.targets.rows(SLUG, lang)
                for t in (row.target,)
            ]  # fmt: skip
            told = [one.targets[lang] for one in self.model]
            said = [(o.key, o.source, o.text, o.state, o.version, o.author, o.previous) for o in told]
            assert held == said, [pair for pair in zip(held, said, strict=False) if pair[0] != pair[1]]
            assert store.tally.wrong() == []
            # What is approved is in the memory, and what somebody took back is not.
            units = {
                (lang, unit.segment): (unit.source, unit.target)
                for unit in store.memory.all(self.ws.config.pair(lang))
            }
            assert units == {place: pair for place, pair in self.model.memory.items() if place[0] == lang}
            for name in PEOPLE:
                typed = {
                    key: (one.text, one.version)
                    for key, one in store.drafts.of_article(SLUG, lang, name).items()
                }
                assert typed == {one.key: one.typed[name] for one in told if name in one.typed}

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
        """Every history is whole, nothing typed or said is lost; a catalog that goes out and comes back changes nothing."""
        store = self.ws.store
        gone = [one for _, paragraph in self.model.dropped for one in paragraph]
        for one in (target for seg in (*self.model, *gone) for target in seg.targets.values()):
            told = [
                (e.action, e.actor, e.text, e.to_state)
                for e in reversed(store.targets.history(one.key, one.lang))
            ]
            said = [(e.action, e.actor, e.text, e.state) for e in one.history]
            assert told == said, (told, said)
            for name in PEOPLE:
                aside = {typed.text for typed in store.drafts.given_up(one.key, one.lang, name)}
                assert aside == one.given_up.get(name, set())
                kept = store.drafts.of_segment(one.key, one.lang, name)
                assert (kept and (kept.text, kept.version)) == one.typed.get(name)
            words = {
                c.id: (c.author, c.text, c.resolved_at is not None)
                for c in store.comments.of_segment(one.key, one.lang)
            }
            assert words == one.comments
        for lang in LANGS:
            data = catalogs.export_po(self.ws, SLUG, lang)
            assert catalogs.import_catalog(self.ws, data, f"{SLUG}.po", actor("eva"), lang=lang).applied == 0
            assert catalogs.export_po(self.ws, SLUG, lang) == data

    def purged(self) -> None:
        """An admin takes the article out for good, and nobody else can; no row is left of it, and the log still fits."""
        for name in sorted(PEOPLE, key=lambda name: PEOPLE[name] is Role.ADMIN):
            self.tried(
                lambda name=name: self.model.least(PEOPLE[name], "admin"),
                lambda ws, name=name: erasing.purge(ws, SLUG, "a court", actor(name)),
            )
        assert self.ws.store.articles.find(SLUG) is None
        first = next(iter(self.model))
        for lang in LANGS:
            assert not list(self.ws.store.memory.all(self.ws.config.pair(lang)))
            assert not self.ws.store.comments.of_segment(first.key, lang)
            with pytest.raises(NotFound):
                self.ws.store.targets.row(first.key, lang)
            for name in PEOPLE:
                assert self.ws.store.drafts.of_segment(first.key, lang, name) is None
                assert not self.ws.store.drafts.given_up(first.key, lang, name)
