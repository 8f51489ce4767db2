"""Markdown, Word documents and the clipboard: the same blocks as from a page."""

from __future__ import annotations

import io
from datetime import date

import docx
import pytest
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Inches
from PIL import Image

from i18nflow import ingest, markup
from i18nflow.errors import InputError
from i18nflow.model import Article, BlockKind

MARKDOWN = """\
---
title: Tilts atvērts
date: 2021-03-05
author: A. Liepa
topics: [tilti]
note: izdomāts
---
# Tilts atvērts

Teksts *ar* **uzsvaru** un [saiti](https://osta.example/a "Osta").[^1]

## Daļa

- viens
  - iekšā
- divi

1. pirmais
2. otrais

> Citāts ir šeit.

| Gads | Summa |
|------|-------|
| 2020 | 5     |

![Tilts pār upi](tilts.png)

[^1]: Piezīme zem teksta.
"""


def shape(article: Article) -> list[tuple[str, int, bool, str]]:
    return [(b.kind.value, b.level, b.ordered, markup.plain(b.text, b.codes)) for b in article.blocks]


def test_markdown() -> None:
    """Front matter is metadata, the heading that repeats the title is no block, every structure is kept with its line."""
    result = ingest.read(MARKDOWN.encode(), "tilts.md", lang="lv")
    article = result.article
    assert (article.title, article.date, article.author, article.topics) == (
        "Tilts atvērts",
        date(2021, 3, 5),
        "A. Liepa",
        ("tilti",),
    )
    assert dict(article.meta) == {"note": "izdomāts"}
    assert shape(article) == [
        ("paragraph", 0, False, "Teksts ar uzsvaru un saiti.[1]"),
        ("heading", 2, False, "Daļa"),
        ("list-item", 1, False, "viens"),
        ("list-item", 2, False, "iekšā"),
        ("list-item", 1, False, "divi"),
        ("list-item", 1, True, "pirmais"),
        ("list-item", 1, True, "otrais"),
        ("quote", 0, False, "Citāts ir šeit."),
        ("table-cell", 0, False, "Gads"),
        ("table-cell", 0, False, "Summa"),
        ("table-cell", 0, False, "2020"),
        ("table-cell", 0, False, "5"),
        ("figure", 0, False, ""),
        ("list-item", 1, True, "Piezīme zem teksta."),
    ]
    assert [(c.kind, c.href, c.title) for c in article.blocks[0].codes][:3] == [
        ("em", None, None), ("strong", None, None), ("link", "https://osta.example/a", "Osta"),
    ]  # fmt: skip
    assert [b.line for b in article.blocks][:5] == [10, 12, 14, 15, 16]
    assert [image.src for image in result.images] == ["tilts.png"]


def test_html_inside_markdown_is_sanitised() -> None:
    """Markup written into Markdown is read like that of a page."""
    article = ingest.read(
        b"# T\n\nTeksts <b>trekns</b> <script>x</script> [a](javascript:b).\n", "a.md", lang="lv"
    ).article
    assert shape(article) == [("paragraph", 0, False, "Teksts trekns [a](javascript:b).")]


def test_a_rule_at_the_start_is_no_front_matter() -> None:
    """Two rules with prose between them stay what they are."""
    article = ingest.read(
        "---\nDoma.\n\n---\n\n# Tilts\n\nTeksts ir šeit.\n".encode(), "a.md", lang="lv"
    ).article
    assert "Teksts ir šeit." in [b.text for b in article.blocks]


