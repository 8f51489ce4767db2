"""TMX 1.4b: a translation memory as a file, streamed in and out, so that its length does not matter.

https://www.gala-global.org/tmx-14b. Codes in a text (``<1>``) are written as ``bpt``, ``ept`` and ``ph``
elements, so that other tools see them as markup; theirs are dropped on reading, their text is kept.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from datetime import UTC, datetime
from io import BytesIO
from itertools import islice
from typing import BinaryIO
from xml.sax.saxutils import escape, quoteattr

from lxml import etree

from i18nflow.catalog.values import Header, Row
from i18nflow.interchange import common, guard
from i18nflow.interchange.guard import clean
from i18nflow.interchange.xml import LANG, all_of, local, of, text_of
from i18nflow.model import LanguagePair, Origin, State, Unit

_CODE = re.compile(r"<(/?)(\d{1,9})(/?)>", re.ASCII)
_AT_A_TIME = 500
_PROPS = {"x-article": "article", "x-segment": "segment", "x-before": "before", "x-after": "after"}


def write(units: Iterable[Unit], pair: LanguagePair) -> Iterator[str]:
    """The file in parts, to be written one after the other (UTF-8)."""
    yield (
        '<?xml version="1.0" encoding="UTF-8"?>\n<tmx version="1.4">\n  <header creationtool="i18nflow" '
        'creationtoolversion="1" segtype="sentence" o-tmf="i18nflow" adminlang="en" '
        f'srclang={quoteattr(pair.source)} datatype="plaintext"/>\n  <body>\n'
    )
    for unit in units:
        yield _unit(unit, pair)
    yield "  </body>\n</tmx>\n"


def encoded(units: Iterable[Unit], pair: LanguagePair) -> Iterator[bytes]:
    """The file in parts of some hundred units, as bytes."""
    parts = write(units, pair)
    while some := "".join(islice(parts, _AT_A_TIME)):
        yield some.encode()


def read(stream: BinaryIO, pair: LanguagePair, where: str) -> Iterator[Unit]:
    """The units of a TMX file in this pair of languages, one by one.

    A variant that the file does not name is no obstacle: ``en`` serves ``en-GB`` and the other way round, the
    exact tag first. Units without one of the two texts are passed over. Raises :class:`~i18nflow.errors.CatalogError`.
    """
    for tu in guard.elements(stream, "tu", where):
        texts = _texts(tu)
        source, target = _choose(texts, pair.source), _choose(texts, pair.target)
        if source and target:
            yield _read_unit(tu, source, target)


def of_article(rows: Sequence[Row], header: Header) -> bytes:
    """The confirmed and approved targets of an article as a TMX file."""
    present = common.present(rows)
    units = [
        Unit(
            source=row.source,
            target=row.target,
            before=present[at - 1].source if at else "",
            after=present[at + 1].source if at + 1 < len(present) else "",
            article=header.article,
            segment=row.key,
            author=row.author,
            created=row.changed,
        )
        for at, row in enumerate(present)
        if row.target and row.state in (State.APPROVED, State.TRANSLATED)
    ]
    return "".join(write(units, LanguagePair(header.source, header.target))).encode()


def read_all(data: bytes, pair: LanguagePair, where: str) -> list[Unit]:
    """All units of a TMX file that is in memory already."""
    return list(read(BytesIO(data), pair, where))


def _unit(unit: Unit, pair: LanguagePair) -> str:
    attributes = ""
    if unit.author:
        attributes += f" creationid={_quoted(unit.author)}"
    if unit.created:
        attributes += f' creationdate="{unit.created.astimezone(UTC):%Y%m%dT%H%M%SZ}"'
    props = [(name, getattr(unit, field)) for name, field in _PROPS.items()]
    props += [
        ("x-domain", unit.domain),
        ("x-origin", "" if unit.origin is Origin.HUMAN else str(unit.origin)),
    ]
    lines = [f"    <tu{attributes}>"]
    lines += [f'      <prop type="{name}">{_escaped(value)}</prop>' for name, value in props if value]
    for lang, text in ((pair.source, unit.source), (pair.target, unit.target)):
        lines.append(f"      <tuv xml:lang={quoteattr(lang)}><seg>{_seg(text)}</seg></tuv>")
    return "\n".join([*lines, "    </tu>\n"])


def _escaped(text: str) -> str:
    # A bare carriage return would come back as a newline.
    return escape(clean(text)).replace("\r", "&#13;")


def _quoted(text: str) -> str:
    return quoteattr(" ".join(clean(text).split()))


def _seg(text: str) -> str:
    """The text of a ``seg``: pairs of codes as bpt and ept, the others as ph."""
    paired = _pairs(text)
    parts, at = [], 0
    for index, found in enumerate(_CODE.finditer(text), 1):
        parts.append(_escaped(text[at : found.start()]))
        name, number = paired.get(index, ("ph", ""))
        mark = f' i="{number}"' if number else f' x="{index}"'
        parts.append(f"<{name}{mark}>{_escaped(found.group())}</{name}>")
        at = found.end()
    return "".join([*parts, _escaped(text[at:])])


def _pairs(text: str) -> dict[int, tuple[str, str]]:
    """The codes that open and close: index -> name of the element and number of the pair in this text."""
    opened: dict[str, int] = {}
    pairs: dict[int, tuple[str, str]] = {}
    for index, found in enumerate(_CODE.finditer(text), 1):
        closing, number, single = found.groups()
        if not closing and not single:
            opened[number] = index
        elif closing and not single and number in opened:
            first = opened.pop(number)
            pairs[first], pairs[index] = ("bpt", str(first)), ("ept", str(first))
    return pairs


def _texts(tu: etree._Element) -> list[tuple[str, str]]:
    found = []
    for tuv in all_of(tu, "tuv"):
        seg = of(tuv, "seg")
        if seg is not None:
            found.append(((tuv.get(LANG) or tuv.get("lang") or "").replace("_", "-").lower(), _plain(seg)))
    return found


def _choose(texts: Sequence[tuple[str, str]], lang: str) -> str:
    wanted = lang.lower()
    base = wanted.partition("-")[0]
    exact = [text for tag, text in texts if tag == wanted]
    near = [text for tag, text in texts if tag.partition("-")[0] == base]
    return next(iter([*exact, *near]), "")


def _plain(seg: etree._Element) -> str:
    """The text of a ``seg``; of inline elements only our own codes, of ``hi`` the text."""
    parts = [seg.text or ""]
    for one in seg:
        inner = text_of(one)
        if local(one) == "hi":
            parts.append(_plain(one))
        elif _CODE.fullmatch(inner):
            parts.append(inner)
        parts.append(one.tail or "")
    return "".join(parts)


def _read_unit(tu: etree._Element, source: str, target: str) -> Unit:
    props = {prop.get("type", ""): text_of(prop) for prop in all_of(tu, "prop")}
    origin = props.get("x-origin", "")
    return Unit(
        source=source,
        target=target,
        before=props.get("x-before", ""),
        after=props.get("x-after", ""),
        article=props.get("x-article", ""),
        segment=props.get("x-segment", ""),
        author=tu.get("creationid") or tu.get("changeid") or "",
        created=_date(tu.get("creationdate") or tu.get("changedate")),
        domain=props.get("x-domain", ""),
        origin=Origin(origin) if origin in set(Origin) else Origin.IMPORT if not props else Origin.HUMAN,
    )


def _date(text: str | None) -> datetime | None:
    if not text:
        return None
    try:
        return datetime.strptime(text, "%Y%m%dT%H%M%SZ").replace(tzinfo=UTC)
    except ValueError:
        return None
