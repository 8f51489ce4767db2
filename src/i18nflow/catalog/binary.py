"""A catalog in gettext's binary form."""

from __future__ import annotations

import polib

from i18nflow.catalog.values import Catalog, Entry


def to_mo(catalog: Catalog) -> bytes:
    """The bytes of a .mo file: fuzzy, obsolete and empty entries are left out, as msgfmt leaves them.

    The entries are handed to polib as values, not as text: its reader takes U+2028 inside a string for the
    end of a line.
    """
    binary = _File()
    binary.header_text = catalog.header.msgstr if catalog.header else ""
    for entry in catalog.entries:
        if not entry.obsolete and not entry.fuzzy and (entry.msgstr or any(entry.plurals)):
            binary.append(_entry(entry))
    return binary.to_binary()


class _File(polib.POFile):
    """A file whose header stays as it was read; polib puts its fields into an order of its own."""

    header_text = ""

    def metadata_as_entry(self) -> polib.POEntry:
        return polib.POEntry(msgid="", msgstr=self.header_text)


def _entry(entry: Entry) -> polib.POEntry:
    # polib takes an empty context for none; in the file a context is what stands before U+0004.
    msgid = f"\x04{entry.msgid}" if entry.context == "" else entry.msgid
    made = polib.POEntry(msgid=msgid, msgstr=entry.msgstr, msgctxt=entry.context)
    if entry.plural is not None:
        made.msgid_plural = entry.plural
        made.msgstr_plural = dict(enumerate(entry.plurals))
    return made
