"""A PO file as a :class:`Catalog`: everything in it is kept, everything broken is named with its line."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace

from i18nflow.catalog.decode import decode
from i18nflow.catalog.values import Catalog, Entry
from i18nflow.errors import CatalogError
from i18nflow.model import Said, said

_KEYWORD = re.compile(r"(msgctxt|msgid_plural|msgid|msgstr)(?:\[(\d+)\])?[ \t]*(?=[\"\s]|$)")
_STRINGS = re.compile(r'(?:[ \t]*"(?:[^"\\]|\\.)*")+[ \t]*')
_STRING = re.compile(r'"((?:[^"\\]|\\.)*)"')
_ESCAPE = re.compile(r"\\(?:([abtnvfr\\\"?'])|([0-7]{1,3})|x([0-9A-Fa-f]{1,2})|(.))")
_SIMPLE = {
    "a": "\a",
    "b": "\b",
    "t": "\t",
    "n": "\n",
    "v": "\v",
    "f": "\f",
    "r": "\r",
    "\\": "\\",
    '"': '"',
    "?": "?",
    "'": "'",
}
_CHARSET = re.compile(r"(Content-Type:[^\n]*?charset=)([A-Za-z0-9_.:()+-]+)", re.IGNORECASE)
_REFERENCE = re.compile("(?:\u2068[^\u2069]*\u2069|[^ \\t\u2068])+")


def from_po(data: bytes, where: str) -> Catalog:
    """The catalog in ``data``; ``where`` names the file in errors.

    Raises :class:`CatalogError` with line and reason: bytes outside the charset, a string without its closing
    quote, an unknown keyword or escape, a msgid without msgstr, two entries for the same msgid.
    """
    text, notes = decode(data, where)
    drafts, trailing = _drafts(text, where)
    entries = [draft.entry(where) for draft in drafts]
    header = next((e for e in entries if e.msgid == "" and e.context is None and not e.obsolete), None)
    _refuse_duplicates(entries, where)
    if header is None:
        notes += (said("it has no header entry"),)
    return Catalog(
        header=header and replace(header, msgstr=_CHARSET.sub(_utf8, header.msgstr)),
        entries=tuple(entry for entry in entries if entry is not header),
        trailing=trailing,
        where=where,
        notes=notes,
    )


def _utf8(found: re.Match[str]) -> str:
    """What a header says of its charset once the file is written, which is always in UTF-8."""
    is_placeholder = found[2].upper() == "CHARSET"
    return found[0] if is_placeholder or found[2].upper() in ("UTF-8", "UTF8") else f"{found[1]}UTF-8"


@dataclass(slots=True)
class _Draft:
    """An entry while its lines come in."""

    line: int
    comments: list[str] = field(default_factory=list)
    extracted: list[str] = field(default_factory=list)
    references: list[str] = field(default_factory=list)
    flags: list[str] = field(default_factory=list)
    raw: list[str] = field(default_factory=list)
    strings: dict[str, str] = field(default_factory=dict)
    previous: dict[str, str] = field(default_factory=dict)
    obsolete: bool | None = None
    start: int = 0

    @property
    def complete(self) -> bool:
        return any(name.startswith("msgstr") for name in self.strings)

    def entry(self, where: str) -> Entry:
        """The finished entry; raises where a part of it is missing."""
        at = self.start or self.line
        if "msgid" not in self.strings:
            raise CatalogError(said("this entry has no msgid"), where=where, line=at)
        if not self.complete:
            raise CatalogError(said("this msgid has no msgstr"), where=where, line=at)
        plurals = [name for name in self.strings if name.startswith("msgstr[")]
        if plurals != [f"msgstr[{number}]" for number in range(len(plurals))]:
            raise CatalogError(said("the plural forms are not numbered 0, 1, 2 …"), where=where, line=at)
        if bool(plurals) != ("msgid_plural" in self.strings) or (plurals and "msgstr" in self.strings):
            raise CatalogError(said("msgid_plural and msgstr[n] belong together"), where=where, line=at)
        return Entry(
            msgid=self.strings["msgid"],
            msgstr=self.strings.get("msgstr", ""),
            context=self.strings.get("msgctxt"),
            plural=self.strings.get("msgid_plural"),
            plurals=tuple(self.strings[name] for name in plurals),
            flags=tuple(self.flags),
            previous=self.previous.get("msgid"),
            previous_context=self.previous.get("msgctxt"),
            previous_plural=self.previous.get("msgid_plural"),
            comments=tuple(self.comments),
            extracted=tuple(self.extracted),
            references=tuple(self.references),
            obsolete=bool(self.obsolete),
            line=at,
        )


def _drafts(text: str, where: str) -> tuple[list[_Draft], tuple[str, ...]]:
    """The entries, and the comment lines after the last of them."""
    reader = _Reader(where)
    for number, line in enumerate(text.split("\n"), 1):
        reader.take(line, number)
    return reader.finish()


class _Reader:
    """Puts lines into entries. A comment or a new msgid after a msgstr begins the next entry."""

    def __init__(self, where: str) -> None:
        self._where = where
        self._done: list[_Draft] = []
        self._now = _Draft(1)
        self._open: tuple[dict[str, str], str] | None = None  # where a further quoted line belongs

    def take(self, line: str, number: int) -> None:
        stripped = line.strip(" \t")
        if not stripped:
            self._open = None
        elif stripped.startswith("#~|"):
            self._keyword(stripped[3:].strip(" \t"), number, previous=True, obsolete=True)
        elif stripped.startswith("#~"):
            self._obsolete(stripped[2:].strip(" \t"), number)
        elif stripped.startswith("#|"):
            self._keyword(stripped[2:].strip(" \t"), number, previous=True, obsolete=False)
        elif stripped.startswith("#"):
            self._comment(line.lstrip(" \t"), number)
        else:
            self._keyword(stripped, number, previous=False, obsolete=False)

    def finish(self) -> tuple[list[_Draft], tuple[str, ...]]:
        if self._now.strings or self._now.previous:
            self._done.append(self._now)
            return self._done, ()
        return self._done, tuple(self._now.raw)

    def _obsolete(self, rest: str, number: int) -> None:
        # As gettext's programs read it: a mark within the mark is the mark of what was there, and no comment.
        if rest.startswith("#~"):
            raise self._error(_complaint(rest), number)
        if rest.startswith("#|"):
            self._keyword(rest[2:].strip(" \t"), number, previous=True, obsolete=True)
        elif rest.startswith("#"):
            self._comment(rest, number)
        elif rest:
            self._keyword(rest, number, previous=False, obsolete=True)

    def _next(self, number: int) -> None:
        if self._now.complete:
            self._done.append(self._now)
            self._now = _Draft(number)

    def _comment(self, line: str, number: int) -> None:
        self._open = None
        self._next(number)
        now, rest = self._now, line[2:]
        now.raw.append(line)
        if line.startswith("#."):
            now.extracted.append(rest.removeprefix(" "))
        elif line.startswith("#:"):
            now.references += _REFERENCE.findall(rest)
        elif line.startswith("#,"):
            now.flags += [flag.strip() for flag in rest.split(",") if flag.strip()]
        else:
            now.comments.append(line[1:])

    def _keyword(self, rest: str, number: int, *, previous: bool, obsolete: bool) -> None:
        found = _KEYWORD.match(rest)
        if not found:
            self._continue(rest, number)
            return
        name = found.group(1) + (f"[{found.group(2)}]" if found.group(2) is not None else "")
        if previous or name in ("msgctxt", "msgid"):
            self._next(number)
        strings = self._now.previous if previous else self._now.strings
        self._check_order(name, strings, number, previous=previous)
        if not previous:
            self._mark_obsolete(number, obsolete=obsolete)
            self._now.start = self._now.start or number
        strings[name] = self._string(rest[found.end() :], number)
        self._open = (strings, name)

    def _check_order(self, name: str, strings: dict[str, str], number: int, *, previous: bool) -> None:
        if name in strings:
            raise self._error(
                said("a second {name} in one entry: a msgstr is missing before it", name=name), number
            )
        if name in ("msgid_plural",) and "msgid" not in strings:
            raise self._error(said("{name} without msgid", name=name), number)
        if name.startswith("msgstr") and (previous or "msgid" not in strings):
            raise self._error(said("{name} without msgid", name=name), number)
        if name == "msgctxt" and "msgid" in strings:
            raise self._error(said("msgctxt after msgid: it belongs before it"), number)

    def _mark_obsolete(self, number: int, *, obsolete: bool) -> None:
        if self._now.obsolete is None:
            self._now.obsolete = obsolete
        elif self._now.obsolete != obsolete:
            raise self._error(said("one entry is partly marked obsolete (#~)"), number)

    def _continue(self, rest: str, number: int) -> None:
        if not rest.startswith('"'):
            raise self._error(_complaint(rest), number)
        if self._open is None:
            raise self._error(said("a string that belongs to no msgid or msgstr"), number)
        strings, name = self._open
        strings[name] += self._string(rest, number)

    def _string(self, rest: str, number: int) -> str:
        if not _STRINGS.fullmatch(rest):
            raise self._error(_complaint(rest), number)
        return "".join(self._unescape(part, number) for part in _STRING.findall(rest))

    def _unescape(self, text: str, number: int) -> str:
        def plain(found: re.Match[str]) -> str:
            simple, octal, hexadecimal, unknown = found.groups()
            if unknown is not None:
                raise self._error(said("unknown escape '\\{unknown}'", unknown=unknown), number)
            if simple is not None:
                return _SIMPLE[simple]
            return chr(int(octal, 8) if octal is not None else int(hexadecimal, 16))

        return _ESCAPE.sub(plain, text) if "\\" in text else text

    def _error(self, message: Said, number: int) -> CatalogError:
        return CatalogError(message, where=self._where, line=number)


def _complaint(rest: str) -> Said:
    """Why a line cannot be read."""
    if re.match(r"<{7}|={7}|>{7}", rest):
        return said("a merge conflict was left in the file; resolve it first")
    if not rest.strip():
        return said("a string is missing here")
    if rest.count('"') - rest.count('\\"') == 1:
        return said("this string has no closing quote")
    if rest.startswith('"'):
        return said(
            'unexpected text after a closing quote, or a quote inside a string that is not written as \\"'
        )
    word = rest.split(None, 1)[0][:30]
    return said("'{word}' is no keyword of a PO file", word=word)


def _refuse_duplicates(entries: list[Entry], where: str) -> None:
    seen: dict[tuple[str | None, str], int | None] = {}
    for entry in _active(entries):
        key = (entry.context, entry.msgid)
        if key in seen:
            text = said("the same msgid as in line {line}: keep one of the two", line=seen[key])
            raise CatalogError(text, where=where, line=entry.line)
        seen[key] = entry.line


def _active(entries: list[Entry]) -> Iterator[Entry]:
    # gettext refuses equal obsolete entries too, but nothing depends on them here and both can be kept.
    return (entry for entry in entries if not entry.obsolete)
