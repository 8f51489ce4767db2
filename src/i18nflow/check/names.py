"""Names: a registered one comes out as the register says, and one name comes out one way in an article."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from rapidfuzz.distance import Levenshtein

from i18nflow.check.rows import Row
from i18nflow.language.latvian.personal import surname
from i18nflow.language.names import bodies, candidates, name_key, without_first_word
from i18nflow.model import Finding, Severity, Side, said
from i18nflow.names import Register, kind_of

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
class SeenName:
    """A name in a segment: ``key`` is the same for all its cases, ``form`` as it stands, ``rendering`` as it came
    out ("" where nothing of the target resembles it), ``kind`` as far as the form tells.
    """

    key: str
    form: str
    rendering: str
    kind: str


def names(source: str, target: str, register: Register) -> Iterator[Finding]:
    """``name-differs`` where a registered name stands in the source and not in the target as registered.

    A surname alone asks only that no other spelling of it stands there: the target may say "he".
    """
    told: set[str] = set()
    for spot in register.find(source):
        name = spot.name
        if name.source in told or any(_stands(form, target) for form in (name.target, *name.accept)):
            continue
        told.add(name.source)
        last = surname(name.target) or name.target
        if name.kind == "person" and _stands(last, target):
            continue
        found = _differs(
            spot.start, spot.end, source[spot.start : spot.end], last if spot.short else name.target, target
        )
        if not spot.short or found.side is Side.TARGET:
            yield found


def seen(source: str, target: str) -> tuple[SeenName, ...]:
    """The names of a Latvian source of two words or more, and of bodies, with their renderings in ``target``."""
    found = {(each.start, each.end): each for each in bodies(source)}
    inside = list(found)
    for each in candidates(source):
        if not any(start <= each.start and each.end <= end for start, end in inside):
            found.setdefault((each.start, each.end), each)
    answer: dict[str, SeenName] = {}
    for _, each in sorted(found.items()):
        form = without_first_word(each)
        kind = kind_of(form)
        if " " in form:
            rendering = "" if kind == "organisation" else _rendering(form, target)
            answer.setdefault(name_key(form), SeenName(name_key(form), form, rendering, kind))
    return tuple(answer.values())


def inconsistent_names(rows: Sequence[Row]) -> Iterator[tuple[str, Finding]]:
    """``name-inconsistent`` where one name of the sources comes out in more than one spelling.

    Only names of two words and more: a single one (Indija) rightly comes out as India and as Indian.
    """
    groups: dict[str, list[tuple[SeenName, Row]]] = {}
    for row in rows:
        for name in seen(row.source, row.target):
            if name.rendering:
                groups.setdefault(name.key, []).append((name, row))
    for group in groups.values():
        usual = Counter(name.rendering for name, _ in group).most_common(1)[0][0]
        for name, row in group:
            if (finding := name_differs_from(name, usual, row.target)) is not None:
                yield row.key, finding


def name_differs_from(name: SeenName, usual: str, target: str) -> Finding | None:
    """``name-inconsistent`` where ``name`` came out otherwise than usual; a surname alone is no other spelling."""
    if not name.rendering or not usual or name.rendering == usual or _shortened(name.rendering, usual):
        return None
    at = target.find(name.rendering)
    message = said(
        "“{form}” is “{usual}” elsewhere and “{found}” here.",
        form=name.form,
        usual=usual,
        found=name.rendering,
    )
    return Finding(
        "name-inconsistent", Severity.WARNING, message, start=at, end=at + len(name.rendering), expected=usual, fix=usual
    )  # fmt: skip


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
    for words in _capital_groups(target, len(expected.split())):
        if Levenshtein.normalized_similarity(_skeleton(words), _skeleton(expected)) >= _NEAR or (
            _resemblance(source, words) >= _NEAR
        ):
            at = target.find(words)
            message = said(
                "The register has “{expected}” for “{source}”, the target says “{found}”.",
                expected=expected, source=source, found=words,
            )  # fmt: skip
            return Finding(
                "name-differs",
                Severity.WARNING,
                message,
                start=at,
                end=at + len(words),
                expected=expected,
                fix=expected,
            )
    message = said(
        "The register has “{expected}” for “{source}”; the target does not have it.",
        expected=expected,
        source=source,
    )
    return Finding(
        "name-differs", Severity.WARNING, message, side=Side.SOURCE, start=start, end=end, expected=expected
    )
