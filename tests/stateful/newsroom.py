"""A newsroom as simply as it can be told: what the store must hold after each step, written from the docs alone.

One article of some paragraphs, two target languages, people of every role. Each method does to the model what the
verb of the same name must do to the store, or raises :class:`No` where the verb must refuse. Nothing of the program's
own rules is used here.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

ORDER = ("reader", "translator", "reviewer", "editor", "admin")
PROGRAM = "i18nflow"
WRITING = ("confirm", "approve", "restore", "import", "replace", "repeat")


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
class Target:
    """The text of a segment in one language."""

    seg: Seg
    lang: str
    text: str = ""
    state: str = "untranslated"
    author: str = ""
    previous: str | None = None
    history: list[Entry] = field(default_factory=list)
    typed: dict[str, tuple[str, int]] = field(default_factory=dict)
    """By person: what is typed and not confirmed, and over which version."""
    given_up: dict[str, set[str]] = field(default_factory=dict)
    comments: dict[int, tuple[str, str, bool]] = field(default_factory=dict)
    """By number: author, text, settled."""
    whole: bool = True
    """Whether all is known of how a program made the text; an undo does not bring all of it back."""

    @property
    def key(self) -> str:
        return self.seg.key

    @property
    def source(self) -> str:
        return self.seg.source

    @property
    def version(self) -> int:
        return len(self.history)

    @property
    def untouched(self) -> bool:
        """Whether all of the text is the program's: no person wrote, confirmed or brought any of it."""
        return self.state == "untranslated" or (self.state == "draft" and not self.author)

    def note(self, action: str, actor: str) -> None:
        self.history.append(Entry(action, actor, self.source, self.text, self.state))

    def writer(self, text: str) -> str:
        """Who first brought this very text in."""
        return next((one.actor for one in self.history if one.text == text and one.action in WRITING), "")

    def give_up(self, who: str, *texts: str) -> None:
        self.given_up.setdefault(who, set()).update(one for one in texts if one.strip() and one != self.text)


@dataclass
class Seg:
    """A segment with its targets."""

    key: str
    source: str
    targets: dict[str, Target] = field(default_factory=dict)

    @classmethod
    def new(cls, key: str, source: str, langs: Iterable[str]) -> Seg:
        made = cls(key, source)
        made.targets = {lang: Target(made, lang) for lang in langs}
        return made


@dataclass
class Replacement:
    """What a replacement changed: the target as it was, and the version that it then had."""

    number: int
    was: list[tuple[Target, int, Target]]
    undone: bool = False


