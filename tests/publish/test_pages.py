"""The pages of an article hold what a reader, a search engine and a screen reader need of a bilingual page."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from datetime import UTC, datetime

import pytest
from lxml import etree, html

from i18nflow import publish
from i18nflow.model import Block, BlockKind, PublicationStatus, State
from i18nflow.publish import (
    ArticleView,
    BlockView,
    EditionView,
    Making,
    Misaligned,
    Provenance,
    SegmentView,
)
from i18nflow.publish.sentences import short_ids
from tests.publish import examples

BASE = "https://upe.example/zinas/"
LV = "lv/2024/par-lielupi-atklats-tilts/index.html"
EN = "en/2024/footbridge-opened/index.html"
BOTH = "lv-en/2024/par-lielupi-atklats-tilts/index.html"


def trees(view: ArticleView | None = None, *targets: str) -> dict[str, html.HtmlElement]:
    """The parsed pages of an article by path."""
    made = publish.pages(examples.site(*targets), view or examples.article())
    return {path: html.fromstring(text) for path, text in made.items()}


def links(tree: html.HtmlElement) -> dict[str, str]:
    """The hreflang alternates of a page."""
    return {a.get("hreflang"): a.get("href") for a in tree.xpath("//link[@rel='alternate'][@hreflang]")}


def graph(tree: html.HtmlElement) -> dict[str, object]:
    """The JSON-LD of a page."""
    found = json.loads(tree.xpath("string(//script[@type='application/ld+json'])"))
    assert isinstance(found, dict)
    return found


def test_addresses_are_the_contract() -> None:
    """An article has a page per language and one for each pair, at the promised addresses."""
    assert sorted(trees()) == sorted([LV, EN, BOTH])


def test_the_page_names_its_language_and_direction() -> None:
    """Property 1: html lang is the BCP 47 tag of the page."""
    pages = trees()
    assert [(pages[p].get("lang"), pages[p].get("dir")) for p in (LV, EN, BOTH)] == [
        ("lv", "ltr"),
        ("en-GB", "ltr"),
        ("en-GB", "ltr"),
    ]


def test_every_text_stands_under_its_own_language() -> None:
    """Property 2: walking up from a sentence, the first lang is that of its text, on all three pages."""
    lv = {s.text for s in examples.edition("lv").segments}
    for path, tree in trees().items():
        for span in tree.xpath("//article//*[@id][not(self::footer or self::input or self::figure)]"):
            text = "".join(span.itertext()).strip()
            expected = "lv" if text in lv and path != EN else "en-GB"
            if text.isdecimal() or any(c.isdigit() for c in text[:3]) or "<" in text:
                continue  # a bare number is the same in both
            if any(text.startswith(re.sub(r"</?\d>", "", known)) for known in lv):
                expected = "lv"
            nearest = next(e.get("lang") for e in [span, *span.iterancestors()] if e.get("lang"))
            assert nearest == expected, (path, text)


def test_a_text_in_the_other_direction_says_so() -> None:
    """An Arabic column on the parallel page is right to left; the Latvian one beside it is not."""
    view = ArticleView(
        "x", examples.edition("lv"), (replace(examples.edition("en"), lang="ar", slug="jisr"),)
    )
    tree = trees(view, "ar")["lv-ar/2024/x/index.html"]
    assert tree.get("dir") == "rtl"
    assert {(p.get("lang"), p.get("dir")) for p in tree.xpath("//div[@class='body']/div/p")} == {
        ("lv", "ltr"),
        ("ar", None),
    }, "a direction that is the page's is inherited"


def test_the_language_switch_speaks_to_everyone() -> None:
    """Property 3: a nav named in the page's language, languages by their own names, the current one marked."""
    nav = trees()[LV].xpath("//nav[@aria-label='Valoda']")[0]
    found = [(a.text, a.get("lang"), a.get("hreflang"), a.get("aria-current")) for a in nav.iter("a")]
    assert found == [
        ("Latviešu", "lv", "lv", "page"),
        ("English", "en-GB", "en-GB", None),
        ("Līdzās", None, None, None),
    ]


def test_only_existing_versions_are_offered() -> None:
    """Property 4: an edition that is not public is named nowhere."""
    hidden = replace(examples.edition("en-GB"), status=PublicationStatus.SCHEDULED)
    pages = publish.pages(examples.site(), ArticleView("a", examples.edition("lv"), (hidden,)))
    assert list(pages) == [LV]
    assert "footbridge" not in pages[LV].lower()
    assert "<nav" not in pages[LV]


