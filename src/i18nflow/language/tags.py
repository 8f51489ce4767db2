"""Language tags (BCP 47) and what CLDR says of them: names, direction, plural rules."""

from __future__ import annotations

from functools import lru_cache

from babel import Locale, UnknownLocaleError

# gettext's Plural-Forms headers as the GNU gettext manual lists them; a language not listed here has none.
_PLURALS = {
    "lv": "nplurals=3; plural=(n%10==1 && n%100!=11 ? 0 : n != 0 ? 1 : 2);",
    "lt": "nplurals=3; plural=(n%10==1 && n%100!=11 ? 0 : n%10>=2 && (n%100<10 || n%100>=20) ? 1 : 2);",
    "ru": "nplurals=3; plural=(n%10==1 && n%100!=11 ? 0 : n%10>=2 && n%10<=4 && (n%100<10 || n%100>=20) ? 1 : 2);",
    "uk": "nplurals=3; plural=(n%10==1 && n%100!=11 ? 0 : n%10>=2 && n%10<=4 && (n%100<10 || n%100>=20) ? 1 : 2);",
    "pl": "nplurals=3; plural=(n==1 ? 0 : n%10>=2 && n%10<=4 && (n%100<10 || n%100>=20) ? 1 : 2);",
    "cs": "nplurals=3; plural=(n==1) ? 0 : (n>=2 && n<=4) ? 1 : 2;",
    "fr": "nplurals=2; plural=(n > 1);",
}
_TWO_FORMS = "nplurals=2; plural=(n != 1);"


@lru_cache(maxsize=256)
def locale(tag: str) -> Locale:
    """CLDR's data for ``tag``, or for its language where CLDR does not know the variant.

    Raises ``ValueError`` for a tag that names no language CLDR knows.
    """
    parts = tag.split("-")
    while parts:
        try:
            return Locale.parse("-".join(parts), sep="-")
        except (UnknownLocaleError, ValueError):
            parts.pop()
    raise ValueError(f"'{tag}' is not a language tag such as 'lv' or 'en-GB'")


def is_valid(tag: str) -> bool:
    """Whether ``tag`` names a language that CLDR knows."""
    try:
        locale(tag)
    except ValueError:
        return False
    return bool(tag) and all(part.isalnum() for part in tag.split("-"))


def base(tag: str) -> str:
    """The language of a tag without its variant: ``en`` of ``en-GB``."""
    return tag.partition("-")[0].lower()


def native_name(tag: str, in_lang: str | None = None) -> str:
    """The language's name in itself, or in ``in_lang``: ``latviešu``, ``Latvian``."""
    language = locale(base(tag))
    name = language.get_language_name(base(in_lang) if in_lang else None)
    return name or tag


def direction(tag: str) -> str:
    """``ltr`` or ``rtl``."""
    return locale(tag).text_direction


def plural_forms(tag: str) -> str:
    """The ``Plural-Forms`` header of a gettext catalog in this language."""
    return _PLURALS.get(base(tag), _TWO_FORMS)
