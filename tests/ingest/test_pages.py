"""HTML files and pages: the article is found, its structure and metadata kept, the rest set aside."""

from __future__ import annotations

from datetime import date

import pytest

from i18nflow import ingest, markup
from i18nflow.ingest import Ingested
from i18nflow.ingest.html import credits
from i18nflow.model import Article, Block, BlockKind

AT = "https://osta.example/zinas/tilts"
BODY = """
<p>Jaunais <b>tilts</b> pār upi ir atvērts satiksmei, un to <a href="/dome?x=1&amp;y=2">pilsētas dome</a> būvēja divus gadus.</p>
<h2>Kas paveikts</h2>
<ul><li>ietves:<ul><li>kreisā puse;</li><li>labā puse;</li></ul></li><li>apgaismojums.</li></ul>
<ol><li>viens<li>divi</ol>
<blockquote><p>“Mēs priecājamies,” teica mērs.</p><p>Viņš atklāja tiltu.</p></blockquote>
<table><thead><tr><th>Gads<th>Summa</tr></thead><tr><td>2020<td>5&nbsp;EUR</table>
<p>Dalīties</p>
<p>Pēdējā rindkopa ir šeit, un ar to raksts beidzas pavisam.</p>
"""
PAGE = f"""<!DOCTYPE html><html lang="lv"><head><meta charset="utf-8"><title>Tilts atvērts | Ostas ziņas</title>
<meta property="og:description" content="Īsumā par jauno tiltu."><meta name="author" content="A. Liepa">
<script type="application/ld+json">{{"@graph":[{{"@type":"WebSite"}},{{"@type":"NewsArticle","headline":"Tilts atvērts",
"datePublished":"2021-03-05T10:00:00+02:00","keywords":["tilti","ceļi"]}}]}}</script></head><body>
<header><div class="logo">Ostas birojs</div><nav><ul><li><a href="/">Sākums</a></li><li><a href="/n">Jaunumi</a></li></ul></nav></header>
<main><article><h1>Tilts atvērts</h1><p class="meta">05.03.2021. | Autors: A. Liepa</p>
<div class="share"><a href="#">Facebook</a> <a href="#">Twitter</a></div>
<figure><img src="/img/tilts.jpg" alt="Tilts pār upi" width="800" height="600"><figcaption>Tilts saulrietā. Foto: P. Bērzs</figcaption></figure>
{BODY}
<div class="related"><h3>Saistītie raksti</h3><ul><li><a href="/a">Upe aizsalusi</a></li><li><a href="/b">Osta slēgta</a></li></ul></div>
</article></main><footer>© 2021 Ostas birojs</footer></body></html>"""


def read(html: str, **options: object) -> Ingested:
    return ingest.read(html.encode(), "tilts.html", lang="lv", **options)  # type: ignore[arg-type]


def blocks(body: str) -> tuple[Block, ...]:
    """The blocks of a page whose article is ``body``."""
    return read(f"<html><body><article><h1>Virsraksts</h1>{body}</article></body></html>").article.blocks


def kinds(article: Article) -> list[tuple[str, str, int, bool]]:
    return [(b.kind.value, markup.plain(b.text, b.codes), b.level, b.ordered) for b in article.blocks]


def test_a_page_is_taken_apart() -> None:
    """Headings, nested lists, quotes, tables and figures keep their kind and place."""
    article = read(PAGE, address=AT).article
    assert kinds(article) == [
        ("figure", "Tilts saulrietā.", 0, False),
        (
            "paragraph",
            "Jaunais tilts pār upi ir atvērts satiksmei, un to pilsētas dome būvēja divus gadus.",
            0,
            False,
        ),
        ("heading", "Kas paveikts", 2, False),
        ("list-item", "ietves:", 1, False),
        ("list-item", "kreisā puse;", 2, False),
        ("list-item", "labā puse;", 2, False),
        ("list-item", "apgaismojums.", 1, False),
        ("list-item", "viens", 1, True),
        ("list-item", "divi", 1, True),
        ("quote", "“Mēs priecājamies,” teica mērs.", 0, False),
        ("quote", "Viņš atklāja tiltu.", 0, False),
        ("table-cell", "Gads", 0, False),
        ("table-cell", "Summa", 0, False),
        ("table-cell", "2020", 0, False),
        ("table-cell", "5\u00a0EUR", 0, False),
        ("paragraph", "Dalīties", 0, False),
        ("paragraph", "Pēdējā rindkopa ir šeit, un ar to raksts beidzas pavisam.", 0, False),
    ]
    cells = [(b.row, b.column, b.header) for b in article.blocks if b.kind is BlockKind.TABLE_CELL]
    assert cells == [(0, 0, True), (0, 1, True), (1, 0, False), (1, 1, False)]


def test_metadata_comes_from_the_page() -> None:
    """JSON-LD, meta elements and the language are read; the visible title is the title."""
    article = read(PAGE, address=AT).article
    assert (article.title, article.date, article.author, article.lang) == (
        "Tilts atvērts",
        date(2021, 3, 5),
        "A. Liepa",
        "lv",
    )
    assert (article.summary, article.topics) == ("Īsumā par jauno tiltu.", ("tilti", "ceļi"))