def test_alternates_name_each_other_and_the_default() -> None:
    """Property 6: every version lists itself, the others and x-default, absolute; the sitemap says the same."""
    pages = trees()
    expected = {
        "lv": f"{BASE}lv/2024/par-lielupi-atklats-tilts/",
        "en-GB": f"{BASE}en/2024/footbridge-opened/",
        "x-default": f"{BASE}lv/2024/par-lielupi-atklats-tilts/",
    }
    assert links(pages[LV]) == links(pages[EN]) == expected
    site = examples.site()
    sitemap = etree.fromstring(
        publish.indexes(site, [publish.summarise(site, examples.article())])["sitemap.xml"].encode()
    )
    space = {"s": "http://www.sitemaps.org/schemas/sitemap/0.9", "x": "http://www.w3.org/1999/xhtml"}
    for url in sitemap.xpath("//s:url[contains(s:loc,'2024')]", namespaces=space):
        assert {a.get("hreflang"): a.get("href") for a in url.findall("x:link", space)} == expected
    for path in (LV, EN):
        canonical = pages[path].xpath("string(//link[@rel='canonical']/@href)")
        assert canonical == BASE + path.removesuffix("index.html")


def test_the_parallel_page_stays_outside_search_engines() -> None:
    """Property 7: it is noindex, has no alternates, is nobody's alternate and is not in the sitemap."""
    pages = trees()
    assert "noindex" in pages[BOTH].xpath("string(//meta[@name='robots']/@content)")
    assert links(pages[BOTH]) == {}
    site = examples.site()
    everything = publish.indexes(site, [publish.summarise(site, examples.article())])
    assert not any("lv-en" in text for text in everything.values())


