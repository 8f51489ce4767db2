"""The keys of the editor: what can be done, with which key by default, and which keys a person may choose."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from unicodedata import normalize

from i18nflow.webapp.words import _

TYPING = {"confirm": "Ctrl+Enter", "confirm-approve": "Ctrl+Shift+Enter"}
"""Keys that act while one types; Escape, which leaves the text, is fixed."""
SINGLE = {
    "edit": "Enter",
    "next": "j",
    "previous": "k",
    "unfinished": "n",
    "finding": "f",
    "approve": "a",
    "reject": "r",
    "undo": "u",
    "machine": "m",
    "term": "t",
    "add-term": "g",
    "source": "s",
    "fix": "x",
    "leave-it": "l",
    "keep": "y",
    "split": "-",
    "merge": "+",
    "comment": "c",
    "history": "h",
    "concordance": "o",
    "preview": "v",
    "layout": "d",
    "publish": "p",
    "find": "/",
    "keys": "?",
}
"""Single keys, outside the text."""
DEFAULTS = TYPING | SINGLE
FIXED = ("Esc", "↓ ↑", "1 … 9")

# Never: keys that type a Latvian letter or switch the layout (Alt, AltGr, Ctrl+Shift alone), tabs (Ctrl+digit), and
# what browsers keep for themselves.
_TYPING = re.compile(r"Ctrl\+(?:Shift\+)?(?:Enter|[.,;/]|[a-z])")
_BROWSERS = frozenset("acdefhjklnoprtuvwxyz")


@dataclass(frozen=True, slots=True)
class Key:
    """One action with the key that does it, and whether the person chose it."""

    action: str
    key: str
    label: str
    typing: bool
    chosen: bool


def keymap(chosen: Mapping[str, str]) -> dict[str, str]:
    """The key of every action: the person's own where it is a good one, else the default."""
    own = {name: key for name, key in chosen.items() if name in DEFAULTS and not fault(name, key)}
    return DEFAULTS | own


def listed(chosen: Mapping[str, str]) -> list[Key]:
    """Every action with its key and what it does, in the order of the help."""
    keys, words = keymap(chosen), labels()
    return [
        Key(name, keys[name], words[name], name in TYPING, keys[name] != DEFAULTS[name]) for name in DEFAULTS
    ]


def wanted(form: Mapping[str, str]) -> dict[str, str]:
    """The keys a form asks for, by action; those that are the defaults left out."""
    asked = {name: normalize("NFC", form.get(f"key-{name}", "").strip()) for name in DEFAULTS}
    return {name: key for name, key in asked.items() if key and key != DEFAULTS[name]}


def faults(chosen: Mapping[str, str]) -> list[str]:
    """What stands against these keys, each a sentence: a key that cannot be used, or one used twice."""
    words = labels()
    found = [f"{words[name]}: {why}" for name, key in chosen.items() if (why := fault(name, key))]
    keys = DEFAULTS | dict(chosen)
    for modes in (TYPING, SINGLE):
        taken: dict[str, str] = {}
        for name in modes:
            other = taken.setdefault(keys[name], name)
            if other != name:
                found.append(
                    _("%(key)s is used twice: %(one)s; %(other)s")
                    % {"key": keys[name], "one": words[other], "other": words[name]}
                )
    return found


def fault(name: str, key: str) -> str:
    """Why ``key`` cannot be the key of an action; empty where it can."""
    if name in TYPING:
        if not _TYPING.fullmatch(key):
            return _("while typing only Ctrl with Enter, a mark or a letter can be used")
        last = key.rpartition("+")[2]
        return _("the browser or the text field needs this key") if last in _BROWSERS else ""
    if key == "Enter" and name == "edit":
        return ""
    if len(key) != 1 or not key.isprintable() or key.isspace():
        return _("one character is needed")
    return _("the digits insert matches") if key in "123456789" else ""


def labels() -> dict[str, str]:
    """What each action does, in the person's language."""
    return {
        "confirm": _("Confirm and open the next unfinished segment"),
        "confirm-approve": _("Approve and open the next segment that is not approved"),
        "edit": _("Type in the segment in hand"),
        "next": _("Next segment"),
        "previous": _("Previous segment"),
        "unfinished": _("Next unfinished segment"),
        "finding": _("Next segment with a finding"),
        "approve": _("Approve and go on"),
        "reject": _("Reject with a reason"),
        "undo": _("Undo my last move"),
        "machine": _("Insert the machine translation"),
        "term": _("Insert the first missing term at the cursor"),
        "add-term": _("Add or mend a term from the selection"),
        "source": _("Insert the source"),
        "fix": _("Apply the first fix"),
        "leave-it": _("Leave the first finding: the text is right"),
        "keep": _("Spelling only: keep the translation over a changed source"),
        "split": _("Cut the segment in two"),
        "merge": _("Join with the next segment"),
        "comment": _("Write a comment"),
        "history": _("Go to the history"),
        "concordance": _("Look the selected words up in the memory"),
        "preview": _("Show or hide the preview of the page"),
        "layout": _("Page or dense grid"),
        "publish": _("Go to publication"),
        "find": _("Find in both languages"),
        "keys": _("Show the keys"),
    }
