"""A catalog as the text of a PO file, byte for byte as ``msgcat`` would write it."""

from __future__ import annotations

from i18nflow.catalog.values import Catalog, Entry
from i18nflow.catalog.wrap import PAGE_WIDTH, quoted, width


def write(catalog: Catalog) -> str:
    """The whole file, ending in one newline; "" for a catalog with nothing in it."""
    entries = ([catalog.header] if catalog.header else []) + list(catalog.entries)
    blocks = ["\n".join(_entry(entry)) for entry in entries]
    if catalog.trailing:
        blocks.append("\n".join(catalog.trailing))
    return "\n\n".join(blocks) + "\n" if blocks else ""


def _entry(entry: Entry) -> list[str]:
    wrap = "no-wrap" not in entry.flags
    mark = "#~ " if entry.obsolete else ""
    lines = [f"#{line}" for line in entry.comments]
    lines += [f"#. {line}" if line else "#." for line in entry.extracted]
    lines += _references(entry.references)
    if entry.flags:
        lines.append("#, " + ", ".join(entry.flags))
    before = "#~| " if entry.obsolete else "#| "
    for keyword, text in _previous(entry):
        lines += quoted(before, keyword, text, wrap=wrap)
    for keyword, text in _strings(entry):
        lines += quoted(mark, keyword, text, wrap=wrap)
    return lines


def _previous(entry: Entry) -> list[tuple[str, str]]:
    strings = (
        ("msgctxt", entry.previous_context),
        ("msgid", entry.previous),
        ("msgid_plural", entry.previous_plural),
    )
    return [(keyword, text) for keyword, text in strings if text is not None]


def _strings(entry: Entry) -> list[tuple[str, str]]:
    strings = [("msgctxt", entry.context)] if entry.context is not None else []
    strings.append(("msgid", entry.msgid))
    if entry.plural is None:
        strings.append(("msgstr", entry.msgstr))
    else:
        strings.append(("msgid_plural", entry.plural))
        strings += [(f"msgstr[{number}]", text) for number, text in enumerate(entry.plurals)]
    return [(keyword, text) for keyword, text in strings if text is not None]


def _references(places: tuple[str, ...]) -> list[str]:
    """``#:`` lines, a new one where the page is full."""
    lines: list[str] = []
    for place in places:
        if lines and width(lines[-1]) + 1 + width(place) <= PAGE_WIDTH:
            lines[-1] += f" {place}"
        else:
            lines.append(f"#: {place}")
    return lines
