"""Plain text files: metadata, headings, lists, quotes, tables, hard wraps and furniture."""

from __future__ import annotations

import textwrap
from datetime import date

import pytest

from i18nflow import ingest
from i18nflow.errors import InputError
from i18nflow.ingest import Ingested
from i18nflow.model import Article, Block, BlockKind

ARTICLE = """\
Ostas ziņas 3/2021
05/03/2021
Autors: Ostas birojs

Šajā ceturksnī ostā ienāca 412 kuģi, kas ir par desmito daļu vairāk nekā pirms gada.

Jauna piestātne “Ziemeļi”

Darbus paredzēts pabeigt 2022. gada rudenī.

Paveiktais:

  • padziļināts kuģu ceļš;
  • nomainīts apgaismojums:
      – uz mola;
      – pie vārtiem;
  • uzstādītas kameras.

Valde pateicas visiem.

Visas ziņas
Dalīties:
Saistītie raksti
Ostas ziņas 2/2021
Aizvērt
/
"""


def read(text: str, **options: object) -> Ingested:
    return ingest.read(text.encode(), "ostas-zinas.txt", lang="lv", **options)  # type: ignore[arg-type]


def shape(article: Article) -> list[tuple[str, str]]:
    return [(block.kind.value, block.text) for block in article.blocks]


def test_an_article_is_taken_apart() -> None:
    """Title, date and author are metadata; blocks keep kind, marker, nesting and line."""
    article = read(ARTICLE).article
    assert (article.title, article.date, article.author) == (
        "Ostas ziņas 3/2021",
        date(2021, 3, 5),
        "Ostas birojs",
    )
    assert article.lang == "lv"
    assert article.origin == "ostas-zinas.txt"
    assert shape(article) == [
        ("paragraph", "Šajā ceturksnī ostā ienāca 412 kuģi, kas ir par desmito daļu vairāk nekā pirms gada."),
        ("heading", "Jauna piestātne “Ziemeļi”"),
        ("paragraph", "Darbus paredzēts pabeigt 2022. gada rudenī."),
        ("paragraph", "Paveiktais:"),
        ("list-item", "padziļināts kuģu ceļš;"),
        ("list-item", "nomainīts apgaismojums:"),
        ("list-item", "uz mola;"),
        ("list-item", "pie vārtiem;"),
        ("list-item", "uzstādītas kameras."),
        ("paragraph", "Valde pateicas visiem."),
    ]
    items = [block for block in article.blocks if block.kind is BlockKind.LIST_ITEM]
    assert [(item.marker, item.level, item.line) for item in items] == [
        ("•", 1, 13), ("•", 1, 14), ("–", 2, 15), ("–", 2, 16), ("•", 1, 17),
    ]  # fmt: skip
    assert len({item.group for item in items}) == 1


def test_furniture_is_set_aside_with_its_place() -> None:
    """Words of the page, a list of other news and a lone slash at the tail are kept apart from the article."""
    furniture = read(ARTICLE).article.furniture
    assert [item.text for item in furniture] == [
        "Visas ziņas",
        "Dalīties:",
        "Saistītie raksti",
        "Ostas ziņas 2/2021",
        "Aizvērt",
        "/",
    ]
    assert {item.where for item in furniture} == {"tail"}
    assert [item.line for item in furniture] == [21, 22, 23, 24, 25, 26]


def test_furniture_can_be_kept_or_put_back() -> None:
    """Nothing set aside is lost: it can be kept at import, or put back line by line afterwards."""
    kept = read(ARTICLE, keep_furniture=True).article
    assert kept.furniture == ()
    assert kept.blocks[-1].text == "/"
    article = read(ARTICLE).article
    again = ingest.put_back(article, article.furniture[:1])
    assert again.blocks[-1].text == "Visas ziņas"
    assert len(again.furniture) == len(article.furniture) - 1
    assert ingest.set_aside(again, [len(again.blocks) - 1]).blocks == article.blocks


def test_a_line_inside_the_body_is_never_furniture() -> None:
    """The same words between two paragraphs are a heading or a paragraph of the article."""
    text = ARTICLE.replace("Valde pateicas", "Kontakti\n\nDalīties\n\n/\n\nValde pateicas")
    texts = [block.text for block in read(text).article.blocks]
    assert "Kontakti" in texts
    assert "Dalīties" in texts
    assert "/" in texts


