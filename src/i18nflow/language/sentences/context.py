"""What stands around a mark, as labels that rules can ask for.

Every look to the left or right is bounded. The labels that any language's rules may use:

before the mark: ``nothing`` (no word), ``closed`` (a closing quote or bracket), what the rule set's ``shape`` and
classes say of the word, and its position: ``first`` (no letters before it in the sentence), ``item`` (after a
colon or semicolon, or in a series after a comma), ``coordinated`` (after ``1. un``), ``bracketed`` (inside a bracket opened within the sentence), ``aside`` (the bracket that
closes here was opened within the sentence), ``titled`` (the quotation that closes here was opened within the
sentence without a colon), ``quoted`` (inside such a quotation, and the sentence goes on behind it), ``detached`` (white space before the mark).

the mark: ``stop``, ``exclaim`` (! or ?), ``ellipsis``; ``quote-closed``, ``bracket-closed``; ``tight`` (no white
space follows), ``bare`` (one full stop, nothing closes, white space follows).

after: ``end``, ``lower``, ``upper``, ``mixed`` (iPad), ``digit``, ``punctuation`` (which cannot open a sentence),
``symbol``; ``dash``, ``opened`` (an opening quote or bracket), ``straight`` (a straight quote); ``capitalised`` (one capital, then small letters);
``reporting`` (a verb of saying follows); and what the rule set's ``following`` says of the word.
"""

from __future__ import annotations

import re
from functools import lru_cache

from i18nflow.language.sentences.rules import Labels, RuleSet

WINDOW = 48
"""Characters looked at before a mark; of a longer word only the end is seen."""
REACH = 240
"""How far the opening bracket or quote of a mark is looked for, in characters."""

_AFTER = re.compile(
    r"(?P<dash>[-–—―]{1,3}\s{0,2})?(?P<open>(?:[\"'“„«‚‘»(\[{<¿¡*]|/(?=\w)|…|\.{2,4}){0,4})\s?"
    r"(?P<word>\w[\w'’]{0,30})?(?P<other>.?)",
    re.S,
)
_OPENERS = "\"'“„«‚‘»([{<¿¡*•·-–—―"
_CLOSERS = frozenset("\"'”“’»›)]}")
_QUOTES = frozenset("\"'”“’»›")
_TAIL = re.compile(r"[^\"“„”«»(\[{/–—<>=|*…!?]*\Z")
_TAG = re.compile(r"\w[^<>\s]*</?\w+/?>\Z")
_DIGITS = "0123456789"
_AFTER_ORDINAL = re.compile(r"\d\.(?:\s(?:\w{1,4}|&)\s|\s?[-–—]\s?)\Z")
_YEAR = re.compile(r"\d{4}")
_FIRST_ITEMS = frozenset({"1", "I", "a", "A"})
_NO_LETTERS = re.compile(r"[\W\d_]{0,10}")
_POSITIONAL = frozenset({"number", "roman", "initial", "letter", "nothing"})
_WORD = re.compile(r"[^\W\d_]+")
_CLAUSE_END = re.compile(r"[.!?…;:\"”“»]")
_PUNCTUATION = frozenset(",;:%)]}/”’›=&+|\\°…!?.")
_ADDRESS = re.compile(r"@|://|www\.|\w/\w|\w_\w", re.I)

NOTHING: Labels = frozenset({"nothing"})
CLOSED: Labels = frozenset({"closed"})


def before(text: str, start: int, at: int, rules: RuleSet) -> tuple[str, Labels]:
    """The word before the mark at ``at`` in the sentence begun at ``start``, and its labels."""
    parts = text[max(start, at - WINDOW) : at].rsplit(None, 2)
    if not parts:
        return "", NOTHING
    raw = parts[-1]
    core = raw if raw.isalpha() else _last_word(raw)
    if core != raw and "/" in raw:
        known = rules.known(raw.lstrip(_OPENERS + _DIGITS))
        if known is not None:
            return core, known
    if len(parts) > 1 and parts[-2][-1] == "." and len(parts[-2]) <= 6 and 0 < len(core) <= 5:
        known = rules.known(parts[-2].lstrip(_OPENERS) + core)
        if known is not None:
            return core, known
    if not core:
        return "", CLOSED if raw[-1] in _CLOSERS or _TAG.search(raw) else NOTHING
    labels = _word_labels(core, rules)
    if not raw.isalpha() and _ADDRESS.search(raw):
        labels = joined(labels, "address")
    return core, labels


def mark(mark: str, close: str, gap: str) -> Labels:
    """The labels of the mark, of what closes after it, and of the gap."""
    return _mark_labels(mark, close[:4], not gap)


def after(text: str, at: int, end: int, rules: RuleSet) -> Labels:
    """The labels of what comes next, from ``at`` to the end of the line."""
    found = _AFTER.match(text, at, end)
    if found is None:
        return frozenset({"end"})
    dash, opened, word, other = found.groups()
    return _after_labels(bool(dash), opened[:1], word or "", "" if word else other, rules)


def reports(text: str, at: int, rules: RuleSet) -> bool:
    """Whether a verb of saying stands among the first words of the next clause, or ends it."""
    clause = _CLAUSE_END.split(text[at : at + 90].lstrip("-–—― "), maxsplit=1)[0]
    said = _WORD.findall(clause.lower())
    return any(word in rules.reporting for word in said[:4] + said[-1:])