def test_the_parallel_page_goes_pair_by_pair() -> None:
    """Property 8: in the DOM each source stands directly before its target, without table or grid roles."""
    tree = trees()[BOTH]
    ids = tree.xpath("//div[@class='body']//@id[. != 'b0100']")  # the figure is one for both
    assert [i for i in ids if i[0] != "T"] == [i[1:] for i in ids if i[0] == "T"]
    for block in tree.xpath("//div[@class='body']//*[*[@lang]]"):
        cells = [e.get("lang") for e in block if e.get("lang") and e.tag != "img"]
        assert cells == ["lv", "en-GB"] * (len(cells) // 2), etree.tostring(block)
    assert not tree.xpath("//*[@role='grid' or @role='row' or @role='gridcell']")


def test_the_toggle_needs_no_script() -> None:
    """Property 10: both, source or target are radio buttons that the style sheet reads."""
    tree = trees()[BOTH]
    assert [i.get("id") for i in tree.xpath("//fieldset//input[@type='radio']")] == [
        "both",
        "first",
        "second",
    ]


def test_ids_are_the_same_on_all_three_pages() -> None:
    """Properties 11 and 13: paragraphs and sentences carry the same ids everywhere, each once on a page."""
    found = []
    for tree in trees().values():
        ids = tree.xpath("//div[@class='body']//@id")
        assert len(ids) == len(set(ids))
        found.append({i for i in ids if i[0] != "T"})
    assert found[0] == found[1] == found[2]
    paragraphs = [set(tree.xpath("//div[@class='body']//p/@id")) for tree in trees().values()]
    assert paragraphs[0] == paragraphs[1] == {i for i in paragraphs[2] if i[0] != "T"}


def test_every_sentence_has_an_id() -> None:
    """Property 13: each sentence begins at an id on all three pages; on the parallel page its pair does at another."""
    texts = {s.key[:5]: s.text for block in examples.edition("lv").blocks for s in block.segments}
    spoken = texts.keys() - {"b0100"}  # an alternative text is no sentence on the page
    pages = trees()
    for path, tree in pages.items():
        found = tree.xpath("//*/@id")
        assert len(found) == len(set(found)), "no id stands twice"
        assert spoken <= set(found)
        assert (path == BOTH) == ({f"T{key}" for key in spoken} <= set(found))
    for path in (LV, BOTH):
        for key in spoken:
            text = pages[path].xpath("string(//*[@id=$key])", key=key)
            assert text.startswith(re.sub(r"</?\d>", "", texts[key])), (path, key)


def test_equal_beginnings_of_keys_give_whole_ids() -> None:
    """Two segments whose keys begin alike have their whole keys as ids; nobody else's id is touched."""
    assert list(short_ids(("abcdefgh", "abcdexyz", "bcdefghj"))) == ["abcdefgh", "abcdexyz", "bcdef"]


def test_ids_are_stable_under_edits() -> None:
    """Property 11: an inserted paragraph leaves every other id as it is."""
    edition = examples.edition("lv")
    shorter = replace(edition, blocks=edition.blocks[3:])
    before = set(trees(ArticleView("a", shorter))[LV].xpath("//div[@class='body']//@id"))
    after = set(trees(ArticleView("a", edition))[LV].xpath("//div[@class='body']//@id"))
    assert before < after


def test_unequal_editions_fail() -> None:
    """Property 12: a target that lacks a segment of its source is an error that names it, never a shifted page."""
    target = examples.edition("en-GB")
    cut = target.blocks[0]._replace(segments=target.blocks[0].segments[:-1])
    with pytest.raises(Misaligned, match="b0002xyz"):
        trees(ArticleView("a", examples.edition("lv"), (replace(target, blocks=(cut, *target.blocks[1:])),)))
    with pytest.raises(Misaligned, match="blocks"):
        trees(ArticleView("a", examples.edition("lv"), (replace(target, blocks=target.blocks[1:]),)))


def test_a_joined_sentence_is_marked() -> None:
    """Property 12: where two sentences became one, the empty half keeps its place and its id."""
    target = examples.edition("en-GB")
    first, second, third = target.blocks[0].segments
    block = target.blocks[0]._replace(segments=(first, second._replace(text="", joined=True), third))
    tree = trees(
        ArticleView("a", examples.edition("lv"), (replace(target, blocks=(block, *target.blocks[1:])),))
    )
    span = tree["lv-en/2024/a/index.html"].xpath("//*[@id='Tb0001']")[0]
    assert (span.get("class"), span.text) == ("joined", None)


def test_the_reader_is_told_how_it_was_made() -> None:
    """Property 14: original or translation, how made, who checked it and when, linked from the top."""
    pages = trees()
    assert pages[EN].xpath("string(//p[@class='when']/a)").strip() == "Translated from Latvian, reviewed"
    facts = " ".join(pages[EN].xpath("string(//*[@id='about'])").split())
    assert "Machine translation, revised by people" in facts
    assert "Reviewed bythe editors, 15 May 2024" in facts
    assert pages[LV].xpath("string(//p[@class='when']/a)").strip() == "Oriģinālteksts"


def test_a_name_appears_only_when_given() -> None:
    """A reviewer's name stands on the page when the caller has consent, else the editors."""
    target = examples.edition("en-GB")
    for names, others, shown in (
        ((), True, "Reviewed bythe editors, 15 May 2024"),
        (("Anna Ozola",), False, "Reviewed byAnna Ozola, 15 May 2024"),
        (("Anna Ozola",), True, "Reviewed byAnna Ozola, the editors, 15 May 2024"),
    ):
        made = replace(target.provenance, reviewed_by=names, by_others=others)
        view = ArticleView("a", examples.edition("lv"), (replace(target, provenance=made),))
        assert shown in trees(view)[EN].xpath("string(//*[@id='about'])").replace("\n", "")


def test_linked_data_resolves_both_ways() -> None:
    """Property 15: translationOfWork and workTranslation name the other page's own id."""
    pages = trees()
    source, target = graph(pages[LV]), graph(pages[EN])
    assert source["workTranslation"]["@id"] == target["@id"]  # type: ignore[index]
    assert target["translationOfWork"]["@id"] == source["@id"]  # type: ignore[index]
    assert (source["inLanguage"], target["inLanguage"]) == ("lv", "en-GB")
    assert source["@id"] == pages[LV].xpath("string(//link[@rel='canonical']/@href)")


def test_machine_translation_is_marked_for_machines() -> None:
    """Property 16: the page says it in JSON-LD, and each unreviewed machine passage in an attribute."""
    target = examples.with_states(examples.edition("en-GB"), b0001xyz=State.DRAFT)
    tree = trees(ArticleView("a", examples.edition("lv"), (target,)))[EN]
    assert "TrainedAlgorithmicMedia" in str(graph(tree)["digitalSourceType"])
    assert tree.xpath("//span[@data-origin='machine']/@id") == ["b0001"]
    human = replace(examples.edition("en-GB"), provenance=Provenance(Making.HUMAN))
    assert "digitalSourceType" not in graph(trees(ArticleView("a", examples.edition("lv"), (human,)))[EN])


def test_the_original_having_changed_is_told() -> None:
    """Property 17: the source's revision and time stand on the page; a later change of it gives a dated notice."""
    target = examples.edition("en-GB")
    stale = tuple(s._replace(stale=s.key.startswith("b0002")) for s in target.blocks[0].segments)
    changed = replace(target.provenance, source_changed=datetime(2024, 6, 3, 22, 30, tzinfo=UTC))
    target = replace(
        target, provenance=changed, blocks=(target.blocks[0]._replace(segments=stale), *target.blocks[1:])
    )
    tree = trees(ArticleView("a", examples.edition("lv"), (target,)))[EN]
    assert "revision 3, 14 May 2024" in tree.xpath("string(//*[@id='about'])")
    notice = " ".join(tree.xpath("string(//*[contains(@class,'note')])").split())
    assert notice == (
        "The original has changed since this translation was made: 4 June 2024. The passages concerned are marked."
    ), "the day is the newsroom's, where it was past midnight"
    assert tree.xpath("//span[@class='stale']/@id") == ["b0002"]


def test_a_correction_is_dated_and_carried() -> None:
    """Property 18: a correction note shows with its date on the edition's page and on the parallel one.

    One that was written for the original alone stands on the translation too, in the original's language.
    """
    at = datetime(2024, 5, 20, 9, tzinfo=UTC)
    target = replace(
        examples.edition("en-GB"),
        corrections=(publish.Correction(at, "It cost 3.2 million.", "en-GB"),),
        modified_at=at,
    )
    pages = trees(ArticleView("par-lielupi-atklats-tilts", examples.edition("lv"), (target,)))
    for path in (EN, BOTH):
        note = " ".join(pages[path].xpath("string(//*[contains(@class,'note')])").split())
        assert note == "Correction, 20 May 2024: It cost 3.2 million."
    assert graph(pages[EN])["dateModified"] == "2024-05-20T09:00:00Z"
    assert graph(pages[EN])["correction"] == [
        {
            "@type": "CorrectionComment",
            "datePublished": "2024-05-20T09:00:00Z",
            "inLanguage": "en-GB",
            "text": "It cost 3.2 million.",
        }
    ]
    assert "Correction" not in pages[LV].text_content()
    note = publish.Correction(at, "Tilts maksāja 3,2 miljonus.", "lv")
    source, target = (replace(e, corrections=(note,)) for e in examples.article().editions)
    pages = trees(ArticleView("par-lielupi-atklats-tilts", source, (target,)))
    carried = pages[EN].xpath("//*[contains(@class,'note')]")[0]
    assert carried.text_content() == "Correction of the original, 20 May 2024: Tilts maksāja 3,2 miljonus."
    assert carried.xpath("string(./span/@lang)") == "lv"


@pytest.mark.parametrize(
    ("state", "label"),
    [
        (State.DRAFT, "machine draft"),
        (State.REJECTED, "machine draft"),
        (State.UNTRANSLATED, "not translated yet"),
        (State.APPROVED, ""),
    ],
)
def test_what_is_not_approved_is_marked(state: State, label: str) -> None:
    """Property 20: a passage nobody approved carries a word, and the top of the page says there are some."""
    target = examples.with_states(examples.edition("en-GB"), b0301xyz=state)
    tree = trees(ArticleView("a", examples.edition("lv"), (target,)))[EN]
    span = tree.xpath("//span[@id='b0301']")[0]
    assert "".join(span.xpath("./small/text()")) == label
    assert bool(tree.xpath("//*[contains(@class,'note')]")) is bool(label)
    if state is State.UNTRANSLATED:
        assert span.get("lang") == "lv"


def test_all_words_of_a_page_are_in_its_language() -> None:
    """Property 21: dates, labels, alternative texts and OpenGraph follow the language of the page."""
    tree = trees()[LV]
    assert "2024. gada 14. maijs" in tree.text_content()
    assert tree.xpath("string(//img/@alt)") == "Balts tilts pār upi"
    og = {m.get("property"): m.get("content") for m in tree.xpath("//meta[@property]")}
    assert og["og:locale"] == "lv_LV"
    assert og["og:locale:alternate"] == "en_GB"
    assert og["og:title"] == "Pār Lielupi atklāts gājēju tilts"
    assert og["og:description"].startswith("Jaunais tilts")
    assert og["og:image"] == f"{BASE}media/tilts.jpg"
    assert not re.search(r"\b(Search|All news|Published|Original)\b", tree.text_content())


def test_an_article_of_25_paragraphs_keeps_its_limit() -> None:
    """Beside its text such an article has at most 4 kB of markup, 6.5 kB of it on the parallel page."""
    words = {"lv": "Upes krastā atklāts tilts.", "en-GB": "A bridge was opened here."}

    def edition(lang: str) -> EditionView:
        blocks = [
            BlockView(
                Block(BlockKind.PARAGRAPH, ""),
                tuple(SegmentView(f"{n:02d}{m}abcde", words[lang]) for m in range(1 + n % 3)),
            )
            for n in range(25)
        ]
        return replace(examples.edition(lang), blocks=tuple(blocks))

    view = ArticleView("par-lielupi-atklats-tilts", edition("lv"), (edition("en-GB"),))
    for path, page in publish.pages(examples.site(), view).items():
        text = sum(page.count(one) * len(one.encode()) for one in words.values())
        assert len(page.encode()) - text <= (6_500 if path == BOTH else 4_000), path


def test_pages_are_light() -> None:
    """Property 22: no page of the example weighs over 12 kB; script and style come from the site itself."""
    for path, text in publish.pages(examples.site(), examples.article()).items():
        assert len(text.encode()) < 12_000, path
        tree = html.fromstring(text)
        for address in tree.xpath(
            "//script/@src | //link[@rel='stylesheet' or @rel='icon']/@href | //img/@src"
        ):
            assert address.startswith("../../../"), address


def test_a_second_target_language_needs_no_code() -> None:
    """German joins by its name in the settings: pages, pairs, switch, hreflang and JSON-LD know it."""
    pages = trees(examples.article("en-GB", "de"), "en-GB", "de")
    german = pages["de/2024/fussgaengerbruecke-eroeffnet/index.html"]
    assert "lv-de/2024/par-lielupi-atklats-tilts/index.html" in pages
    assert set(links(german)) == {"lv", "en-GB", "de", "x-default"}
    assert links(german) == links(pages[LV])
    assert len(graph(pages[LV])["workTranslation"]) == 2  # type: ignore[arg-type]
    assert "14. Mai 2024" in german.text_content()
    assert "Nebeneinander: Deutsch" in german.xpath("string(//nav)")


def test_a_withdrawn_edition_leaves_a_note() -> None:
    """A withdrawn edition keeps its addresses, says so, is noindex, and shows nothing of the text."""
    gone = replace(
        examples.edition("en-GB"),
        status=PublicationStatus.WITHDRAWN,
        modified_at=datetime(2024, 6, 1, tzinfo=UTC),
    )
    pages = trees(ArticleView("par-lielupi-atklats-tilts", examples.edition("lv"), (gone,)))
    for path in (EN, BOTH):
        assert "noindex" in pages[path].xpath("string(//meta[@name='robots']/@content)")
        assert "has been withdrawn" in pages[path].text_content()
        assert "footbridge" not in pages[path].text_content().lower()
    assert links(pages[LV]) == {"lv": f"{BASE}{LV[:-10]}", "x-default": f"{BASE}{LV[:-10]}"}


def test_a_former_address_leads_on() -> None:
    """A changed slug leaves a page that sends readers and search engines to the new one."""
    view = ArticleView(
        "par-lielupi-atklats-tilts",
        examples.edition("lv"),
        (replace(examples.edition("en-GB"), former=("2024/bridge",)),),
        former=("2023/tilts",),
    )
    pages = trees(view)
    moved = pages["en/2024/bridge/index.html"]
    assert (
        moved.xpath("string(//meta[@http-equiv='refresh']/@content)")
        == "0; url=../../../en/2024/footbridge-opened/"
    )
    assert moved.xpath("string(//link[@rel='canonical']/@href)") == f"{BASE}en/2024/footbridge-opened/"
    assert "lv-en/2023/tilts/index.html" in pages


def test_blocks_keep_their_structure() -> None:
    """Nested lists, quotes, tables, figures and headings come out as such, headings without a gap in depth."""
    tree = trees()[EN]
    body = tree.xpath("//div[@class='body']")[0]
    assert [e.text_content() for e in body.xpath("./ul/li/ol/li")] == ["at the school;", "at the station."]
    assert body.xpath("count(.//table/tr)") + body.xpath("count(.//table/tbody/tr)") == 3
    assert [e.get("scope") for e in body.iter("th")] == ["col", "col"]
    assert (
        body.xpath("string(.//figcaption)")
        == "The new bridge on the day before the opening. Photo: Ilze Krūmiņa"
    )
    assert [e.tag for e in body.iter("h2", "h3", "h4")] == ["h2", "h3"]
    assert body.xpath(".//a/@href") == ["https://example.org/tilts"]
    both = trees()[BOTH]
    assert len(both.xpath("//div[@class='body']//li")) == 4, "a bilingual list has as many items as the list"
    assert len(both.xpath("//h1")) == 1