def test_furniture_above_and_under_the_title() -> None:
    """A menu and path above the title and share words under it are furniture; a heading under it is not."""
    article = read(
        "Sākums | Jaunumi | Kontakti\nSākums / Jaunumi\nOstas ziņas\nDrukāt\n\nKontakti\n\nOstas birojs atrodas Krasta ielā, trešajā stāvā.\n"
    ).article
    assert article.title == "Ostas ziņas"
    assert [item.text for item in article.furniture] == [
        "Sākums | Jaunumi | Kontakti",
        "Sākums / Jaunumi",
        "Drukāt",
    ]
    assert article.blocks[0].kind is BlockKind.HEADING


def test_a_menu_word_alone_above_the_body_is_the_headline() -> None:
    """An article may be called "Ziņas"; with a title under it, or a share word, the line is furniture."""
    article = read("Ziņas\n2026. gada 3. marts\n\nOsta ir atvērta. Gaidīsim viesus!\n").article
    assert (article.title, article.furniture, len(article.blocks)) == ("Ziņas", (), 1)
    assert read("Ziņas\nOstas ziņas\n\nOsta ir atvērta.\n").article.furniture[0].text == "Ziņas"
    assert read("Drukāt\n\nOsta ir atvērta. Gaidīsim viesus!\n").article.title != "Drukāt"


def test_a_newsroom_adds_its_own_words() -> None:
    """``furniture_words`` count at head and tail, in any case and with marks around them."""
    text = "Virsraksts\n\nRaksts ir īss, bet tajā ir teikums.\n\nPortāla bufete »\n"
    assert shape(read(text).article)[-1][1] == "Portāla bufete »"
    assert read(text, furniture_words=("portāla Bufete",)).article.furniture[0].rule == "word"


def test_related_words_with_an_article_after_them_are_text() -> None:
    """A heading like a list of other news that is followed by sentences belongs to the article."""
    text = "Virsraksts\n\nPirmā rindkopa ir šeit.\n\nCiti raksti\n\nŠis ir pilns teikums, un tas turpinās.\n"
    assert [block.text for block in read(text).article.blocks][1] == "Citi raksti"


def test_a_file_of_furniture_only_is_read_as_text() -> None:
    """Where nothing else is left, the words are the article."""
    assert read("Jaunumi\n").article.furniture == ()


WRAPPED = (
    "Jaunais tilts pār upi ir atvērts satiksmei pēc divu gadu darba, un pa to jau brauc pirmie autobusi. "
    "Pilsētas dome plāno līdz rudenim pārbūvēt arī abas pieejas ielas, lai satiksme kļūtu drošāka un "
    "mierīgāka arī tiem, kas tur dzīvo un katru dienu dodas uz darbu vai skolu."
)


@pytest.mark.parametrize("width", [56, 64, 72, 80, 100])
def test_hard_wrapped_lines_are_joined(width: int) -> None:
    """Paragraphs and items wrapped at any usual width come out whole; the file's own breaks stay."""
    item = "ietves abās pusēs, kas ir pietiekami platas gan gājējiem, gan bērnu ratiem un velosipēdiem;"
    body = [
        "Tilts atvērts",
        "",
        *textwrap.wrap(WRAPPED, width),
        "",
        *textwrap.wrap(item, width, initial_indent="  - ", subsequent_indent="    "),
        *textwrap.wrap("jauns apgaismojums;", width, initial_indent="  - ", subsequent_indent="    "),
        "",
        *textwrap.wrap(WRAPPED, width),
        "",
        "Visi jaunumi",
        "Dalīties:",
    ]
    result = read("\n".join(body))
    assert [block.text for block in result.article.blocks] == [WRAPPED, item, "jauns apgaismojums;", WRAPPED]
    assert len(result.article.furniture) == 2
    assert any("wrapped" in note for note in result.notes)


