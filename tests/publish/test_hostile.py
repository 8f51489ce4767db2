"""Nothing an author types can act on a page, in a feed or in a document for another system."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree, html

from i18nflow import publish
from i18nflow.model import Block, BlockKind, Code, Image
from i18nflow.publish import ArticleView, BlockView, Correction, EditionView, SegmentView
from tests.publish import examples

HOSTILE = [
    "<script>alert(1)</script>",
    "</script><script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    '"><svg onload=alert(1)>',
    "' onmouseover='alert(1)",
    "</article></main></body><h1>broken",
    "<!-- unclosed",
    "]]> & &amp; &#x3c;script&#x3e;",
    "{{ 7 * 7 }}{% raw %}",
    "safe\u202etxet desrever\u202c end",
    "\u2066isolated and never closed",
    "null\x00 bell\x07 escape\x1b delete\x7f",
    "half a pair \ud800 and \uffff",
    "line\u2028separator",
]


def hostile(text: str) -> ArticleView:
    """An article in which everything a person types is ``text``."""
    block = BlockView(
        Block(BlockKind.PARAGRAPH, ""), (SegmentView("aaaaaaaa", text), SegmentView("bbbbbbbb", text))
    )
    figure = BlockView(
        Block(BlockKind.FIGURE, "", image=Image("javascript:alert(1)", alt=text)),
        (SegmentView("cccccccc", text),),
    )

    def edition(lang: str) -> EditionView:
        return replace(
            examples.edition(lang),
            headline=(SegmentView("headl000", text),),
            summary=(SegmentView("summa000", text),),
            topics=(SegmentView("topic000", text),),
            author=text,
            corrections=(
                Correction(examples.PUBLISHED, text, "lv"),
                Correction(examples.PUBLISHED, text, lang),
            ),
            blocks=(block, figure),
        )

    return ArticleView("hostile", edition("lv"), (edition("en-GB"),))


def everything(view: ArticleView) -> dict[str, str]:
    """All files an article causes."""
    site = examples.site()
    made = publish.pages(site, view) | publish.handover(site, view)
    return made | publish.indexes(site, [publish.summarise(site, view)])


def assert_inert(files: dict[str, str]) -> None:
    """No file has an element, attribute or character that the program did not put there."""
    for path, text in files.items():
        text.encode("utf-8")
        assert not any(
            c in text for c in "\x00\x07\x1b\x7f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"
        ), path
        if path.endswith(".xml"):
            etree.fromstring(text.encode())
        if path.endswith(".json"):
            json.loads(text)
        if not path.endswith(".html"):
            continue
        tree = html.fromstring(text)
        for script in tree.iter("script"):
            assert script.get("type") == "application/ld+json" or script.get("src"), path
            if not script.get("src"):
                json.loads(script.text or "")
        for element in tree.iter():
            if not isinstance(element.tag, str):
                raise AssertionError(f"a comment in {path}")
            assert not any(name.startswith("on") for name in element.attrib), path
            for name in ("href", "src"):
                assert (
                    not element.get(name, "")
                    .strip()
                    .lower()
                    .startswith(("javascript:", "data:", "vbscript:"))
                )
        assert not tree.xpath("//svg | //iframe | //object | //embed | //style")


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_text_is_inert(text: str) -> None:
    """Script, attributes, broken HTML, template code and steering characters come out as plain words."""
    files = everything(hostile(text))
    assert_inert(files)
    page = html.fromstring(files["en/2024/footbridge-opened/index.html"])
    assert len(page.xpath("//h1")) == 1
    assert "49" not in page.xpath("string(//h1)")


@settings(max_examples=40, deadline=None)
@given(st.text(min_size=1, max_size=60))
def test_any_unicode_is_inert(text: str) -> None:
    """Whatever the text, the files are well formed and hold nothing active."""
    assert_inert(everything(hostile(text)))


def test_a_link_code_to_a_script_is_no_link() -> None:
    """An inline code whose address is not http, https or mailto loses its link and keeps its words."""
    code = Code(1, "link", href="javascript:alert(1)")
    segment = SegmentView("aaaaaaaa", "<1>press</1> here", (code,))
    edition = replace(examples.edition("lv"), blocks=(BlockView(Block(BlockKind.PARAGRAPH, ""), (segment,)),))
    files = everything(ArticleView("x", edition))
    assert_inert(files)
    page = html.fromstring(files["lv/2024/par-lielupi-atklats-tilts/index.html"])
    assert page.xpath("string(//div[@class='body'])").strip() == "press here"


def test_a_code_over_two_sentences_stays_well_formed() -> None:
    """Bold that opens in one sentence and closes in the next is closed and opened again between their spans."""
    code = Code(1, "strong")
    segments = (
        SegmentView("aaaaaaaa", "One <1>two.", (code,)),
        SegmentView("bbbbbbbb", "Three</1> four.", (code,)),
    )
    edition = replace(examples.edition("lv"), blocks=(BlockView(Block(BlockKind.PARAGRAPH, ""), segments),))
    page = publish.pages(examples.site(), ArticleView("x", edition))[
        "lv/2024/par-lielupi-atklats-tilts/index.html"
    ]
    assert "<p id=aaaaa>One <strong>two.</strong> <span id=bbbbb><strong>Three</strong> four.</span>" in page


@pytest.mark.parametrize(
    "src", ["https://elsewhere.example/x.png", "//elsewhere.example/x.png", "../../etc/passwd", "/x"]
)
def test_a_picture_that_is_not_our_own_copy_is_left_out(src: str) -> None:
    """A page asks nothing of another server and reads nothing outside media/."""
    block = BlockView(
        Block(BlockKind.FIGURE, "", image=Image(src, 10, 10)), (SegmentView("aaaaaaaa", "Caption."),)
    )
    page = publish.pages(examples.site(), ArticleView("x", replace(examples.edition("lv"), blocks=(block,))))
    assert "<img" not in "".join(page.values())
    assert "og:image" not in "".join(page.values())
