"""TMX and TBX: what goes out comes back, and what other tools write is read."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from io import BytesIO

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from i18nflow import interchange
from i18nflow.catalog import Header, Row
from i18nflow.errors import CatalogError
from i18nflow.interchange import Format, tbx, tmx
from i18nflow.model import LanguagePair, Origin, State, Term, TermStatus, Unit

PAIR = LanguagePair("lv", "en-GB")
UNITS = [
    Unit(
        "<1>Osta</1> < jūra & vējš<2/>",
        "<1>Port</1> < sea & wind<2/>",
        before="Pirms",
        after="Pēc",
        article="ostas-zinas",
        segment="aaaa2222",
        author='Ilze "K" <i@example.org>',
        created=datetime(2026, 3, 4, 5, 6, 7, tzinfo=UTC),
        domain="ostas",
    ),
    Unit("Jā.", "Yes.", origin=Origin.MACHINE),
]


def test_units_come_back() -> None:
    """Texts with codes, context, author, time in UTC, domain and origin."""
    data = "".join(tmx.write(UNITS, PAIR)).encode()
    assert tmx.read_all(data, PAIR, "x.tmx") == UNITS
    assert b'creationdate="20260304T050607Z"' in data
    assert b'<bpt i="1">&lt;1&gt;</bpt>Osta<ept i="1">' in data


PARTS = st.sampled_from(["<1>", "</1>", "<2/>", "\n", "\r"]) | st.characters(
    exclude_categories=["Cs", "Cc", "Cn"]
)
TEXT = st.lists(PARTS, min_size=1, max_size=20).map("".join)


@settings(deadline=None)
@given(st.lists(st.tuples(TEXT, TEXT), max_size=3))
def test_any_text_survives(texts: list[tuple[str, str]]) -> None:
    """Codes in whatever order, any character XML can hold."""
    units = [Unit(source, target, article="a") for source, target in texts]
    assert tmx.read_all("".join(tmx.write(units, PAIR)).encode(), PAIR, "x.tmx") == units


def test_an_articles_confirmed_texts_as_a_memory() -> None:
    """Drafts are nobody's word and stay out; neighbours are kept as context."""
    rows = [
        Row("k1", "Viens", "One", State.APPROVED),
        Row("k2", "Divi", "Two", State.DRAFT),
        Row("k3", "Trīs", "Three", State.TRANSLATED),
    ]
    units = tmx.read_all(interchange.render(Format.TMX, rows, Header("a", "lv", "en-GB")), PAIR, "x.tmx")
    assert [(u.source, u.target, u.before, u.after, u.segment) for u in units] == [
        ("Viens", "One", "", "Divi", "k1"),
        ("Trīs", "Three", "Divi", "", "k3"),
    ]


def test_a_foreign_memory_is_read() -> None:
    """Several languages and variants, old attributes, inline elements of other tools, lower-case tags."""
    text = """<tmx version="1.1"><header srclang="*all*"/><body>
    <tu creationid="X" creationdate="20200101T000000Z"><note>n</note>
      <tuv lang="LV"><seg>Spied <bpt i="1">&lt;b&gt;</bpt>te<ept i="1">&lt;/b&gt;</ept><hi>!</hi></seg></tuv>
      <tuv xml:lang="en-US"><seg>Press here (US)</seg></tuv>
      <tuv xml:lang="en-gb"><seg>Press <ph x="1">{0}</ph>here!</seg></tuv>
      <tuv xml:lang="de"><seg>Hier</seg></tuv></tu>
    <tu><tuv xml:lang="lv"><seg>Vientuļš</seg></tuv></tu>
    <tu><tuv xml:lang="lv-LV"><seg>Labi</seg></tuv><tuv xml:lang="en_US"><seg>Fine</seg></tuv></tu>
    </body></tmx>"""
    units = tmx.read_all(text.encode(), PAIR, "x.tmx")
    assert [(u.source, u.target, u.author, u.origin) for u in units] == [
        ("Spied te!", "Press here!", "X", Origin.IMPORT),
        ("Labi", "Fine", "", Origin.IMPORT),
    ]
    assert units[0].created == datetime(2020, 1, 1, tzinfo=UTC)


