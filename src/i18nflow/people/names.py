"""The names of accounts: one script, no spaces, nothing that reads like another one or like the program."""

from __future__ import annotations

from unicodedata import normalize

import regex

from i18nflow.errors import InputError
from i18nflow.model import said

LENGTH = 40
RESERVED = frozenset({"i18nflow", "system", "anonymous"})
ERASED = "erased-"
# One script in a name: with one Cyrillic letter in it, a name passes for another one.
_NAME = regex.compile(r"(?:[\p{Latin}\d]|[._-](?!$))+|(?:[\p{Cyrillic}\d]|[._-](?!$))+")


def check_name(name: str) -> str:
    """``name`` itself. Raises :class:`InputError` where it cannot be the name of an account."""
    if not name or len(name) > LENGTH or normalize("NFKC", name) != name or not _NAME.fullmatch(name):
        raise InputError(
            said(
                "'{name}' is no name for an account: letters of one script, digits, '.', '_' and '-', no spaces, at most {limit}",
                name=name[:LENGTH],
                limit=LENGTH,
            )
        )
    if not name[0].isalnum():
        raise InputError(
            said("'{name}' is no name for an account: it begins with a letter or a digit", name=name)
        )
    if fold_name(name) in RESERVED or fold_name(name).startswith(ERASED):
        raise InputError(said("'{name}' is reserved; choose another name", name=name))
    return name


def fold_name(name: str) -> str:
    """``name`` as it is compared: Anna, ANNA and anna are one account."""
    return normalize("NFC", normalize("NFC", name).casefold())