def test_divided_words_are_made_whole() -> None:
    """A hyphen of division goes, the hyphen of a compound stays."""
    text = (
        "Virsraksts\n\nUzņēmums ražo iekārtas, kuras izmanto mūsdienu elektro-\nnikas nozarē, un tās tiek pārdotas arī ārzemēs Rīgas-\n"
        "Tallinas ceļa malā, kur atrodas noliktava ar iekārtām un\nbirojs.\n"
    )
    joined = read(text).article.blocks[0].text
    assert "elektronikas nozarē" in joined
    assert "Rīgas-Tallinas" in joined


def test_short_lines_that_are_not_wrapped_stay_apart() -> None:
    """A file with a paragraph per line is not joined, however short the lines are."""
    text = "Svētku programma\n\nRīts sākas plkst. 9.\nPusdienas parkā.\nVakarā koncerts uz lielās skatuves.\nSalūts.\n"
    assert [block.text for block in read(text).article.blocks] == [
        "Rīts sākas plkst. 9.", "Pusdienas parkā.", "Vakarā koncerts uz lielās skatuves.", "Salūts.",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        (["1. Sapulce", "2. Balsojums", "3. Kafija"], [("1.", 1), ("2.", 1), ("3.", 1)]),
        (["1) viens;", "2) divi;"], [("1)", 1), ("2)", 1)]),
        (["a) viens;", "b) divi;"], [("a)", 1), ("b)", 1)]),
        (["* viens", "* divi"], [("*", 1), ("*", 1)]),
        (["- viens", "\t- iekšā", "- divi"], [("-", 1), ("-", 2), ("-", 1)]),
        (["1. viens", "   - iekšā", "2. divi"], [("1.", 1), ("-", 2), ("2.", 1)]),
        (["1. Viens", "1.1. Iekšā", "2. Divi"], [("1.", 1), ("1.1.", 2), ("2.", 1)]),
    ],
)
def test_list_markers(lines: list[str], expected: list[tuple[str, int]]) -> None:
    """Bullets, dashes, numbers and letters are markers, kept off the text; nesting is by indent."""
    items = _items(
        "\n".join(
            ["Virsraksts", "", "Šeit ir saraksts, kas kaut ko uzskaita:", "", *lines, "", "Beigas ir šeit."]
        )
    )
    assert [(item.marker, item.level) for item in items] == expected


@pytest.mark.parametrize(
    "line",
    [
        "– Labdien, – viņš teica.",
        "30. jūnijā notika sapulce, un pēc tās mielasts.",
        "2. Pasaules karš sākās 1939. gadā.",
        "2020. gada pavasaris bija auksts.",
    ],
)
def test_what_only_looks_like_an_item(line: str) -> None:
    """Direct speech, a day, an ordinal and a year at the start of a line are no list."""
    article = read(f"Virsraksts\n\nPirmā rindkopa ir šeit.\n\n{line}\n\nPēdējā rindkopa ir šeit.\n").article
    assert article.blocks[1] == Block(BlockKind.PARAGRAPH, line, line=5)


def test_quotes_and_tables() -> None:
    """Lines after ``>`` are a quote, lines with tabs a table."""
    article = read(
        "Virsraksts\n\n> Pirmā doma.\n> Tās turpinājums.\n>\n> Otra doma.\n\nNosaukums\tSumma\nTilts\t5\u00a0EUR\n\nBeigas.\n"
    ).article
    assert shape(article)[:2] == [("quote", "Pirmā doma. Tās turpinājums."), ("quote", "Otra doma.")]
    cells = [(b.text, b.row, b.column) for b in article.blocks if b.kind is BlockKind.TABLE_CELL]
    assert cells == [("Nosaukums", 0, 0), ("Summa", 0, 1), ("Tilts", 1, 0), ("5\u00a0EUR", 1, 1)]


def test_underlined_and_numbered_headings() -> None:
    """A rule of ``=`` or ``-`` makes a heading; ``1.1.`` tells its depth."""
    text = "Virsraksts\n\nIevads\n======\nTeksts ir šeit.\n\nSīkāk\n-----\nTeksts ir šeit.\n\n1. Mērķis\n\nTeksts ir šeit, un tas ir garāks.\n\n1.1. Uzdevums\n\nTeksts ir šeit, un tas ir garāks.\n"
    headings = [(b.text, b.level) for b in read(text).article.blocks if b.kind is BlockKind.HEADING]
    assert headings == [("Ievads", 2), ("Sīkāk", 3), ("1. Mērķis", 2), ("1.1. Uzdevums", 3)]


