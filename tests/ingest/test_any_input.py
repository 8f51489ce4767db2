"""Whatever comes in: an article, or one clear ``InputError``; never a crash, and nothing active comes out."""

from __future__ import annotations

import io
import zipfile

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from i18nflow import ingest, markup, segment
from i18nflow.errors import InputError
from i18nflow.ingest import images
from i18nflow.model import Article

FEW = settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
NAMES = st.sampled_from(["a.txt", "a.md", "a.html", "a.docx", "a"])
LINES = st.sampled_from(
    ["", " ", "Tilts", "Tilts ir atvērts.", "05.03.2021.", "Autors: A. Liepa", "Visi jaunumi", "/", "- a", "  - b", "• c", "1. d", "2. e",
     "1.1. f", "> g", "a\tb", "===", "---", "title: x", "vārdi un vēl daudz vārdu, kas turpinās un turpinās bez gala un", "<p>", "a)", "–"]
)  # fmt: skip
TAGS = [
    "<p>", "</p>", "<ul>", "</ul>", "<ol>", "<li>", "<table>", "<tr>", "<td colspan=3>", "<th rowspan=2>", "<h1>", "<h2>", "</h2>", "<blockquote>",
    "<figure>", "<figcaption>", "<img src=a.png>", "<img src='data:image/png;base64,AAAA'>", "<a href='https://x.lv/?a=1&b'>", "<a href=javascript:alert(1)>",
    "</a>", "<b>", "</b>", "<em>", "<br>", "<script>alert(1)</script>", "<!--", "-->", "<nav>", "<article>", "<main>", "<div class=share>", "<svg onload=x>",
    "<q>", "<pre>", "<dl><dt>", "<p data-list=ordered data-level=99>", "<p style='mso-list:l0 level3 lfo1'>", "<meta charset=utf-7>", "<title>", "<1>", "&amp;", "&#0;", "&#xd800;",
]  # fmt: skip


def is_whole(article: Article) -> None:
    """The article can be segmented and told as HTML, and nothing active is in it."""
    assert article.title
    segment.split(article, "slug")
    for block in article.blocks:
        told, _ = markup.to_html(block.text, block.codes)
        assert "<script" not in told
        assert "\ufffd" not in block.text or "\ufffd" in told
        for code in block.codes:
            assert code.href is None or code.href.startswith(("http://", "https://", "mailto:"))


@FEW
@given(st.binary(max_size=400), NAMES)
@example(b"\xff\xfe", "a.txt")
@example(b"PK\x03\x04", "a.docx")
@example(b"---\n? [a]: b\n---\n", "a.md")
def test_any_bytes(data: bytes, name: str) -> None:
    """Any bytes under any name give an article or an ``InputError``."""
    try:
        article = ingest.read(data, name, lang="lv").article
    except InputError:
        return
    is_whole(article)


@FEW
@given(st.text(max_size=300), NAMES)
@example("\ud800x", "a")
@example("<p>\x01</p>", "a")
def test_any_pasted_text(content: str, _name: str) -> None:
    """Any text on the clipboard, lone surrogates and controls too, is read or refused."""
    try:
        article = ingest.pasted(content, lang="lv").article
    except InputError:
        return
    is_whole(article)


@FEW
@given(st.lists(LINES, max_size=25), st.booleans())
def test_any_lines(lines: list[str], keep: bool) -> None:
    """Any order of line shapes is read; with furniture kept, every word of the text is in the article."""
    try:
        article = ingest.read("\n".join(lines).encode(), "a.txt", lang="lv", keep_furniture=keep).article
    except InputError:
        return
    is_whole(article)


@FEW
@given(
    st.lists(st.one_of(st.sampled_from(TAGS), st.text(max_size=8)), max_size=40),
    st.sampled_from(["a.html", "a.md"]),
)
def test_any_tags(parts: list[str], name: str) -> None:
    """Any heap of tags, closed or not, is read or refused, as a page, as Markdown and as a paste."""
    content = "".join(parts)
    for read in (
        lambda: ingest.read(content.encode("utf-8", "replace"), name, lang="lv"),
        lambda: ingest.pasted(content, lang="lv", html_expected=True),
    ):
        try:
            article = read().article
        except InputError:
            continue
        is_whole(article)