WORD = """<html xmlns:o="urn:schemas-microsoft-com:office:office" xmlns:w="urn:schemas-microsoft-com:office:word">
<head><meta name=Generator content="Microsoft Word 15"><style><!-- p.MsoNormal {margin:0cm} --></style>
<!--[if gte mso 9]><xml><w:WordDocument/></xml><![endif]--></head><body lang=LV><!--StartFragment-->
<p class=MsoTitle>Tilts atvērts<o:p></o:p></p>
<p class=MsoNormal>Teksts <st1:place w:st="on">Rīgā</st1:place> ir <b>trekns</b>.<span style='mso-special-character:comment'>&nbsp;</span><o:p></o:p></p>
<p class=MsoListParagraphCxSpFirst style='text-indent:-18.0pt;mso-list:l0 level1 lfo1'><![if !supportLists]><span style='font-family:Symbol'><span
style='mso-list:Ignore'>·<span style='font:7.0pt "Times New Roman"'>&nbsp;&nbsp;&nbsp; </span></span></span><![endif]>pirmais;<o:p></o:p></p>
<p class=MsoListParagraphCxSpMiddle style='mso-list:l0 level2 lfo1'><!--[if !supportLists]--><span style='mso-list:Ignore'>o<span>&nbsp; </span></span><!--[endif]-->iekšā;</p>
<p class=MsoListParagraphCxSpLast style='mso-list:l1 level1 lfo2'><![if !supportLists]><span style='mso-list:Ignore'>1.<span>&nbsp;</span></span><![endif]>numurēts.</p>
<h2>Daļa<o:p></o:p></h2><p class=MsoQuote>Citāts.</p>
<p class=MsoNormal><del>Vecais</del><ins>Jaunais</ins> teksts un <a href="https://osta.example/">saite</a>.</p>
<div style='mso-element:comment-list'><p class=MsoCommentText>Labot!</p></div>
<!--EndFragment--></body></html>"""


def test_the_clipboard_of_word() -> None:
    """Word's list paragraphs are items, its title is the title, its own tags, comments and deletions are gone."""
    article = ingest.pasted(WORD, lang="lv").article
    assert (article.title, article.origin) == ("Tilts atvērts", "pasted")
    assert shape(article) == [
        ("paragraph", 0, False, "Teksts Rīgā ir trekns."),
        ("list-item", 1, False, "pirmais;"),
        ("list-item", 2, False, "iekšā;"),
        ("list-item", 1, True, "numurēts."),
        ("heading", 2, False, "Daļa"),
        ("quote", 0, False, "Citāts."),
        ("paragraph", 0, False, "Jaunais teksts un saite."),
    ]


def test_the_clipboard_of_a_web_editor() -> None:
    """The wrapper of Google Docs is not bold, its styles are."""
    content = '<meta charset="utf-8"><b style="font-weight:normal;" id="docs-internal-guid-1"><h1>Tilts</h1><p><span style="font-weight:700">Trekns</span> teksts</p><ul><li><p>a</p></li></ul></b>'
    article = ingest.pasted(content, lang="lv").article
    assert article.title == "Tilts"
    assert [(b.text, [c.kind for c in b.codes]) for b in article.blocks] == [
        ("<1>Trekns</1> teksts", ["strong"]),
        ("a", []),
    ]


def test_a_pasted_plain_text_is_read_as_a_text_file() -> None:
    """Without tags the shapes of plain text count, and tags may be declared to be text."""
    article = ingest.pasted(
        "Tilts\n05.03.2021.\n\nTeksts ir šeit:\n- a\n- b\n\nVisi jaunumi\n", lang="lv"
    ).article
    assert [b.kind.value for b in article.blocks] == ["paragraph", "list-item", "list-item"]
    assert article.furniture[0].text == "Visi jaunumi"
    plain = ingest.pasted("Tilts\n\nElements <b> ir <p>.", lang="lv", html_expected=False).article
    assert plain.blocks[0].text == "Elements <b> ir <p>."


def test_a_pasted_text_without_title_gets_its_first_words() -> None:
    """A paste has no file name to stand in: its first words do, and a note says so."""
    long = "Šis ir garš teikums bez virsraksta, kas stāsta par daudzām lietām, kuras notika vakar un aizvakar, un vēl agrāk."
    result = ingest.pasted(f"<p>{long}</p><p>{long}</p>", lang="lv")
    assert result.article.title.startswith("Šis ir garš teikums")
    assert result.article.title.endswith("…")
    assert result.notes


def document() -> docx.document.Document:
    """A document with what newsrooms put into one."""
    made = docx.Document()
    made.add_paragraph("Tilts atvērts", style="Title")
    made.add_paragraph("2021. gada 5. martā")
    made.add_heading("Daļa", 1)
    text = made.add_paragraph("Teksts ")
    text.add_run("trekns").bold = True
    text.add_run(" un ")
    text.add_run("slīps").italic = True
    text.add_run(", H")
    text.add_run("2").font.subscript = True
    hidden = text.add_run(" neredzams")
    hidden.font.hidden = True
    link(text, "saite", "https://osta.example/a?b=1&c=2")
    for name, style in (
        ("viens", "List Bullet"),
        ("iekšā", "List Bullet 2"),
        ("divi", "List Bullet"),
        ("pirmais", "List Number"),
        ("otrais", "List Number"),
    ):
        made.add_paragraph(name, style=style)
    table = made.add_table(2, 2)
    for (row, column), words in {(0, 0): "Gads", (0, 1): "Summa", (1, 0): "2020"}.items():
        table.cell(row, column).text = words
    made.add_paragraph("Citāts.", style="Quote")
    picture(made)
    made.add_paragraph("Tilts rītā. Foto: A. Liepa", style="Caption")
    return made


