"""The language switch: the versions of a page, each by its language's own name."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from i18nflow.publish.text import escape, quoted
from i18nflow.publish.words import Words


class Choice(NamedTuple):
    """One entry of a switch; ``lang`` is "" for a parallel page, which ``name`` tells from others where there are several."""

    lang: str
    name: str
    href: str
    current: bool = False


class Switch:
    """The switch of pages that are versions of each other.

    ``versions`` are (language, name, path), the language "" for a parallel page; ``root`` is the way from each of them
    to the root of the site.
    """

    def __init__(self, versions: Sequence[tuple[str, str, str]], root: str) -> None:
        self._root = root
        self._versions = versions
        attributes = [f" lang={lang} hreflang={lang}" if lang else "" for lang, _, _ in versions]
        self._items = [
            (
                path,
                lang,
                escape(name),
                f"<li><a href={quoted(root + path)}{more}>",
                f"<li><a href=./{more} aria-current=page>",
            )
            for (lang, name, path), more in zip(versions, attributes, strict=True)
        ]

    def html(self, page: str, words: Words) -> str:
        """The switch on the page at the path ``page``; nothing where there is nothing to choose."""
        if not self._items or (len(self._items) == 1 and self._items[0][0] == page):
            return ""
        _, items = words, ""
        for path, lang, name, link, here in self._items:
            said = name
            if not lang:
                beside = escape(_("Side by side"))
                said = f"{beside}: {name}" if name else beside
            items += f"{here if path == page else link}{said}</a>"
        label = _("Language")
        return f"<nav class=switch aria-label={quoted(label)}><ul>{items}</ul></nav>"

    def choices(self, page: str) -> list[Choice]:
        """The same for a template that writes it in its own way."""
        return [
            Choice(lang, name, "./", current=True) if path == page else Choice(lang, name, self._root + path)
            for lang, name, path in self._versions
        ]
