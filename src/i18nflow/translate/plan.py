"""From segments to questions and from answers to drafts: what the memory serves, what is asked, and how once."""

from __future__ import annotations

import json
import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from hashlib import sha256

from i18nflow.markup import Placeholder, code_tokens, drop, plain, protect, restore
from i18nflow.markup.codes import LITERAL
from i18nflow.model import Code, LanguagePair, Match, MatchKind, Occurrence, Origin
from i18nflow.translate.answers import has_words
from i18nflow.translate.enforce import enforce
from i18nflow.translate.values import Draft, EngineInfo, Wanted

CHUNK = 100
"""Targets committed at a time, where no engine sets the pace."""

FIRST_FROM = 0.85
"""A fuzzy match this good becomes the draft before any engine is asked.

It is a person's translation of nearly the same sentence; below, a machine translation of the sentence itself
needs less editing, and the match is offered beside it."""

FALLBACK_FROM = 0.75
"""A fuzzy match this good becomes the draft where no engine had an answer."""

_BRACES = re.compile("[{}｛｝]")  # noqa: RUF001 (engines swap braces for full-width ones)


@dataclass(frozen=True, slots=True)
class Asker:
    """A segment that a question is asked for, with the table that turns placeholders into its codes again."""

    wanted: Wanted
    table: tuple[Placeholder, ...]


@dataclass(frozen=True, slots=True)
class Question:
    """A text to ask an engine, codes protected, and every segment that waits for its answer."""

    text: str
    terms: tuple[Occurrence, ...]
    askers: tuple[Asker, ...]


def from_match(wanted: Wanted, *, least: float) -> Draft | None:
    """A draft from the memory, where the match is good enough (context and exact always are)."""
    match = wanted.match
    if match is None or (match.kind is MatchKind.FUZZY and match.score < least):
        return None
    text = _fitted(match.target, match.unit.source, wanted)
    if not text:
        return None
    return Draft(
        key=wanted.key,
        text=text,
        origin=Origin.MEMORY,
        score=match.score,
        match=_said(match),
        repairs=match.repaired,
    )


def copied(wanted: Wanted) -> Draft | None:
    """The source itself as draft, where it has neither letters nor digits; else None."""
    if has_words(plain(wanted.source, wanted.codes)):
        return None
    return Draft(key=wanted.key, text=wanted.source, origin=Origin.MACHINE, engine="copy")


def questions(items: Iterable[Wanted]) -> list[Question]:
    """What to ask for ``items``, in order: equal texts with equal terms are asked once."""
    groups: dict[tuple[str, tuple[object, ...]], list[Asker]] = {}
    for wanted in items:
        text, table = protect(unicodedata.normalize("NFC", wanted.source), wanted.codes)
        groups.setdefault((text, _entries(wanted.terms)), []).append(Asker(wanted, table))
    return [Question(text, askers[0].wanted.terms, tuple(askers)) for (text, _), askers in groups.items()]


def batches(items: Sequence[Question], size: int, most_chars: int) -> Iterator[tuple[Question, ...]]:
    """``items`` in their order, at most ``size`` texts and ``most_chars`` characters in one request."""
    batch: list[Question] = []
    for item in items:
        if batch and (len(batch) >= size or sum(len(q.text) for q in batch) + len(item.text) > most_chars):
            yield tuple(batch)
            batch = []
        batch.append(item)
    if batch:
        yield tuple(batch)


def answer_key(info: EngineInfo, pair: LanguagePair, question: Question) -> str:
    """What an answer is remembered by: engine, version, pair, options, glossary entries and the text.

    The entries count for an engine that is given them; another one's answer does not depend on the glossary.
    """
    entries = _entries(question.terms) if info.glossaries else ()
    parts = [info.name, info.version, str(pair), info.options, entries, question.text]
    return sha256(json.dumps(parts, ensure_ascii=False, default=list).encode()).hexdigest()


def answered(asker: Asker, answer: str, info: EngineInfo, lang: str) -> Draft | None:
    """The draft in ``lang`` that an engine's ``answer`` makes, its codes restored; None where the answer is broken.

    Where the engine lost, doubled or crossed a code, the draft has no codes at all: the checks find that. Rests
    of a placeholder in the text make it unusable. The glossary is enforced; ``raw`` is the text before that.
    """
    wanted = asker.wanted
    text = restore(answer, asker.table)
    if _tokens(text, wanted.codes) != _tokens(wanted.source, wanted.codes) or not _nests(text, wanted.codes):
        text = plain(drop(answer, asker.table), wanted.codes)
    if asker.table and _BRACES.search(text) and not _BRACES.search(wanted.source):
        return None
    if not text.strip():
        return None
    enforced = enforce(text, wanted.terms, lang)
    return Draft(
        key=wanted.key,
        text=enforced.text,
        origin=Origin.MACHINE,
        engine=info.name,
        engine_version=info.version,
        raw=text,
        repairs=enforced.repairs,
    )


def _said(match: Match) -> str:
    """The match in words that fit a column: ``exact slug/key``."""
    place = "/".join(part for part in (match.unit.article, match.unit.segment) if part)
    return f"{match.kind} {place}".strip()


def _entries(terms: Sequence[Occurrence]) -> tuple[tuple[str, str, str], ...]:
    found = {(one.term.source, one.term.target, str(one.term.status)) for one in terms}
    return tuple(sorted(found))


def _fitted(target: str, unit_source: str, wanted: Wanted) -> str:
    """A unit's target with codes only where this segment has the same ones; else without any.

    A unit does not keep what its codes stood for: whatever looks like one and stands on both its sides is one.
    """
    mine = _tokens(wanted.source, wanted.codes)
    if _tokens(target, wanted.codes) == mine and _nests(target, wanted.codes):
        foreign = {each.group() for each in LITERAL.finditer(unit_source)}
        foreign -= {each.group() for each in LITERAL.finditer(wanted.source)}
        if not any(each.group() in foreign for each in LITERAL.finditer(target)):
            return target
    both = {each.group() for each in LITERAL.finditer(unit_source)}
    bare = LITERAL.sub(lambda each: "" if each.group() in both else each.group(), target)
    return " ".join(plain(bare, wanted.codes).split())


def _tokens(text: str, codes: Sequence[Code]) -> Counter[tuple[int, str]]:
    return Counter((token.number, token.kind) for token in code_tokens(text, codes))


def _nests(text: str, codes: Sequence[Code]) -> bool:
    """Whether no pair of codes closes before it opens or across another."""
    tokens = code_tokens(text, codes)
    opens = {token.number for token in tokens if token.kind == "open"}
    stack: list[int] = []
    for token in tokens:
        if token.kind == "open":
            stack.append(token.number)
        elif token.kind == "close" and token.number in opens and (not stack or stack.pop() != token.number):
            return False
    return True