def link(paragraph: docx.text.paragraph.Paragraph, words: str, address: str) -> None:
    element = OxmlElement("w:hyperlink")
    element.set(qn("r:id"), paragraph.part.relate_to(address, RELATIONSHIP_TYPE.HYPERLINK, is_external=True))
    run = OxmlElement("w:r")
    run.append(OxmlElement("w:t"))
    run[0].text = words
    element.append(run)
    paragraph._p.append(element)


def picture(made: docx.document.Document) -> None:
    out = io.BytesIO()
    Image.new("RGB", (30, 20), "red").save(out, "PNG")
    shape = made.add_picture(io.BytesIO(out.getvalue()), width=Inches(1))
    shape._inline.docPr.set("descr", "Sarkans tilts")


def saved(made: docx.document.Document) -> bytes:
    out = io.BytesIO()
    made.save(out)
    return out.getvalue()


def test_a_word_document() -> None:
    """Styles are headings and quotes, numbering is lists with nesting, and marks, links, tables and pictures are kept."""
    result = ingest.read(saved(document()), "tilts.docx", lang="lv")
    assert (result.article.title, result.article.date) == ("Tilts atvērts", date(2021, 3, 5))
    assert shape(result.article) == [
        ("heading", 2, False, "Daļa"),
        ("paragraph", 0, False, "Teksts trekns un slīps, H2saite"),
        ("list-item", 1, False, "viens"),
        ("list-item", 2, False, "iekšā"),
        ("list-item", 1, False, "divi"),
        ("list-item", 1, True, "pirmais"),
        ("list-item", 1, True, "otrais"),
        ("table-cell", 0, False, "Gads"),
        ("table-cell", 0, False, "Summa"),
        ("table-cell", 0, False, "2020"),
        ("table-cell", 0, False, ""),
        ("quote", 0, False, "Citāts."),
        ("figure", 0, False, "Tilts rītā."),
    ]
    codes = result.article.blocks[1].codes
    assert [(c.kind, c.href) for c in codes] == [
        ("strong", None),
        ("em", None),
        ("sub", None),
        ("link", "https://osta.example/a?b=1&c=2"),
    ]
    figure = result.article.blocks[-1]
    assert figure.image is not None
    assert (figure.image.alt, figure.image.credit) == ("Sarkans tilts", "A. Liepa")
    assert result.images[0].src == figure.image.src
    assert (result.images[0].data or b"").startswith(b"\x89PNG")


def test_a_document_of_real_lists_is_one_list_each() -> None:
    """Bullets and numbers that follow each other are two lists."""
    groups = [
        b.group
        for b in ingest.read(saved(document()), "a.docx", lang="lv").article.blocks
        if b.kind is BlockKind.LIST_ITEM
    ]
    assert len(set(groups)) == 2


def test_tracked_deletions_are_gone_and_insertions_stay() -> None:
    """A document with tracked changes is read as it will be."""
    made = docx.Document()
    made.add_paragraph("Tilts", style="Title")
    paragraph = made.add_paragraph("Teksts")
    for name, tag, words in (("w:del", "w:delText", " vecs"), ("w:ins", "w:t", " jauns")):
        change, run, text = OxmlElement(name), OxmlElement("w:r"), OxmlElement(tag)
        text.text = words
        run.append(text)
        change.append(run)
        paragraph._p.append(change)
    assert [b.text for b in ingest.read(saved(made), "a.docx", lang="lv").article.blocks] == ["Teksts jauns"]


@pytest.mark.parametrize("cut", [10, 200, 5_000])
def test_a_damaged_document_is_refused(cut: int) -> None:
    """A document that breaks off is one clear error."""
    with pytest.raises(InputError, match=r"a\.docx"):
        ingest.read(saved(document())[:-cut], "a.docx", lang="lv")