@dataclass
class Model:
    """The article: its paragraphs, each with its segments, and those that an earlier revision had."""

    steps: int
    two_eyes: bool
    paragraphs: list[list[Seg]] = field(default_factory=list)
    dropped: list[tuple[int, list[Seg]]] = field(default_factory=list)
    keys: set[str] = field(default_factory=set)
    memory: dict[tuple[str, str], tuple[str, str]] = field(default_factory=dict)
    """By language and segment: the pair that was approved last, unless somebody took it back."""
    replacements: list[Replacement] = field(default_factory=list)

    def __iter__(self) -> Iterator[Seg]:
        return (one for paragraph in self.paragraphs for one in paragraph)

    def least(self, role: str, wanted: str) -> None:
        if ORDER.index(role) < ORDER.index(wanted):
            raise No("NotAllowed")

    def not_empty(self, text: str) -> None:
        if not text.strip():
            raise No("InputError")

    # --- what people do

    def confirm(self, one: Target, who: str, role: str, text: str, seen: int) -> None:
        self.least(role, "translator")
        self._fresh(one, seen)
        self._written(one, who, text, "confirm")
        # What was typed over this version grew into what was confirmed.
        typed, over = one.typed.pop(who, ("", seen))
        if over < seen:
            one.give_up(who, typed)

    def approve(self, one: Target, who: str, role: str, seen: int, *, noted: bool = True) -> None:
        self.least(role, "translator")
        self._fresh(one, seen)
        self.least(role, "translator" if self.steps == 1 else "reviewer")
        mine = who in one.author.split(", ")
        if not one.text.strip() or one.state not in ("draft", "translated") or (self.two_eyes and mine):
            raise No
        if noted:
            one.state, one.author, one.previous = "approved", one.author or who, None
            self._done(one, who, "approve")

    def reject(self, one: Target, who: str, role: str, reason: str, seen: int) -> None:
        self.least(role, "reviewer")
        self._fresh(one, seen)
        if one.state not in ("draft", "translated", "approved") or not reason.strip():
            raise No
        one.state = "rejected"
        one.note("reject", who)
        self._remember(one)
        # A text sent back is being worked on: what its reviewer typed stays in their hand.
        text, over = one.typed.pop(who, ("", 0))
        if text.strip() and text != one.text:
            one.typed[who] = (text, one.version if over == seen else over)

    def restore(self, one: Target, who: str, role: str, version: int, seen: int) -> None:
        self.least(role, "translator")
        self._fresh(one, seen)
        if not 1 <= version <= one.version or not one.history[version - 1].text:
            raise No("NotFound")
        one.text = one.history[version - 1].text
        one.author, one.previous = one.writer(one.text) or who, None
        one.state = "approved" if self.steps == 1 else "translated"
        self._done(one, who, "restore")

    def undo(self, one: Target, who: str, role: str, seen: int) -> None:
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
        one.whole = False
        self._done(one, who, "undo")

    def typo_only(self, one: Target, who: str, role: str, seen: int) -> None:
        self.least(role, "reviewer")
        self._fresh(one, seen)
        decided = [past for past in one.history if past.action != "source-changed"]
        if not decided or one.previous is None:
            raise No
        if self.two_eyes and decided[-1].state == "approved" and who in one.author.split(", "):
            raise No
        one.state, one.previous = decided[-1].state, None
        self._done(one, who, "typo-only")

    def imported(self, one: Target, who: str, text: str, *, fuzzy: bool, approved: bool) -> None:
        one.author = (one.writer(text) if self.two_eyes else "") or who
        one.text, one.previous = text, None
        one.state = "draft" if fuzzy else "approved" if approved else "translated"
        one.note("import", who)
        self._remember(one)

    # --- many at once

    def replace(self, one: Target, who: str, role: str, text: str) -> Target | None:
        """The target as it was; None where nothing would be left of it."""
        if not text.strip():
            return None
        was = Target(one.seg, one.lang, one.text, one.state, one.author, one.previous)
        again = self.two_eyes or ORDER.index(role) < ORDER.index("reviewer")
        if one.state == "approved" and self.steps == 2 and again:
            one.state = "translated"
        one.text, one.author = text, joint(one.author, who) if self.two_eyes else who
        one.note("replace", who)
        self._remember(one)
        return was

    def undo_replacement(self, done: Replacement, who: str, role: str) -> list[Target]:
        self.least(role, "translator")
        if done.undone:
            raise No
        done.undone = True
        back = [(one, was) for one, version, was in done.was if one.version == version]
        for one, was in back:
            one.text, one.state, one.author, one.previous = was.text, was.state, was.author, was.previous
            one.whole = False
            one.note("undo", who)
            self._remember(one)
        return [one for one, _ in back]

    def fill(self, one: Target, other: Target, who: str, role: str) -> bool:
        """Whether the text of ``one`` was taken to ``other``, which has the same source."""
        self.least(role, "translator")
        self.not_empty(one.text)
        if other.text == one.text and not other.untouched:
            return False
        author = (other.writer(one.text) or one.author) if self.two_eyes else ""
        self._written(other, who, one.text, "repeat", author=author)
        return True

    # --- what the program does

    def proposed(self, one: Target, text: str, *, again: bool) -> None:
        """A machine's draft comes in."""
        if one.state != "untranslated" and not (again and one.untouched):
            return
        if one.whole and (one.text, one.state, one.previous) == (text, "draft", None):
            return
        one.text, one.state, one.author, one.previous, one.whole = text, "draft", "", None, True
        one.note("propose", PROGRAM)

    def source_changed(self, seg: Seg, source: str) -> None:
        old, seg.source = seg.source, source
        for one in seg.targets.values():
            if one.state == "untranslated":
                continue
            was = (one.state, one.previous)
            one.state, one.previous = "draft", one.previous or old
            if was != (one.state, one.previous):
                one.note("source-changed", PROGRAM)

    def merged(self, seg: Seg, removed: Seg) -> None:
        """Everything that people wrote for the two is the first one's now."""
        self.source_changed(seg, f"{seg.source} {removed.source}")
        for one, two in zip(seg.targets.values(), removed.targets.values(), strict=True):
            if two.text:
                if not one.text:
                    one.previous, one.whole = two.previous or removed.source, two.whole
                one.text = f"{one.text} {two.text}" if one.text else two.text
                one.author, one.state = joint(one.author, two.author), "draft"
                one.note("merge", PROGRAM)
            for who, (text, _) in two.typed.items():
                two.given_up.setdefault(who, set()).update({text} if text.strip() else ())
            for who, texts in two.given_up.items():
                one.given_up.setdefault(who, set()).update(texts)
            one.comments |= two.comments
            two.typed, two.given_up, two.comments = {}, {}, {}

    # ---

    def _fresh(self, one: Target, seen: int) -> None:
        if seen != one.version:
            raise No("Conflict")

    def _written(self, one: Target, who: str, text: str, action: str, *, author: str = "") -> None:
        """A person answers for this text: it is theirs, or whose it was before."""
        if not text.strip():
            raise No
        one.author = author or (one.writer(text) if self.two_eyes else "") or who
        one.text, one.previous = text, None
        one.state = "approved" if self.steps == 1 else "translated"
        one.note(action, who)
        self._remember(one)

    def _done(self, one: Target, who: str, action: str) -> None:
        """The move settles what the person was typing there; nothing of it is lost."""
        one.note(action, who)
        self._remember(one)
        text, _ = one.typed.pop(who, ("", 0))
        one.give_up(who, text)

    def _remember(self, one: Target) -> None:
        self.memory.pop((one.lang, one.key), None)
        if one.state == "approved":
            self.memory[one.lang, one.key] = (one.source, one.text)


def joint(*authors: str) -> str:
    """Everybody who wrote a part, each once."""
    return ", ".join(dict.fromkeys(name for some in authors for name in some.split(", ") if name))