@FEW
@given(
    st.binary(max_size=300),
    st.sampled_from([b"", b"\x89PNG\r\n\x1a\n", b"\xff\xd8\xff\xe0", b"GIF89a", b"RIFF\x40\0\0\0WEBPVP8 "]),
)
def test_any_picture(data: bytes, start: bytes) -> None:
    """Any bytes as a picture are checked or refused."""
    with pytest.raises(InputError):
        images.check(start + data, "a.png")


HOSTILE = {
    "nested": "<div>" * 10_000 + "x" + "</div>" * 10_000,
    "misnested": "<p>a<b>b<i></p><table><tr><td>" * 5_000,
    "formatting": "".join(f"<b class={i}>" for i in range(500)) + "<p>x" * 5_000,
    "stray": "<" * 1_000_000,
    "entities": "&amp; x " * 200_000,
    "attributes": "<p " + " ".join(f"a{i}=1" for i in range(100_000)) + ">x</p>",
    "unclosed svg": "<svg>" * 100_000 + "x",
    "comments": "<!--" * 1_000_000,
    "quotes": "<a href='" * 200_000,
    "lists": "<ul><li>x" * 20_000,
    "tables": "<table><tr><td>x" * 20_000,
    "one word": "x" * 3_000_000,
    "tags": "<p>a</p>" * 300_000,
    "spaces": " \n" * 2_000_000 + "<p>x</p>",
}


@pytest.mark.parametrize("kind", HOSTILE)
def test_hostile_pages_are_read_in_bounds(kind: str) -> None:
    """Megabytes made to exhaust a parser are read or refused; each takes about a second, not minutes."""
    data = f"<html><body><h1>Tilts</h1>{HOSTILE[kind]}</body></html>".encode()
    try:
        article = ingest.read(data, "a.html", lang="lv").article
    except InputError:
        return
    assert article.title == "Tilts"


@pytest.mark.parametrize(
    "line",
    [
        "- a\n" * 8_000,
        "1. a\n" * 8_000,
        "x" * 2_000_000,
        "> a\n" * 12_000,
        "a\tb\n" * 8_000,
        "•a\n  b\n" * 8_000,
        "vārds un\n" * 12_000,
        "*" * 30_000,
        "[" * 30_000,
        "`" * 30_000,
    ],
)
@pytest.mark.parametrize("name", ["a.txt", "a.md"])
def test_long_texts_are_read_in_bounds(line: str, name: str) -> None:
    """Very long lists, lines and quotes are read in time linear in their length, or refused."""
    try:
        ingest.read(f"Tilts\n\n{line}".encode(), name, lang="lv")
    except InputError:
        return


def test_active_content_is_inert() -> None:
    """Scripts, handlers and script addresses leave no trace in blocks, links or pictures."""
    content = (
        "<html><body><h1>Tilts</h1><p onclick=alert(1)>Viens <a href='JaVaScRiPt:alert(1)'>divi</a> <a href='data:text/html,x'>trīs</a>"
        "<script>alert(1)</script><style>p{}</style><iframe src=//x></iframe> <img src='javascript:x'><svg><script>y</script></svg></p>"
        "<p>&lt;script&gt;alert(2)&lt;/script&gt; ir vārds.</p></body></html>"
    )
    article = ingest.read(content.encode(), "a.html", lang="lv").article
    assert [block.text for block in article.blocks] == [
        "Viens divi trīs",
        "<script>alert(2)</script> ir vārds.",
    ]
    assert all(not block.codes and block.image is None for block in article.blocks)
    assert "&lt;script" in markup.to_html(article.blocks[1].text, ())[0]


def packed(members: dict[str, bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return out.getvalue()


ENTITIES = b'<!DOCTYPE w [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;">]><w>&b;</w>'


@pytest.mark.parametrize(
    "members",
    [
        {"word/document.xml": b"\0" * 120_000_000},
        {"word/document.xml": ENTITIES},
        {"word/document.xml": ENTITIES.decode().encode("utf-16")},
        {"word/document.xml": b"<w>"},
        {"word/document.xml": b"<w/>"},
        {"../x": b"", "word/document.xml": b"<w/>"},
        {f"{i}": b"" for i in range(3_000)},
        {"a.txt": b"x"},
    ],
    ids=["bomb", "entities", "utf-16 entities", "cut off", "no document", "outside", "many", "no docx"],
)
def test_hostile_archives_are_refused(members: dict[str, bytes]) -> None:
    """Bombs, entities, foreign members and other archives are refused before anything is unfolded far."""
    with pytest.raises(InputError):
        ingest.read(packed(members), "a.docx", lang="lv")
