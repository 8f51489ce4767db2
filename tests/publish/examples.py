"""An invented article in Latvian, English and German with every kind of block, and a site to publish it on."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import UTC, date, datetime
from functools import lru_cache

from i18nflow import publish, resources
from i18nflow.catalog.runtime import translations
from i18nflow.model import Block, BlockKind, Code, Image, Origin, SegmentKind, State
from i18nflow.publish import (
    ArticleView,
    BlockView,
    EditionView,
    Making,
    Provenance,
    SegmentView,
    Site,
    SiteConfig,
)

LINK = (Code(1, "link", href="https://example.org/tilts"), Code(2, "strong"))
PUBLISHED = datetime(2024, 5, 14, 7, 30, tzinfo=UTC)

# kind, options, and per language the sentences
_Row = tuple[BlockKind, Mapping[str, object], Mapping[str, Sequence[str]]]
_P, _H, _L, _Q, _T, _F = (
    BlockKind.PARAGRAPH,
    BlockKind.HEADING,
    BlockKind.LIST_ITEM,
    BlockKind.QUOTE,
    BlockKind.TABLE_CELL,
    BlockKind.FIGURE,
)
ROWS: tuple[_Row, ...] = (
    (
        _P,
        {},
        {
            "lv": (
                "Otrdien pār Lielupi pie Ķemeru ceļa atklāts jauns gājēju tilts.",
                "Tas savieno abus krastus pirmo reizi kopš 1944. gada, kad koka tiltu aiznesa ledus.",
                "Būvdarbi ilga četrpadsmit mēnešus un izmaksāja 3,2 miljonus eiro.",
            ),
            "en": (
                "On Tuesday a new footbridge was opened over the Lielupe at Ķemeri Road.",
                "It joins the two banks for the first time since 1944, when ice carried the wooden bridge away.",
                "The work took fourteen months and cost 3.2 million euros.",
            ),
            "de": (
                "Am Dienstag wurde an der Ķemeri-Straße eine neue Fußgängerbrücke über die Lielupe eröffnet.",
                "Sie verbindet die Ufer zum ersten Mal seit 1944, als Eis die Holzbrücke fortriss.",
                "Der Bau dauerte vierzehn Monate und kostete 3,2 Millionen Euro.",
            ),
        },
    ),
    (
        _F,
        {"image": Image("tilts.jpg", 1200, 675)},
        {
            "lv": ("Balts tilts pār upi", "Jaunais tilts dienu pirms atklāšanas.", "Foto: Ilze Krūmiņa"),
            "en": (
                "A white bridge over a river",
                "The new bridge on the day before the opening.",
                "Photo: Ilze Krūmiņa",
            ),
            "de": (
                "Eine weiße Brücke über einem Fluss",
                "Die neue Brücke am Tag vor der Eröffnung.",
                "Foto: Ilze Krūmiņa",
            ),
        },
    ),
    (
        _H,
        {"level": 2},
        {"lv": ("Kāpēc tieši šeit",), "en": ("Why here",), "de": ("Warum gerade hier",)},
    ),
    (
        _P,
        {},
        {
            "lv": (
                "Līdz šim skolēni uz <1>pamatskolu otrā krastā</1> brauca ar autobusu apkārt.",
                "Tagad ceļš ir <2>septiņas minūtes</2> kājām.",
            ),
            "en": (
                "Until now, pupils went to the <1>school on the other bank</1> by bus, the long way round.",
                "Now it is <2>seven minutes</2> on foot.",
            ),
            "de": (
                "Bisher fuhren die Kinder mit dem Bus zur <1>Schule am anderen Ufer</1>, außen herum.",
                "Jetzt sind es <2>sieben Minuten</2> zu Fuß.",
            ),
        },
    ),
    (
        _Q,
        {"group": 1},
        {
            "lv": ("“Mēs to gaidījām trīs paaudzes,” atklāšanā teica Ausma Bērziņa.",),
            "en": ("‘We have been waiting for three generations,’ Ausma Bērziņa said at the opening.",),
            "de": ("„Drei Generationen lang haben wir gewartet“, sagte Ausma Bērziņa bei der Eröffnung.",),
        },
    ),
    (_H, {"level": 3}, {"lv": ("Kas vēl sekos",), "en": ("What comes next",), "de": ("Was noch folgt",)}),
    (
        _L,
        {"level": 1, "group": 2},
        {
            "lv": ("apgaismojums abās pusēs;",),
            "en": ("lighting on both sides;",),
            "de": ("Beleuchtung auf beiden Seiten;",),
        },
    ),
    (
        _L,
        {"level": 1, "group": 2},
        {"lv": ("velosipēdu novietnes:",), "en": ("bicycle stands:",), "de": ("Fahrradständer:",)},
    ),
    (
        _L,
        {"level": 2, "group": 2, "ordered": True, "marker": "1."},
        {"lv": ("pie skolas;",), "en": ("at the school;",), "de": ("an der Schule;",)},
    ),
    (
        _L,
        {"level": 2, "group": 2, "ordered": True, "marker": "2."},
        {"lv": ("pie stacijas.",), "en": ("at the station.",), "de": ("am Bahnhof.",)},
    ),
    *(
        (
            _T,
            {"group": 3, "row": row, "column": column, "header": row == 0},
            {"lv": (lv,), "en": (en,), "de": (de,)},
        )
        for row, cells in enumerate(
            (
                (("Gads", "Year", "Jahr"), ("Gājēji dienā", "Walkers a day", "Fußgänger am Tag")),
                (("2024", "2024", "2024"), ("850", "850", "850")),
                (("2030", "2030", "2030"), ("1 400", "1,400", "1.400")),
            )
        )
        for column, (lv, en, de) in enumerate(cells)
    ),
    (
        _P,
        {},
        {
            "lv": ("Tilts ir atvērts visu diennakti.",),
            "en": ("The bridge is open day and night.",),
            "de": ("Die Brücke ist Tag und Nacht geöffnet.",),
        },
    ),
)
HEADLINES = {
    "lv": "Pār Lielupi atklāts gājēju tilts",
    "en": "Footbridge opened over the Lielupe",
    "de": "Fußgängerbrücke über die Lielupe eröffnet",
}
SUMMARIES = {
    "lv": "Jaunais tilts skolēniem un dārzniekiem ietaupa divdesmit minūtes ceļa.",
    "en": "The new bridge saves pupils and gardeners twenty minutes each way.",
    "de": "Die neue Brücke spart Schülern und Gärtnern zwanzig Minuten Weg.",
}
TOPICS = {
    "lv": ("Satiksme", "Pašvaldības"),
    "en": ("Transport", "Municipalities"),
    "de": ("Verkehr", "Gemeinden"),
}
SLUGS = {"lv": "par-lielupi-atklats-tilts", "en": "footbridge-opened", "de": "fussgaengerbruecke-eroeffnet"}
_MADE = Provenance(
    Making.MACHINE_REVISED,
    engine="Example Engine",
    reviewed_on=date(2024, 5, 15),
    source_revision=3,
    source_at=datetime(2024, 5, 14, 6, 0, tzinfo=UTC),
)
_FIGURE_KINDS = (SegmentKind.ALT, SegmentKind.CAPTION, SegmentKind.CREDIT)


def edition(lang: str, **more: object) -> EditionView:
    """The article's edition in ``lv``, ``en-GB`` or ``de``, with some of its values replaced."""
    base = lang.partition("-")[0]
    blocks = []
    for number, (kind, options, texts) in enumerate(ROWS):
        sentences = texts[base]
        kinds = _FIGURE_KINDS if kind is BlockKind.FIGURE else (SegmentKind.PARAGRAPH,) * len(sentences)
        segments = tuple(
            SegmentView(f"b{number:02d}{place:02d}xyz", text, LINK if "<" in text else (), kind=kinds[place])
            for place, text in enumerate(sentences)
        )
        blocks.append(BlockView(Block(kind, "", **options), segments))  # type: ignore[arg-type]
    values: dict[str, object] = {
        "lang": lang,
        "slug": SLUGS[base],
        "headline": (SegmentView("headl000", HEADLINES[base], kind=SegmentKind.HEADLINE),),
        "summary": (SegmentView("summa000", SUMMARIES[base], kind=SegmentKind.SUMMARY),),
        "topics": tuple(
            SegmentView(f"topic00{n}", topic, kind=SegmentKind.TOPIC) for n, topic in enumerate(TOPICS[base])
        ),
        "blocks": tuple(blocks),
        "date": date(2024, 5, 14),
        "author": "Upes ziņas",
        "provenance": Provenance(Making.ORIGINAL) if base == "lv" else _MADE,
        "published_at": PUBLISHED,
    }
    return EditionView(**{**values, **more})  # type: ignore[arg-type]