def test_a_page_without_metadata_is_read_by_its_lines() -> None:
    """Date and author lines under the title serve where the head says nothing."""
    bare = PAGE[: PAGE.index("<script")] + "</head>" + PAGE[PAGE.index("<body>") :]
    article = read(bare.replace('<meta name="author" content="A. Liepa">', "")).article
    assert (article.title, article.date, article.author) == ("Tilts atvērts", date(2021, 3, 5), "A. Liepa")


def test_furniture_of_a_page() -> None:
    """Menus, share buttons, other news and the footer are set aside with the region they stood in."""
    furniture = read(PAGE, address=AT).article.furniture
    assert [(f.text, f.where, f.rule) for f in furniture] == [
        ("Ostas birojs", "head", "outside"),
        ("Sākums", "head", "navigation"),
        ("Jaunumi", "head", "navigation"),
        ("Facebook Twitter", "head", "share"),
        ("Saistītie raksti", "tail", "related"),
        ("Upe aizsalusi", "tail", "related"),
        ("Osta slēgta", "tail", "related"),
        ("© 2021 Ostas birojs", "tail", "outside"),
    ]


def test_the_article_is_found_without_semantic_elements() -> None:
    """On a page of nothing but ``div``s the long texts are found, with their title."""
    text = " ".join(f"Teikums numur {n} stāsta par tiltu un upi, kas plūst cauri pilsētai." for n in range(6))
    page = (
        "<html><body><div class=top><a href=/a>Sākums</a> <a href=/b>Veikals</a></div><div class=wrap><div class=x><h1>Tilts</h1>"
        f"<div class=t><p>{text}</p><p>{text} Vēl.</p><h3>Daļa</h3><ul><li>viens punkts sarakstā</li></ul><p>{text} Beigas.</p></div></div>"
        "<div class=side><a href=/c>Laikapstākļi</a> <a href=/d>Horoskopi</a></div></div><div class=bottom>Visas tiesības aizsargātas</div></body></html>"
    )
    article = read(page).article
    assert article.title == "Tilts"
    assert [b.kind.value for b in article.blocks] == [
        "paragraph",
        "paragraph",
        "heading",
        "list-item",
        "paragraph",
    ]
    assert {"Laikapstākļi Horoskopi", "Visas tiesības aizsargātas"} <= {f.text for f in article.furniture}


def test_links_are_kept_where_they_lead_somewhere() -> None:
    """Web and mail links are kept, relative ones made whole; anchors and scripts become their words."""
    article = read(PAGE, address=AT).article
    links = [code.href for block in article.blocks for code in block.codes if code.kind == "link"]
    assert links == ["https://osta.example/dome?x=1&y=2"]
    block = blocks(
        '<p><a href="#x">a</a> <a href="mailto:a@b.lv">b</a> <a href="javascript:c">c</a> <a href="/d">d</a></p>'
    )[0]
    assert [code.href for code in block.codes] == ["mailto:a@b.lv"]
    assert markup.plain(block.text, block.codes) == "a b c d"


def test_emphasis_becomes_codes() -> None:
    """Bold, italic, super- and subscript and code are numbered codes; styles of editors count as what they mean."""
    block = blocks(
        '<p><b>a</b> <i>b</i> H<sub>2</sub>O <code>c</code> <span style="font-weight:700">d</span> <u>e</u></p>'
    )[0]
    assert [code.kind for code in block.codes] == ["strong", "em", "sub", "code", "strong"]
    assert markup.plain(block.text, block.codes) == "a b H2O c d e"


def test_markup_around_blocks_is_continued_in_each() -> None:
    """Bold type that was opened around two paragraphs is in both."""
    found = blocks("<b><p>Viens.</p><p>Divi.</p></b>")
    assert [(b.text, [c.kind for c in b.codes]) for b in found] == [
        ("<1>Viens.</1>", ["strong"]),
        ("<1>Divi.</1>", ["strong"]),
    ]


def test_breaks() -> None:
    """One ``<br>`` is a break in the text, two divide paragraphs."""
    assert [b.text for b in blocks("<p>Viens.<br>Divi.<br><br>Trīs.</p>")] == ["Viens.<1/>Divi.", "Trīs."]


def test_a_text_that_speaks_of_tags_keeps_them() -> None:
    """Escaped angle brackets are text, and numbers in them are no codes."""
    block = blocks("<p>Raksti &lt;b&gt; vai &lt;1&gt; <b>šeit</b>.</p>")[0]
    assert markup.plain(block.text, block.codes) == "Raksti <b> vai <1> šeit."