def position(
    text: str, start: int, at: int, core: str, labels: Labels, close: str, end: int
) -> tuple[str, ...]:
    """The position labels of a mark at ``at`` whose closing punctuation ends at ``end``."""
    flags: list[str] = []
    if text[at - 1 : at].isspace():
        flags.append("detached")
    if not labels.isdisjoint(_POSITIONAL):
        flags += _enumerating(text, start, at - len(core), core)
    flags += _in_brackets(text, start, at, close, end)
    if close and close[0] in _QUOTES and _is_titled(text, max(start, at - REACH), at):
        flags.append("titled")
    elif not close and _inside_quotation(text, max(start, at - REACH), at, end):
        flags.append("quoted")
    return tuple(flags)


@lru_cache(maxsize=4096)
def joined(labels: Labels, *more: str) -> Labels:
    """``labels`` with some more; cached, because few combinations exist."""
    return labels.union(more)


def _last_word(raw: str) -> str:
    """The last word of a token: ``Rīgā`` of ``(Rīgā``, ``b`` of ``a/b``, nothing of a closed quotation."""
    if raw[-1] in _CLOSERS:
        return ""
    found = _TAIL.search(raw)
    return found.group().lstrip(_OPENERS) if found else ""


@lru_cache(maxsize=1 << 15)
def _word_labels(core: str, rules: RuleSet) -> Labels:
    known = rules.known(core)
    if known is None:
        return rules.shape(core)
    return known | {"letter"} if len(core) == 1 else known


@lru_cache(maxsize=1024)
def _mark_labels(mark: str, close: str, tight: bool) -> Labels:  # noqa: FBT001
    found = {
        "exclaim"
        if set(mark) & set("!?‼⁇⁈⁉！？")
        else "stop"
        if len(mark) == 1 and mark != "…"
        else "ellipsis"
    }
    if any(c in _QUOTES for c in close):
        found.add("quote-closed")
    if ")" in close:
        found.add("bracket-closed")
    if tight:
        found.add("tight")
    elif mark == "." and not close:
        found.add("bare")
    return frozenset(found)


@lru_cache(maxsize=1 << 15)
def _after_labels(dash: bool, opened: str, word: str, other: str, rules: RuleSet) -> Labels:  # noqa: FBT001
    found = set()
    if dash:
        found.add("dash")
    if opened:
        found.add("straight" if opened in "\"'" else "opened")
    if word:
        found.update(_shape_of_next(word))
        found.update(rules.following(word))
    elif not other:
        found.add("end")
    else:
        found.add("punctuation" if other in _PUNCTUATION and not opened else "symbol")
    return frozenset(found)


def _shape_of_next(word: str) -> set[str]:
    first = word[0]
    if first.isdigit():
        return {"digit"}
    if first.islower():
        return {"mixed"} if word[1:2].isupper() else {"lower"}
    if len(word) > 1 and word[1:].islower():
        return {"upper", "capitalised"}
    return {"upper"}


def _enumerating(text: str, start: int, at: int, core: str) -> list[str]:
    """Whether a number or letter at ``at`` opens its sentence, or a list after a colon."""
    if at - start <= 10 and _NO_LETTERS.fullmatch(text, start, at):
        return ["first"]
    if _AFTER_ORDINAL.search(text, max(start, at - 12), at):
        return ["coordinated"]
    lead = text[max(start, at - 3) : at].rstrip()[-1:]
    if lead == ":" and core in _FIRST_ITEMS:
        return ["first"]
    return ["item"] if lead and lead in ":;," and not _YEAR.fullmatch(core) else []


def _in_brackets(text: str, start: int, at: int, close: str, end: int) -> list[str]:
    opened = text.rfind("(", max(start + 1, at - REACH), at)
    if opened < 0 or text.rfind(")", opened, at) >= 0:
        return []
    if ")" in close:
        return ["aside"]
    closing = text.find(")", end, end + REACH)
    return ["bracketed"] if closing >= 0 and "(" not in text[end:closing] else []


_OPENING_QUOTE = re.compile(r"(?<=[^\W_][\s(])[\"“„«](?=\w)")
_CLOSING_QUOTE = re.compile(r"[\"”“»](?P<next>\s?.?)", re.S)


def _inside_quotation(text: str, start: int, at: int, end: int) -> bool:
    """Whether a quotation opened without a colon holds this mark, and the sentence goes on behind it."""
    opened = None
    for opened in _OPENING_QUOTE.finditer(text, start, at):  # noqa: B007
        pass
    if opened is None or _CLOSING_QUOTE.search(text, opened.end(), at):
        return False
    closing = _CLOSING_QUOTE.search(text, end, end + REACH)
    return closing is not None and (closing["next"].strip().islower() or closing["next"][:1] == ",")


_OPENING = {"”": "„“", "“": "„", "»": "«", "’": "‚‘", "›": "‹"}


def _is_titled(text: str, start: int, at: int) -> bool:
    """Whether the quotation that closes at ``at`` began in mid-sentence with no colon, comma or mark before it."""
    closing = next((c for c in text[at : at + 6] if c in _QUOTES), '"')
    opened = max(text.rfind(c, start, at) for c in _OPENING.get(closing, closing))
    if opened <= start:
        return False
    lead = text[max(start, opened - 3) : opened].rstrip()
    return lead[-1:].isalnum()
