"""Inline markup as numbered codes: from HTML and back, for engines and back."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from i18nflow import markup
from i18nflow.model import Code

EM, STRONG, BREAK = Code(1, "em"), Code(2, "strong"), Code(3, "br", empty=True)

WORDS = st.text(alphabet=list("ab <>&1/{}\"'ā."), max_size=8)


@st.composite
def coded(draw: st.DrawFn) -> tuple[str, tuple[Code, ...]]:
    """A text with well-nested codes, made from HTML so that numbers avoid its literal text."""
    pieces = draw(
        st.lists(st.tuples(WORDS, st.sampled_from(["", "em", "strong", "a", "br", "nested"])), max_size=5)
    )
    html = ""
    for words, tag in pieces:
        text = words.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
        html += {
            "": text,
            "br": text + "<br>",
            "a": f'<a href="https://example.com/?a=1&amp;b" title="&quot;x">{text}</a>',
            "nested": f"<em>{text}<sup>{text}</sup></em>",
        }.get(tag, f"<{tag}>{text}</{tag}>")
    return markup.from_html(html)


@pytest.mark.parametrize(
    ("html", "text", "kinds"),
    [
        ("a <b>bold</b> c", "a <1>bold</1> c", ["strong"]),
        ("<i>a <b>b</b></i><br/>c", "<1>a <2>b</2></1><3/>c", ["em", "strong", "br"]),
        ("&lt;1&gt; <em>x</em>", "<1> <2>x</2>", ["em"]),
        ("<a href='javascript:x()'>no</a> <script>no()</script>yes", "no yes", []),
        ("<a href='https://example.com'>yes</a>", "<1>yes</1>", ["link"]),
        ("<span>a</span>\n  <em></em>b", "a b", []),
        ("<b>a <i>b</b> c</i>", "<1>a <2>b</2></1> c", ["strong", "em"]),
        (
            "H<sub>2</sub>O, m<sup>2</sup>, <code>x</code>",
            "H<1>2</1>O, m<2>2</2>, <3>x</3>",
            ["sub", "sup", "code"],
        ),
    ],
)
def test_from_html(html: str, text: str, kinds: list[str]) -> None:
    """Known markup becomes codes, the rest is dropped without its words (scripts with them)."""
    found, codes = markup.from_html(html)
    assert found == text
    assert [code.kind for code in codes] == kinds


@given(coded())
def test_html_and_back(value: tuple[str, tuple[Code, ...]]) -> None:
    """What to_html writes, from_html reads."""
    text, codes = value
    html, still_open = markup.to_html(text, codes)
    assert still_open == ()
    assert markup.from_html(html) == value


@pytest.mark.parametrize(
    ("text", "codes", "html"),
    [
        ("<1>a</1> & <b>", (EM,), "<em>a</em> &amp; &lt;b&gt;"),
        ("<1>a <2>b</1> c</2>", (EM, STRONG), "<em>a <strong>b</strong></em><strong> c</strong>"),
        ("a</1> <9>b</9>", (EM,), "a &lt;9&gt;b&lt;/9&gt;"),
        ("<1>x</1>", (Code(1, "link", href="javascript:alert(1)"),), "x"),
        (
            "<1>x</1>",
            (Code(1, "link", href='https://e.lv/"><script>'),),
            '<a href="https://e.lv/&quot;&gt;&lt;script&gt;">x</a>',
        ),
        ("a<3/>b<1/>", (EM, BREAK), "a<br>b&lt;1/&gt;"),
    ],
)
def test_to_html_is_safe_and_well_formed(text: str, codes: tuple[Code, ...], html: str) -> None:
    """Everything is escaped, crossed codes are put in order, unsafe links lose their address."""
    assert markup.to_html(text, codes)[0] == html


def test_a_code_that_spans_segments() -> None:
    """It is closed at the end of one piece and opened again in the next."""
    first, still_open = markup.to_html("<1>Viens.", (EM,))
    second, rest = markup.to_html("Divi.</1> Trīs.", (EM,), open=still_open)
    assert (first, second, rest) == ("<em>Viens.</em>", "<em>Divi.</em> Trīs.", ())


def test_plain_and_tokens() -> None:
    """Codes vanish, a line break leaves a space, and tokens say where codes stood."""
    text = "<1>a</1><3/>b <2>"
    assert markup.plain(text, (EM, BREAK)) == "a b <2>"
    assert [(t.number, t.kind, text[t.start : t.end]) for t in markup.code_tokens(text, (EM, BREAK))] == [
        (1, "open", "<1>"),
        (1, "close", "</1>"),
        (3, "empty", "<3/>"),
    ]


@given(coded())
def test_protect_and_restore(value: tuple[str, tuple[Code, ...]]) -> None:
    """Restoring an untouched protected text gives the text."""
    text, codes = value
    protected, table = markup.protect(text, codes)
    assert not markup.code_tokens(protected, codes)
    assert markup.restore(protected, table) == text


@pytest.mark.parametrize(
    ("source", "answer", "restored"),
    [
        ("a <1>b</1>, c", "x { 1 } y { 2 } , z", "x <1>y</1>, z"),
        ("a <1>b</1> c", "x {1}y{2}z", "x <1>y</1> z"),
        ("a <1>b</1> c", "x{1}y{2} z", "x <1>y</1> z"),
        ("a <1>b</1>", "x \uff5b1\uff5dy\uff5b2\uff5d {7}", "x <1>y</1> {7}"),
        ("a <1>b</1>", "{2} lost", "</1> lost"),
    ],
)
def test_restore_mends_what_engines_do(source: str, answer: str, restored: str) -> None:
    """Padded, glued and full-width placeholders come back as codes; lost ones stay lost."""
    _, table = markup.protect(source, (EM,))
    assert markup.restore(answer, table) == restored
