"""A newsroom as simply as it can be told: what the store must hold after each step, written from the docs alone.

One article of some paragraphs, one target language, people of every role. Each method does to the model what the verb
of the same name must do to the store, or raises :class:`No` where the verb must refuse. Nothing of the program's own
rules is used here.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

ORDER = ("reader", "translator", "reviewer", "editor", "admin")
PROGRAM = "i18nflow"
WRITING = ("confirm", "approve", "restore", "import", "replace")


class No(Exception):
    """The verb must refuse; ``kind`` is the name of the error."""

    def __init__(self, kind: str = "Refused") -> None:
        super().__init__(kind)
        self.kind = kind


@dataclass
class Entry:
    """One change of a target."""

    action: str
    actor: str
    source: str
    text: str
    state: str


@dataclass
class Seg:
    """A segment with its target."""

    key: str
    source: str
    text: str = ""
    state: str = "untranslated"
    author: str = ""
    previous: str | None = None
    history: list[Entry] = field(default_factory=list)

    @property
    def version(self) -> int:
        return len(self.history)

    @property
    def untouched(self) -> bool:
        """Whether all of the text is the program's: no person wrote, confirmed or brought any of it."""
        return self.state == "draft" and not self.author

    def note(self, action: str, actor: str) -> None:
        self.history.append(Entry(action, actor, self.source, self.text, self.state))

    def writer(self, text: str) -> str:
        """Who first brought this very text in."""
        return next((one.actor for one in self.history if one.text == text and one.action in WRITING), "")


@dataclass
class Model:
    """The article: its paragraphs, each with its segments, and those that an earlier revision had."""

    steps: int
    two_eyes: bool
    paragraphs: list[list[Seg]] = field(default_factory=list)
    dropped: list[tuple[int, list[Seg]]] = field(default_factory=list)
    keys: set[str] = field(default_factory=set)

    def __iter__(self) -> Iterator[Seg]:
        return (one for paragraph in self.paragraphs for one in paragraph)

    def least(self, role: str, wanted: str) -> None:
        if ORDER.index(role) < ORDER.index(wanted):
            raise No("NotAllowed")

    # --- what people do

    def confirm(self, one: Seg, who: str, role: str, text: str, seen: int) -> None:
        self.least(role, "translator")
        self._fresh(one, seen)
        if not text.strip():
            raise No
        author = (one.writer(text) if self.two_eyes else "") or who
        one.text, one.author, one.previous = text, author, None
        one.state = "approved" if self.steps == 1 else "translated"
        one.note("confirm", who)

    def approve(self, one: Seg, who: str, role: str, seen: int, *, noted: bool = True) -> None:
        self.least(role, "translator")
        self._fresh(one, seen)
        self.least(role, "translator" if self.steps == 1 else "reviewer")
        mine = who in one.author.split(", ")
        if not one.text.strip() or one.state not in ("draft", "translated") or (self.two_eyes and mine):
            raise No
        if noted:
            one.state, one.author, one.previous = "approved", one.author or who, None
            one.note("approve", who)

    def reject(self, one: Seg, who: str, role: str, reason: str, seen: int) -> None:
        self.least(role, "reviewer")
        self._fresh(one, seen)
        if one.state not in ("draft", "translated", "approved") or not reason.strip():
            raise No
        one.state = "rejected"
        one.note("reject", who)

    def restore(self, one: Seg, who: str, role: str, version: int, seen: int) -> None:
        self.least(role, "translator")
        self._fresh(one, seen)
        if not 1 <= version <= one.version or not one.history[version - 1].text:
            raise No("NotFound")
        one.text = one.history[version - 1].text
        one.author, one.previous = one.writer(one.text) or who, None
        one.state = "approved" if self.steps == 1 else "translated"
        one.note("restore", who)

    def undo(self, one: Seg, who: str, role: str, seen: int) -> None:
        self.least(role, "translator")
        self._fresh(one, seen)
        if not one.history or one.history[-1].actor != who or one.history[-1].action == "undo":
            raise No
        before = one.history[-2] if len(one.history) > 1 else Entry("", "", "", "", "untranslated")
        one.text, one.state, one.author = before.text, before.state, one.writer(before.text)
        # What it was made for, where that is not what stands there: it still has to be looked at.
        made_for = next(
            (
                past.source
                for past in reversed(one.history[:-1])
                if past.text == before.text and past.action not in ("source-changed", "reject", "undo")
            ),
            one.source,
        )
        one.previous = made_for if before.text and made_for != one.source else None
        one.note("undo", who)

    def typo_only(self, one: Seg, who: str, role: str, seen: int) -> None:
        self.least(role, "reviewer")
        self._fresh(one, seen)
        decided = [past for past in one.history if past.action != "source-changed"]
        if not decided or one.previous is None:
            raise No
        if self.two_eyes and decided[-1].state == "approved" and who in one.author.split(", "):
            raise No
        one.state, one.previous = decided[-1].state, None
        one.note("typo-only", who)

    def imported(self, one: Seg, who: str, text: str, *, fuzzy: bool, approved: bool) -> None:
        author = (one.writer(text) if self.two_eyes else "") or who
        one.text, one.author, one.previous = text, author, None
        one.state = "draft" if fuzzy else "approved" if approved else "translated"
        one.note("import", who)

    # --- what the program does

    def proposed(self, one: Seg, text: str, *, again: bool) -> bool:
        """Whether a machine's draft went in."""
        if one.state != "untranslated" and not (again and one.untouched):
            return False
        if (one.text, one.state, one.previous) == (text, "draft", None):
            return False
        one.text, one.state, one.author, one.previous = text, "draft", "", None
        one.note("propose", PROGRAM)
        return True

    def source_changed(self, one: Seg, source: str) -> None:
        old, one.source = one.source, source
        if one.state == "untranslated":
            return
        was = (one.state, one.previous)
        one.state, one.previous = "draft", one.previous or old
        if was != (one.state, one.previous):
            one.note("source-changed", PROGRAM)

    def _fresh(self, one: Seg, seen: int) -> None:
        if seen != one.version:
            raise No("Conflict")
