"""Names: a registered one comes out as the register says, and one name comes out one way in an article."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from rapidfuzz.distance import Levenshtein

from i18nflow.check.rows import Row
from i18nflow.language.names import Register, candidates, fold, trimmed
from i18nflow.model import Finding, Severity, Side

_ALIKE = 0.62
_NEAR = 0.75
# How a foreign sound is spelt by ear in Latvian, and what the other spelling may have for it.
_BY_EAR = {
    "dž": "j", "č": "ch", "š": "sh", "ž": "j", "ks": "x", "kv": "qu", "k": "c", "v": "w", "j": "y", "f": "ph", "z": "s", "ai": "i",
}  # fmt: skip
_SOUNDS = re.compile("|".join(sorted(_BY_EAR, key=len, reverse=True)))
_NONE = re.compile(r"(?!)")
_CASE_ENDING = re.compile(r"(?<=...)(?:ajam|am|ai|as|im|ei|es|um|us|is|š|s|a|ā|e|ē|u|i|ī)\Z")
_SURE_SOUNDS = re.compile("dž|č|š|ks|kv")


@dataclass(frozen=True, slots=True)
class Proposal:
    """A name found in an article that the register does not have: its forms and how it came out."""

    source: str
    forms: tuple[str, ...]
    renderings: tuple[str, ...]
    keys: tuple[str, ...]


def names(source: str, target: str, register: Register) -> Iterator[Finding]:
    """``name-differs`` where a registered name stands in the source and not in the target as registered."""
    told: set[str] = set()
    for spot in register.find(source):
        name = spot.name
        if name.source in told or any(_stands(form, target) for form in (name.target, *name.accept)):
            continue
        told.add(name.source)
        surname = name.target.split()[-1] if name.kind == "person" else ""
        if surname and _stands(surname, target):
            continue
        yield _differs(spot.start, spot.end, name.source, name.target, target)


def proposals(rows: Sequence[Row], register: Register | None = None) -> tuple[Proposal, ...]:
    """Names of two words or more (or seen twice) in the sources, with their renderings, for the register."""
    found = _renderings(rows)
    known = register or Register(())
    return tuple(
        Proposal(
            head,
            tuple(dict.fromkeys(form for form, _, _ in seen)),
            tuple(rendering for rendering, _ in Counter(said for _, said, _ in seen if said).most_common()),
            tuple(dict.fromkeys(key for _, _, key in seen)),
        )
        for head, seen in found.items()
        if (" " in head or len(seen) > 1) and not known.find(head)
    )


def inconsistent_names(rows: Sequence[Row]) -> Iterator[tuple[str, Finding]]:
    """``name-inconsistent`` where one name of the source comes out in more than one spelling.

    Only names of two words and more: a single one (Indija) rightly comes out as India and as Indian.
    """
    for head, seen in _renderings(rows).items():
        said = Counter(rendering for _, rendering, _ in seen if rendering)
        if len(said) < 2 or " " not in head:
            continue
        usual = said.most_common(1)[0][0]
        for _, rendering, key in seen:
            if rendering and rendering != usual and not _shortened(rendering, usual):
                target = next(row.target for row in rows if row.key == key)
                yield key, _inconsistent(head, rendering, usual, target)


def _renderings(rows: Sequence[Row]) -> dict[str, list[tuple[str, str, str]]]:
    """nominative -> (form, rendering or "", key) of each segment that has the name."""
    found = [(each, row) for row in rows if row.target for each in candidates(row.source)]
    spelt = trimmed([each for each, _ in found])
    seen = [(name, row) for name, (_, row) in zip(spelt, found, strict=True)]
    heads = fold(form for form, _ in seen)
    answer: dict[str, list[tuple[str, str, str]]] = {}
    for form, row in seen:
        answer.setdefault(heads[form], []).append((form, _rendering(form, row.target), row.key))
    return answer


def _rendering(form: str, target: str) -> str:
    """The capitalised words of the target that most resemble the name as heard; "" if none does."""
    length = len(form.split())
    best, best_score = "", _ALIKE
    for words in _capital_groups(target, length):
        score = _resemblance(form, words)
        if score > best_score:
            best, best_score = words, score
    return best


def _capital_groups(text: str, length: int) -> Iterator[str]:
    words = [word for word in re.findall(r"[^\W\d_]+(?:-[^\W\d_]+)*", text) if word[0].isupper()]
    for at in range(len(words) - length + 1):
        group = " ".join(words[at : at + length])
        if group in text:
            yield group


def _resemblance(latvian: str, other: str) -> float:
    return max(Levenshtein.normalized_similarity(one, _skeleton(other)) for one in _spellings(latvian))


def _spellings(latvian: str) -> tuple[str, ...]:
    """How the name might be spelt elsewhere: as it is, and with few or all sounds respelt."""
    words = [_CASE_ENDING.sub("", word) for word in latvian.lower().split()]
    plain = " ".join(words)
    return tuple(
        _skeleton(sounds.sub(lambda sound: _BY_EAR[sound.group()], plain))
        for sounds in (_NONE, _SURE_SOUNDS, _SOUNDS)
    )


def _skeleton(text: str) -> str:
    """Letters without marks, case and doubling."""
    bare = "".join(
        char for char in unicodedata.normalize("NFD", text.lower()) if not unicodedata.combining(char)
    )
    return re.sub(r"(.)\1", r"\1", bare)


def _stands(name: str, text: str) -> bool:
    return re.search(rf"(?<!\w){re.escape(name)}(?!\w)", text) is not None


def _shortened(one: str, two: str) -> bool:
    """A surname alone for the full name is no other spelling."""
    return set(one.split()) <= set(two.split()) or set(two.split()) <= set(one.split())


def _differs(start: int, end: int, source: str, expected: str, target: str) -> Finding:
    """At the place in the target that resembles the right name, or at the name in the source."""
    message = f"The register has “{expected}” for “{source}”"
    for words in _capital_groups(target, len(expected.split())):
        if Levenshtein.normalized_similarity(_skeleton(words), _skeleton(expected)) >= _NEAR or (
            _resemblance(source, words) >= _NEAR
        ):
            at = target.find(words)
            message += f", the target says “{words}”."
            return Finding(
                "name-differs",
                Severity.WARNING,
                message,
                start=at,
                end=at + len(words),
                expected=expected,
                fix=expected,
            )
    message += "; the target does not have it."
    return Finding(
        "name-differs", Severity.WARNING, message, side=Side.SOURCE, start=start, end=end, expected=expected
    )


def _inconsistent(head: str, rendering: str, usual: str, target: str) -> Finding:
    at = target.find(rendering)
    message = f"“{head}” is “{usual}” elsewhere in this article and “{rendering}” here."
    return Finding(
        "name-inconsistent", Severity.WARNING, message, start=at, end=at + len(rendering), expected=usual, fix=usual
    )  # fmt: skip
