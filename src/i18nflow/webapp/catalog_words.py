"""What a report of an import says, in the language of the page; the report itself speaks English, for every edge."""

from __future__ import annotations

import re

from i18nflow.webapp.words import _

_NUMBER = re.compile(r"\d+")


def reason(text: str) -> str:
    """Why a change is what it is."""
    return _said(text, _reasons())


def note(text: str) -> str:
    """What was remarkable about the reading of a file."""
    if text.startswith("it was read as "):
        return _("It was read as %(charset)s; catalogs are written in UTF-8.") % {
            "charset": text.removeprefix("it was read as ").partition(";")[0]
        }
    return _said(text, _notes())


def _said(text: str, known: dict[str, str]) -> str:
    """The words for ``text``, where a number in it stands for any."""
    numbers = _NUMBER.findall(text)
    said = known.get(_NUMBER.sub("N", text), text)
    return said % {"number": numbers[0]} if numbers and "%(number)s" in said else said


def _reasons() -> dict[str, str]:
    return {
        "obsolete in the file": _("obsolete in the file"),
        "articles have no plural entries": _("articles have no plural entries"),
        "no segment of the article has this source": _("no segment of the article has this source"),
        "confirmed in the file, changed here": _("confirmed in the file, changed here"),
        "what was sent out is not known": _("it is not known what was sent out"),
        "changed in the file and here": _("changed in the file and here"),
        "unfinished in the file": _("unfinished in the file"),
        "unfinished in the file, decided here": _("unfinished in the file, decided here"),
        "emptied in the file; the text here stays": _("emptied in the file; the text here stays"),
        "marked fuzzy in the file": _("marked fuzzy in the file"),
        "confirmed in the file, rejected here": _("confirmed in the file, rejected here"),
        "confirmed in the file": _("confirmed in the file"),
        "no longer in the article": _("no longer in the article"),
        "its source has changed since": _("its source has changed since"),
        "its source has changed since; no new text in the file": _("its source has changed since; no new text in the file"),
        "its context is unknown here and N segments have this source": _("its context is unknown here, and %(number)s segments have this source"),
        "two texts were merged and nobody decided between them": _("two texts were merged and nobody decided between them"),
        "N segments with this source have different targets": _("%(number)s segments with this source have different targets"),
    }  # fmt: skip


def _notes() -> dict[str, str]:
    return {
        "it has no header entry": _("The file has no header entry."),
        "a byte order mark was dropped; gettext's own tools refuse files with one": _("A byte order mark was dropped; gettext's own tools refuse files with one."),
        "no charset is named; UTF-N was assumed": _("The file names no charset; UTF-8 was assumed."),
        "its lines end in CR LF; they are written with LF": _("Its lines end in CR LF; they are written with LF."),
    }  # fmt: skip