def test_front_matter_in_a_text_file() -> None:
    """A YAML header gives metadata; unknown keys are kept; lines still count from the file's start."""
    header = '---\ntitle: "Tilts: atvērts"\ndate: 2021-03-05\nauthor: Ostas birojs\nlang: lv\nsummary: Īsumā par tiltu.\ntopics: [tilti, ceļi]\nnote: composed for the demo\nslug: tilts\nphoto: P. Bērzs\n---\n\n'
    article = read(header + "Tilts: atvērts\n\nTeksts ir šeit.\n").article
    assert (article.title, article.date, article.author) == (
        "Tilts: atvērts",
        date(2021, 3, 5),
        "Ostas birojs",
    )
    assert (article.summary, article.topics) == ("Īsumā par tiltu.", ("tilti", "ceļi"))
    assert dict(article.meta) == {"note": "composed for the demo", "slug": "tilts", "photo": "P. Bērzs"}
    assert article.blocks == (Block(BlockKind.PARAGRAPH, "Teksts ir šeit.", line=15),)


@pytest.mark.parametrize(
    ("header", "line"), [("title: [a\n", 3), ("title: a\n b: c\n", 3), ("a: &x [1]\nb: *x\n", 1)]
)
def test_broken_front_matter_is_named_with_its_line(header: str, line: int) -> None:
    """A header that is not YAML, or uses aliases, is an error at its line."""
    with pytest.raises(InputError) as caught:
        read(f"---\n{header}---\nTeksts.\n")
    assert caught.value.line == line


def test_labelled_lines_are_metadata() -> None:
    """Date, author, language, note and topics may stand as labelled lines, several in one."""
    article = read(
        "Tilts atvērts\n2021. gada 5. martā | Teksts: A. Liepa\nValoda: lv\nPiezīme: izdomāts raksts\nTēmas: tilti; ceļi\n\nTeksts ir šeit.\n"
    ).article
    assert (article.date, article.author, article.topics) == (date(2021, 3, 5), "A. Liepa", ("tilti", "ceļi"))
    assert article.meta["note"] == "izdomāts raksts"
    assert len(article.blocks) == 1


def test_an_author_may_stand_at_the_end() -> None:
    """A labelled line after the body is metadata too; a date there is text."""
    article = read(
        "Tilts atvērts\n\nTeksts ir šeit.\n\nRīgā, 05.03.2021.\n\nAutore: A. Liepa\nDalīties\n"
    ).article
    assert article.author == "A. Liepa"
    assert article.blocks[-1].text == "Rīgā, 05.03.2021."


def test_another_language_is_noted() -> None:
    """A text that says it is in another language than the workspace's is taken as such, with a note."""
    result = read("Bridge opened\nLanguage: en\n\nThe bridge is open to all traffic.\n")
    assert result.article.lang == "en"
    assert any("'en'" in note for note in result.notes)


def test_a_text_without_title_gets_the_files_name() -> None:
    """A long first paragraph is no title; the file's name stands in, and a note says so."""
    result = read(
        "Garš teikums, kas nebeidzas un nebeidzas, jo tajā ir ļoti daudz vārdu un neviena paša punkta līdz pat beigām, kuras tomēr kādreiz pienāk.\n\nOtra rindkopa.\n"
    )
    assert result.article.title == "ostas zinas"
    assert len(result.article.blocks) == 2
    assert "No title" in result.notes[0]


@pytest.mark.parametrize("data", [b"", b" \n\t\n", b"\xef\xbb\xbf", "\u200b\n".encode()])
def test_an_empty_file_is_refused(data: bytes) -> None:
    """A file without a visible character is an error that names it."""
    with pytest.raises(InputError, match="tukss"):
        ingest.read(data, "tukss.txt", lang="lv")


def test_a_file_over_the_limit_is_refused() -> None:
    """The limit is the caller's, and the message names both sizes."""
    with pytest.raises(InputError, match="limit is 10"):
        ingest.read(b"x" * 11, "a.txt", lang="lv", max_bytes=10)


def _items(text: str) -> list[Block]:
    return [block for block in read(text).article.blocks if block.kind is BlockKind.LIST_ITEM]