def test_a_corpus_of_opus_is_read() -> None:
    """Its files name languages by ``lang`` or ``xml:lang``, give a date that is none, and say nothing of a unit."""
    text = """<?xml version="1.0" encoding="UTF-8" ?><tmx version="1.4">
    <header creationdate="Mon Oct 19 12:00:00 2020" srclang="en" adminlang="en" o-tmf="unknown" segtype="sentence"
      creationtool="Uplug" creationtoolversion="unknown" datatype="PlainText" /><body>
    <tu><tuv xml:lang="en"><seg>The port is open.</seg></tuv><tuv xml:lang="lv"><seg>Osta ir vaļā.</seg></tuv></tu>
    <tu><tuv lang="en"><seg>Two &amp; three.</seg></tuv><tuv lang="lv"><seg>Divi &amp; trīs.</seg></tuv></tu>
    <tu><tuv lang="en"><seg/></tuv><tuv lang="lv"><seg>Viens.</seg></tuv></tu></body></tmx>"""
    units = tmx.read_all(text.encode(), PAIR, "lv-en.tmx")
    assert [(unit.source, unit.target) for unit in units] == [
        ("Osta ir vaļā.", "The port is open."), ("Divi & trīs.", "Two & three."),
    ]  # fmt: skip


def test_a_long_memory_streams() -> None:
    """Units come one by one: the first is there before the rest is parsed."""

    class Counting(BytesIO):
        taken = 0

        def read(self, size: int | None = -1, /) -> bytes:
            part = super().read(size)
            self.taken += len(part)
            return part

    stream = Counting(
        "".join(tmx.write((Unit(f"Teikums {n}", f"Sentence {n}") for n in range(20_000)), PAIR)).encode()
    )
    units = tmx.read(stream, PAIR, "x.tmx")
    assert next(units).target == "Sentence 0"
    assert stream.taken < 200_000
    assert sum(1 for _ in units) == 19_999


def test_a_broken_memory_is_refused_with_its_line() -> None:
    """Units before the break were given, then the error comes."""
    text = '<tmx><body>\n<tu><tuv xml:lang="lv"><seg>a</seg></tuv><tuv xml:lang="en"><seg>b</seg></tuv></tu>\n<tu></body>'
    with pytest.raises(CatalogError, match="line 3"):
        tmx.read_all(text.encode(), PAIR, "x.tmx")


TERMS = (
    Term(
        "osta",
        "port",
        pos="noun",
        domain="jūra",
        note="sea port",
        accept=("ports", "the port"),
        extra={"tēma": "1"},
    ),
    Term("osta", "harbour", TermStatus.ADMITTED, pos="noun", domain="jūra"),
    Term("osta", "haven", TermStatus.FORBIDDEN, pos="noun", domain="jūra"),
    Term(
        "kuģis",
        "ship",
        gender="m",
        avoid=("boat",),
        also=("kuģ.",),
        never=("kuģi-",),
        case="exact",
        enforce="no",
    ),
    Term("LETA", "", TermStatus.DO_NOT_TRANSLATE),
)


def test_terms_come_back() -> None:
    """Every column, several renderings of one source in their order."""
    back = tbx.read(tbx.write(TERMS, PAIR), PAIR, "x.tbx")
    assert tuple(replace(term, line=None) for term in back) == TERMS


def test_one_concept_holds_all_renderings() -> None:
    """As terminology tools expect it."""
    assert tbx.write(TERMS, PAIR).count(b"<termEntry") == 3


def test_an_empty_glossary_is_refused() -> None:
    """TBX has no word for it."""
    with pytest.raises(CatalogError, match="no entries"):
        tbx.write((), PAIR)


def test_the_newer_generation_is_read() -> None:
    """ISO 30042:2019 in both of its styles."""
    text = """<tbx xmlns="urn:iso:std:iso:30042:ed-2" type="TBX-Basic" style="{style}" xml:lang="lv"
    xmlns:min="http://www.tbxinfo.net/ns/min" xmlns:basic="http://www.tbxinfo.net/ns/basic"><text><body>
    <conceptEntry id="c1">{domain}<langSec xml:lang="lv"><termSec><term>bāka</term></termSec></langSec>
    <langSec xml:lang="en"><termSec><term>lighthouse</term>{status}</termSec></langSec>
    <langSec xml:lang="de"><termSec><term>Leuchtturm</term></termSec></langSec></conceptEntry></body></text></tbx>"""
    dca = text.format(
        style="dca",
        domain='<descrip type="subjectField">jūra</descrip>',
        status='<termNote type="administrativeStatus">admittedTerm-admn-sts</termNote>',
    )
    (term,) = tbx.read(dca.encode(), PAIR, "x.tbx")
    assert (term.source, term.target, term.status, term.domain) == (
        "bāka",
        "lighthouse",
        TermStatus.ADMITTED,
        "jūra",
    )
    dct = text.format(
        style="dct",
        domain="<min:subjectField>jūra</min:subjectField>",
        status="<min:administrativeStatus>deprecatedTerm-admn-sts</min:administrativeStatus>",
    )
    (term,) = tbx.read(dct.encode(), PAIR, "x.tbx")
    assert (term.status, term.domain) == (TermStatus.FORBIDDEN, "jūra")
