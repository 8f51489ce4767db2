"""The site's own words in one language: catalog texts, dates by CLDR, language names.

The texts are gettext msgids in English; their catalogs are ``locales/<lang>/LC_MESSAGES/site.po``. A language
without a catalog speaks English, so a new target needs no code and no catalog to be published.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Iterable
from datetime import UTC, date, datetime
from functools import lru_cache
from gettext import NullTranslations
from zoneinfo import ZoneInfo

from babel.core import get_global
from babel.dates import format_date

from i18nflow.language import tags

_ACCENTS = frozenset("\u0300\u0301\u0302\u0303\u0304\u0308\u030a")
"""Grave, acute, circumflex, tilde, macron, diaeresis, ring: marks that make no letter of their own here."""


class Words:
    """What a page says in its own voice, in one language."""

    def __init__(self, lang: str, translations: NullTranslations, tz: str = "Europe/Riga") -> None:
        self.lang = lang
        self.dir = tags.direction(lang)
        self.locale = og_locale(lang)
        self._find: Callable[[str], str] = lru_cache(maxsize=512)(translations.gettext)
        self._zone = ZoneInfo(tz)
        self._cldr = tags.locale(lang)
        self._long = lru_cache(maxsize=4096)(self._format)

    def __call__(self, text: str, **values: object) -> str:
        """The site's text ``text`` in this language, its ``%(name)s`` places filled."""
        found = self._find(text)
        return found % values if values else found

    def long(self, day: date | str) -> str:
        """A date written out: ``2020. gada 30. jūnijs``."""
        return self._long(day if isinstance(day, str) else day.isoformat()[:10])

    def local(self, moment: datetime) -> datetime:
        """A moment in the newsroom's time zone."""
        return moment.astimezone(self._zone)

    def local_day(self, moment: datetime) -> str:
        """The newsroom's calendar day of a moment, written out."""
        return self.long(self.local(moment).date())

    @lru_cache(maxsize=64)  # noqa: B019 - one Words per language lives as long as the site
    def name_of(self, lang: str) -> str:
        """The name of a language in this language: ``Latvian``."""
        return tags.native_name(lang, self.lang)

    def sorted(self, items: Iterable[str], key: Callable[[str], str] = str) -> list[str]:
        """``items`` in alphabetical order: accents count last, letters with a hook or caron follow their plain one."""
        return sorted(items, key=lambda item: (_alphabetical(key(item)), key(item)))

    def _format(self, day: str) -> str:
        return format_date(date.fromisoformat(day), "long", self._cldr)


def _alphabetical(text: str) -> str:
    """A sort key: ā counts as a, but č (c and a caron, which sorts behind every letter) stands after cz."""
    return "".join(c for c in unicodedata.normalize("NFD", text.casefold()) if c not in _ACCENTS)


@lru_cache(maxsize=64)
def own_name(lang: str) -> str:
    """A language's name in itself, with a capital as it stands alone: ``Latviešu``."""
    name = tags.native_name(lang)
    return name[:1].upper() + name[1:]


@lru_cache(maxsize=64)
def og_locale(lang: str) -> str:
    """The language with a territory as OpenGraph wants it: ``lv_LV``, ``en_GB``."""
    parsed = tags.locale(lang)
    territory = parsed.territory
    if not territory:
        likely = get_global("likely_subtags").get(parsed.language, "")
        territory = likely.rpartition("_")[2]
    return f"{parsed.language}_{territory}" if territory else parsed.language


def stamp(moment: datetime) -> str:
    """A moment as an RFC 3339 text in UTC, to the second."""
    return moment.astimezone(UTC).isoformat(timespec="seconds").replace("+00:00", "Z")
