"""A whole line or value that is a date: ``30/06/2020``, ``30.06.2020.``, ``2020. gada 30. jūnijā``, ``30 June 2020``.

Numbers are read day first, as everywhere in Europe; a month name may stand in any case form.
"""

from __future__ import annotations

import re
from datetime import date
from functools import lru_cache

from i18nflow.language.tags import base, locale

_TIME = r"(?:[\s,T]*(?:plkst\.?|pulksten|kl\.?|um|at)?\s*\d{1,2}[:.]\d{2}(?:[:.]\d{2}(?:\.\d+)?)?\s*(?:Z|[+-]\d\d:?\d\d|Uhr|h)?)?"
_NUMERIC = re.compile(
    rf"(\d{{1,2}})\s*[./-]\s*(\d{{1,2}})\s*[./-]\s*(\d{{4}})\.?(?:\s?g\.)?{_TIME}", re.ASCII
)
_ISO = re.compile(rf"(\d{{4}})[-./](\d{{1,2}})[-./](\d{{1,2}})\.?{_TIME}", re.ASCII)
_YEAR_FIRST = re.compile(
    rf"(\d{{4}})\.?\s*(?:gada|g\.|m\.)?\s*(\d{{1,2}})\.?\s*([^\W\d_]+)\.?{_TIME}", re.IGNORECASE
)
_DAY_FIRST = re.compile(
    rf"(\d{{1,2}})(?:\.|st|nd|rd|th)?\s*(?:de\s)?([^\W\d_]+)\.?,?\s*(?:de\s)?(\d{{4}})\.?\s?(?:gads|gadā|gada|g\.|г\.)?{_TIME}",  # noqa: RUF001
    re.IGNORECASE,
)
_MONTH_FIRST = re.compile(rf"([^\W\d_]+)\.?\s+(\d{{1,2}})(?:st|nd|rd|th)?,\s*(\d{{4}}){_TIME}", re.IGNORECASE)
_YEAR_MONTH = re.compile(r"(\d{4})\.?\s*(?:m\.)?\s*([^\W\d_]+)\s+(\d{1,2})\.?(?:\s*d\.)?", re.IGNORECASE)
_WEEKDAY = re.compile(r"\A[^\W\d_]+,\s+(?=\d)")
_LONGEST = 60


def parse(text: str, lang: str) -> date | None:
    """The date that ``text`` is as a whole (a time of day after it is let go), else None."""
    text = text.strip()
    if len(text) > _LONGEST:
        return None
    for attempt in (text, _WEEKDAY.sub("", text)):
        if found := _parse(attempt, lang):
            return found
    return None


def _parse(text: str, lang: str) -> date | None:
    if m := _NUMERIC.fullmatch(text):
        day, month, year = (int(part) for part in m.groups())
        return _make(year, month, day) or _make(year, day, month)
    if m := _ISO.fullmatch(text):
        return _make(*(int(part) for part in m.groups()))
    if m := _YEAR_FIRST.fullmatch(text):
        return _make(int(m[1]), month_of(m[3], lang), int(m[2]))
    if m := _YEAR_MONTH.fullmatch(text):
        return _make(int(m[1]), month_of(m[2], lang), int(m[3]))
    if m := _DAY_FIRST.fullmatch(text):
        return _make(int(m[3]), month_of(m[2], lang), int(m[1]))
    if m := _MONTH_FIRST.fullmatch(text):
        return _make(int(m[3]), month_of(m[1], lang), int(m[2]))
    return None


@lru_cache(maxsize=4096)
def month_of(word: str, lang: str) -> int:
    """The month (1-12) that ``word`` names in ``lang`` or English, in any case form; 0 if it names none."""
    word = word.casefold()
    for tag in dict.fromkeys((base(lang), "en")):
        for name, number in _names(tag):
            stem = name[: max(3, len(name) - 2)]
            if word.startswith(stem) and len(word) <= len(name) + 2:
                return number
    return 0


@lru_cache(maxsize=32)
def _names(lang: str) -> tuple[tuple[str, int], ...]:
    try:
        months = locale(lang).months
    except ValueError:
        return ()
    found = {
        (name.casefold().rstrip("."), number)
        for context in ("format", "stand-alone")
        for width in ("wide", "abbreviated")
        for number, name in months[context][width].items()
        if not name[0].isdigit()
    }
    return tuple(sorted(found, key=lambda pair: (-len(pair[0]), pair)))


def _make(year: int, month: int, day: int) -> date | None:
    if not 1800 <= year <= 2200:
        return None
    try:
        return date(year, month, day)
    except ValueError:
        return None