def article(*langs: str, slug: str = "par-lielupi-atklats-tilts") -> ArticleView:
    """The article with these target languages, English when none is named."""
    return ArticleView(slug, edition("lv"), tuple(edition(lang) for lang in langs or ("en-GB",)))


def numbered(number: int, *, year: int = 2024, headline: str = "") -> ArticleView:
    """A short article of its own: the n-th of a row of news."""
    day = date(year, 1 + number % 12, 1 + number % 28)
    at = datetime(year, day.month, day.day, 6, number // 1440 % 24, number % 60, tzinfo=UTC)

    def one(lang: str) -> EditionView:
        base = lang.partition("-")[0]
        title = headline or f"{HEADLINES[base]} {number}"
        whole = edition(lang, slug=f"{SLUGS[base]}-{number}", date=day, published_at=at)
        head = (whole.headline[0]._replace(text=title),)
        return replace(whole, headline=head, blocks=whole.blocks[-1:])

    return ArticleView(f"news-{year}-{number}", one("lv"), (one("en-GB"),))


def with_states(view: EditionView, **states: State) -> EditionView:
    """The edition with the segments named by key in another state, as machine drafts."""
    blocks = tuple(
        block._replace(
            segments=tuple(
                s._replace(state=states[s.key], origin=Origin.MACHINE) if s.key in states else s
                for s in block.segments
            ),
        )
        for block in view.blocks
    )
    return replace(view, blocks=blocks)


@lru_cache(maxsize=8)
def site(*targets: str, **more: object) -> Site:
    """A site from Latvian into ``targets`` (English when none is named)."""
    config = SiteConfig("https://upe.example/zinas", "Upes ziņas", "lv", targets or ("en-GB",), **more)  # type: ignore[arg-type]
    root = resources.root()
    return publish.open_site(config, web=root / "web", locales=root / "locales", translations=translations)