@pytest.mark.parametrize(
    ("caption", "expected"),
    [
        ("Tilts saulrietā. Foto: P. Bērzs", ("Tilts saulrietā.", "P. Bērzs")),
        ("Tilts (Foto: P. Bērzs)", ("Tilts", "P. Bērzs")),
        ("Foto: P. Bērzs", ("", "P. Bērzs")),
        ("Tilts. © Ostas birojs", ("Tilts.", "Ostas birojs")),
        ("Tilts | Photo: P. Bērzs", ("Tilts", "P. Bērzs")),
        ("Fotogrāfe tiltā", ("Fotogrāfe tiltā", "")),
        ("Tilts", ("Tilts", "")),
    ],
)
def test_credits_in_captions(caption: str, expected: tuple[str, str]) -> None:
    """The credit at the end of a caption is told apart from it."""
    assert credits.split(caption) == expected


def test_figures() -> None:
    """Alternative text, caption, credit and size are kept; counters and placeholders are no pictures."""
    found = blocks(
        '<p>Viens <img src="a.png" alt="A"> divi.</p><img src="t.gif" width=1 height=1>'
        '<figure><img src="data:image/gif;base64,R0lG" data-src="b.jpg" alt="B"><figcaption>Upe <span class="credit">A. Liepa</span></figcaption></figure>'
        '<img srcset="s.jpg 300w, l.jpg 1200w">'
    )
    pictures = [(b.text, b.image.src, b.image.alt, b.image.credit) for b in found if b.image]
    assert pictures == [("", "a.png", "A", ""), ("Upe", "b.jpg", "B", "A. Liepa"), ("", "l.jpg", "", "")]
    assert found[0].text == "Viens divi."


def test_pictures_in_the_page_come_with_their_bytes() -> None:
    """A picture embedded in the page is handed over under a name of its own."""
    result = read(
        f'<html><body><h1>T</h1><p>Teksts.</p><img src="data:image/png;base64,{"iVBORw0KGgo" * 60}"></body></html>'
    )
    image = result.images[0]
    assert image.src == result.article.blocks[1].image.src == "embedded-1.png"  # type: ignore[union-attr]
    assert image.data is not None
    assert image.data.startswith(b"\x89PNG")


def test_hidden_parts_are_not_read() -> None:
    """What no reader of the page sees is not in the article."""
    found = blocks(
        '<p>Viens.</p><p hidden>a</p><p style="display: none">b</p><div aria-hidden="true">c</div><template><p>d</p></template><noscript>e</noscript>'
    )
    assert [b.text for b in found] == ["Viens."]


def test_tables_keep_their_grid() -> None:
    """Spans move what follows, empty cells stay, lists in cells become lines; a table for layout is none."""
    found = blocks(
        "<table><tr><td colspan=2>a<td>b<tr><td rowspan=2>c<td><td><ul><li>d<li>e</ul><tr><td>f<td>g</table>"
    )
    assert [(b.row, b.column, b.text) for b in found] == [
        (0, 0, "a"),
        (0, 2, "b"),
        (1, 0, "c"),
        (1, 1, ""),
        (1, 2, "d<1/><2/>e"),
        (2, 1, "f"),
        (2, 2, "g"),
    ]
    assert [b.kind.value for b in blocks("<table><tr><td><p>Viens.</p><p>Divi.</p></table>")] == [
        "paragraph"
    ] * 2


def test_a_summary_that_repeats_the_text_is_none() -> None:
    """Descriptions that content systems cut from the first paragraph are not kept beside it."""
    page = PAGE.replace("Īsumā par jauno tiltu.", "Jaunais tilts pār upi ir atvērts satiksmei…")
    assert read(page).article.summary == ""


def test_a_declared_encoding_is_used() -> None:
    """A page in a code page that it names is read in it."""
    page = '<html><head><meta http-equiv="Content-Type" content="text/html; charset=windows-1257"></head><body><h1>Ķīšezers</h1><p>Ūdens ir – kā teikt – auksts.</p></body></html>'
    assert ingest.read(page.encode("windows-1257"), "a.html", lang="lv").article.title == "Ķīšezers"
    assert ingest.read(PAGE.encode("utf-16"), "a", lang="lv").article.title == "Tilts atvērts"


def test_kinds_are_known_by_content() -> None:
    """A page under a text file's name is a page; a text that only mentions tags is text."""
    assert ingest.read(PAGE.encode(), "a.txt", lang="lv").article.title == "Tilts atvērts"
    assert (
        ingest.read(b"Virsraksts\n\nElements <html> ir sakne.\n", "a.txt", lang="lv").article.blocks[0].text
        == "Elements <html> ir sakne."
    )
    assert (
        ingest.read(b"# Virsraksts\n\nTeksts.\n", "a", lang="lv", content_type="text/markdown").article.title
        == "Virsraksts"
    )


def test_furniture_of_a_page_can_be_kept() -> None:
    """``keep_furniture`` puts everything set aside back, at head and tail."""
    article = read(PAGE, keep_furniture=True).article
    assert article.furniture == ()
    assert article.blocks[0].text == "Ostas birojs"
    assert article.blocks[-1].text == "© 2021 Ostas birojs"
