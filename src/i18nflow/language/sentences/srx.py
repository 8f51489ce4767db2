"""A user's own sentence rules: reads SRX 2.0 (and 1.0) files and splits by them.

SRX is XML of ordered rules, each a pair of regular expressions for what stands before and after a place; the first
that fits decides whether a sentence ends there. https://www.gala-global.org/srx-20-april-7-2008
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import regex
from lxml import etree

from i18nflow.errors import InputError
from i18nflow.model import said

LARGEST = 4_000_000
"""Bytes; no set of rules is that long."""
PATIENCE = 2.0
"""Seconds that one rule may take on one line before it is refused: a user's expression may backtrack for ever."""

_LINE = regex.compile(r"[^\n\r\v\f\x1c-\x1e\x85\u2028\u2029]+")


@dataclass(frozen=True, slots=True)
class SrxRule:
    """One rule: a sentence ends (or not) at every empty match of ``place``; ``line`` is where the file says so."""

    breaks: bool
    place: regex.Pattern[str]
    line: int
    where: str


@dataclass(frozen=True, slots=True)
class Srx:
    """The rules of an SRX file. ``maps`` are (language pattern, rules) in the order of the file."""

    maps: tuple[tuple[regex.Pattern[str], tuple[SrxRule, ...]], ...]
    cascade: bool
    where: str

    def rules(self, lang: str) -> tuple[SrxRule, ...]:
        """The rules for a language: all maps that fit where the file cascades, else the first; () for none."""
        fitting = [rules for pattern, rules in self.maps if pattern.fullmatch(lang)]
        if not self.cascade:
            fitting = fitting[:1]
        return tuple(rule for rules in fitting for rule in rules)


def read(data: bytes, where: str) -> Srx:
    """The rules of an SRX file. Raises InputError with the line of what is wrong.

    Entities are not expanded and nothing is fetched.
    """
    root = _parse(data, where)
    cascade = any(element.get("cascade") == "yes" for element in _elements(root, "header"))
    languages = {
        element.get("languagerulename"): tuple(_rule(each, where) for each in _elements(element, "rule"))
        for element in _elements(root, "languagerule")
    }
    maps = []
    for element in _elements(root, "languagemap"):
        name = element.get("languagerulename")
        if name not in languages:
            raise InputError(
                said("there are no rules named {name}", name=f"{name!r}"), where=where, line=_line(element)
            )
        pattern = _compile(element.get("languagepattern") or ".*", where, element, regex.IGNORECASE)
        maps.append((pattern, languages[name]))
    if not maps:
        raise InputError(
            said("no <languagemap>: the file does not say which rules are for which language"), where=where
        )
    return Srx(tuple(maps), cascade, where)


def split(text: str, rules: tuple[SrxRule, ...]) -> list[tuple[int, int]]:
    """The sentences of ``text`` as (start, end), without outer white space. A line break always ends one.

    Raises InputError with the rule's line where a rule takes too long.
    """
    spans: list[tuple[int, int]] = []
    for line in _LINE.finditer(text):
        start, end = line.span()
        for at in [*(start + at for at in _breaks(line.group(), rules)), end]:
            stripped = text[start:at].lstrip()
            if stripped:
                first = at - len(stripped)
                spans.append((first, first + len(stripped.rstrip())))
            start = at
    return spans


def _breaks(line: str, rules: tuple[SrxRule, ...]) -> list[int]:
    decided: dict[int, bool] = {}
    for rule in rules:
        try:
            for match in rule.place.finditer(line, timeout=PATIENCE):
                decided.setdefault(match.start(), rule.breaks)
        except TimeoutError:
            raise InputError(
                said("this rule takes too long: simplify its expression"), where=rule.where, line=rule.line
            ) from None
    return sorted(at for at, breaks in decided.items() if breaks and 0 < at < len(line))


def _parse(data: bytes, where: str) -> etree._Element:
    if len(data) > LARGEST:
        raise InputError(
            said("larger than {limit} bytes: not a file of sentence rules", limit=f"{LARGEST:,}"), where=where
        )
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)
    try:
        root = etree.fromstring(data, parser)
    except etree.XMLSyntaxError as error:
        raise InputError(
            said("not well-formed XML: {reason}", reason=error.msg), where=where, line=error.lineno
        ) from error
    if etree.QName(root).localname != "srx":
        raise InputError(
            said("not SRX: the root is <{root}>", root=etree.QName(root).localname),
            where=where,
            line=_line(root),
        )
    for entity in root.iter(etree.Entity):
        raise InputError(
            said("entities are not expanded: write the characters"), where=where, line=_line(entity)
        )
    return root


def _elements(parent: etree._Element, name: str) -> Iterator[etree._Element]:
    """The elements of that name below ``parent``, in whatever namespace the version of SRX has."""
    return parent.iter(f"{{*}}{name}")


def _text(parent: etree._Element, name: str) -> str:
    return "".join(str(text) for each in _elements(parent, name) for text in each.itertext())


def _line(element: etree._Element) -> int:
    line = element.sourceline
    return line if isinstance(line, int) else 0


def _rule(element: etree._Element, where: str) -> SrxRule:
    before = _text(element, "beforebreak")
    after = _text(element, "afterbreak")
    for part in (before, after):
        _compile(part, where, element)
    place = (f"(?<=(?:{before}))" if before else "") + (f"(?=(?:{after}))" if after else "")
    return SrxRule(element.get("break") != "no", _compile(place, where, element), _line(element), where)


def _compile(pattern: str, where: str, element: etree._Element, flags: int = 0) -> regex.Pattern[str]:
    try:
        return regex.compile(pattern, flags | regex.VERSION1)
    except (regex.error, RecursionError, OverflowError) as error:
        raise InputError(
            said("not a regular expression: {pattern} ({reason})", pattern=f"{pattern!r}", reason=error),
            where=where,
            line=_line(element),
        ) from error
