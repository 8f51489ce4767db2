"""The program's own catalogs kept in step with the code: ``python -m i18nflow.catalog.own [--check]``.

For each domain (``ui`` the review pages, ``site`` the published ones) the messages in Python files and
templates become ``locales/<domain>.pot``, and every ``locales/<lang>/LC_MESSAGES/<domain>.po`` gets the new
ones without a translation and marks the vanished ones obsolete. ``--check`` writes nothing and ends with
status 1 where a file would change. No file names and lines are written: they would change with every edit.

A tool for people who work on the program: it runs in a checkout and is not a stage of anything.
"""

from __future__ import annotations

import argparse
import re
import sys
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from babel.messages.catalog import PYTHON_FORMAT
from babel.messages.extract import DEFAULT_KEYWORDS, extract_from_dir

from i18nflow import resources
from i18nflow.catalog.read import from_po
from i18nflow.catalog.values import Catalog, Entry
from i18nflow.catalog.write import write

_WORDS = {**DEFAULT_KEYWORDS, "_n": (1, 2)}
_SAID = {"said": None}


@dataclass(frozen=True, slots=True)
class Place:
    """A folder with messages, the functions that mark them, and what below it is left out."""

    folder: str
    keywords: Mapping[str, Any] = field(default_factory=lambda: _WORDS)
    without: tuple[str, ...] = ()


DOMAINS = {
    "site": (Place("src/i18nflow/publish"), Place("web/templates/site")),
    "ui": (
        Place("src/i18nflow/webapp"),
        Place("web/templates/ui"),
        # Errors, findings and whatever else the program says to people: a page says it in their language. The
        # command line and the API speak English.
        Place("src/i18nflow", _SAID, ("cli/**", "webapp/api/**")),
    ),
}
_METHODS = [("**.py", "python"), ("**.html", "jinja2"), ("**.xml", "jinja2"), ("**.txt", "jinja2")]
_HEADER = """\
Project-Id-Version: i18nflow {domain} 1
POT-Creation-Date: 2026-11-24 00:00+0000
PO-Revision-Date: YEAR-MO-DA HO:MI+ZONE
Last-Translator: FULL NAME <EMAIL@ADDRESS>
Language-Team: LANGUAGE
Language:\x20
MIME-Version: 1.0
Content-Type: text/plain; charset=UTF-8
Content-Transfer-Encoding: 8bit
"""


def main(arguments: Sequence[str] | None = None) -> int:
    """Bring the catalogs up to date (or look whether they are); the exit status."""
    parser = argparse.ArgumentParser(prog="python -m i18nflow.catalog.own", description=__doc__)
    parser.add_argument("--check", action="store_true", help="write nothing; status 1 if a file would change")
    check = parser.parse_args(arguments).check
    stale = outdated(resources.root())
    for path, text in stale.items():
        if not check:
            path.write_text(text, "utf-8")
        sys.stdout.write(f"{'out of date' if check else 'written'}: {path}\n")
    return 1 if check and stale else 0


def outdated(root: Path) -> dict[Path, str]:
    """Every catalog of our own below ``root`` that the code no longer agrees with, and what it should say."""
    wanted: dict[Path, str] = {}
    for domain, places in DOMAINS.items():
        path = root / "locales" / f"{domain}.pot"
        template = _template(domain, path, tuple(_messages(root, places)))
        wanted[path] = write(template)
        for catalog in sorted((root / "locales").glob(f"*/LC_MESSAGES/{domain}.po")):
            wanted[catalog] = write(merged(from_po(catalog.read_bytes(), str(catalog)), template))
    return {
        path: text for path, text in wanted.items() if not path.is_file() or path.read_text("utf-8") != text
    }


def merged(catalog: Catalog, template: Catalog) -> Catalog:
    """``catalog`` with the messages of ``template``: translations kept, vanished ones obsolete."""
    known = {(entry.context, entry.msgid): entry for entry in catalog.entries}
    found = re.search(r"nplurals=(\d+)", catalog.get("Plural-Forms"))
    forms = int(found.group(1)) if found else 2
    present = [_renewed(entry, known.get((entry.context, entry.msgid)), forms) for entry in template.entries]
    names = {(entry.context, entry.msgid) for entry in present}
    gone = [
        replace(entry, obsolete=True)
        for name, entry in known.items()
        if name not in names and (entry.msgstr or any(entry.plurals))
    ]
    return replace(catalog, entries=(*present, *gone))


def _renewed(entry: Entry, known: Entry | None, forms: int) -> Entry:
    if known is None or known.plural != entry.plural:
        return replace(entry, plurals=("",) * forms if entry.plural is not None else ())
    fuzzy = ("fuzzy",) if known.fuzzy else ()
    return replace(
        entry,
        msgstr=known.msgstr,
        plurals=known.plurals,
        comments=known.comments,
        flags=(*fuzzy, *entry.flags),
    )


def _template(domain: str, path: Path, entries: tuple[Entry, ...]) -> Catalog:
    """The messages under the header that the template already has: no date of today gets in."""
    header = from_po(path.read_bytes(), str(path)).header if path.is_file() else None
    return Catalog(header or Entry("", _HEADER.format(domain=domain)), entries)


def _messages(root: Path, places: Sequence[Place]) -> Iterator[Entry]:
    """The messages of some places, each once, in alphabetical order."""
    found: dict[tuple[str | None, str], Entry] = {}
    for place in places:
        methods = [*((pattern, "ignore") for pattern in place.without), *_METHODS]
        for _, _, message, comments, context in extract_from_dir(
            root / place.folder,
            methods,
            {},
            place.keywords,
            comment_tags=("TRANSLATORS:",),
            strip_comment_tags=True,
        ):
            msgid, plural = message if isinstance(message, tuple) else (message, None)
            if msgid:
                entry = _entry(msgid, plural, context, tuple(comments))
                found.setdefault((context, msgid), entry)
    yield from (found[name] for name in sorted(found, key=lambda name: (name[1], name[0] or "")))


def _entry(msgid: str, plural: str | None, context: str | None, comments: tuple[str, ...]) -> Entry:
    formatted = bool(PYTHON_FORMAT.search(msgid) or PYTHON_FORMAT.search(plural or ""))
    return Entry(
        msgid=msgid,
        context=context,
        plural=plural,
        plurals=("", "") if plural is not None else (),
        flags=("python-format",) if formatted else (),
        extracted=comments,
    )


if __name__ == "__main__":
    sys.exit(main())
