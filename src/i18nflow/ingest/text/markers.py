"""List markers: the bullet or number before an item of a plain-text list."""

from __future__ import annotations

import re
from dataclasses import dataclass

from i18nflow.ingest import dates

_BULLET = re.compile(r"([•◦▪▫■□●○‣⁃∙·*+✓✔➢➤►▶❖\uf0b7\uf0a7\uf02d]|o(?=\t))[ \t\u00a0]*(?=\S)")  # noqa: RUF001
_DASH = re.compile(r"([-–—])[ \t\u00a0]+(?=\S)")
_NUMBER = re.compile(
    r"(\(?(?:(\d{1,3}(?:\.\d{1,3})*)|([a-zāčēģīķļņšūž])|([ivx]{1,5}))[.)])[ \t\u00a0]+(?=\S)"
)
_NEEDS_SPACE = "*+·"


@dataclass(frozen=True, slots=True)
class Marker:
    """A marker as it stands, how many characters it takes, its kind and (for numbers) its last number."""

    text: str
    length: int
    kind: str
    """``bullet``, ``dash`` (also how direct speech starts), ``number`` or ``letter``."""
    value: int = 0
    depth: int = 1


def marker_of(text: str) -> Marker | None:
    """The marker that ``text`` starts with, if any."""
    if found := _BULLET.match(text):
        if found[1] in _NEEDS_SPACE and found.end() == len(found[1]):
            return None
        return Marker(found[1], found.end(), "bullet")
    if found := _DASH.match(text):
        return Marker(found[1], found.end(), "dash")
    found = _NUMBER.match(text)
    if not found or _is_date(text, found):
        return None
    if found[2]:
        steps = found[2].split(".")
        return Marker(found[1], found.end(), "number", int(steps[-1]), len(steps))
    letters = found[3] or found[4]
    value = ord(letters) - ord("a") + 1 if len(letters) == 1 else 0
    return Marker(found[1], found.end(), "letter", value)


def _is_date(text: str, found: re.Match[str]) -> bool:
    """``30. jūnijā notika …`` starts with a day, ``2020. gada …`` with a year: neither is an item."""
    following = text[found.end() :].split(None, 1)[0].strip(".,;:")
    return bool(dates.month_of(following, "lv")) if following.isalpha() and following[0].islower() else False
