"""The site's own words are complete in Latvian, English and German, and dates follow the language."""

from __future__ import annotations

import re
from datetime import UTC, datetime
from pathlib import Path

import pytest
from babel.messages.extract import extract_from_dir
from babel.messages.pofile import read_po
from jinja2.ext import babel_extract

from i18nflow import resources
from i18nflow.catalog.runtime import translations
from i18nflow.publish.words import Words, og_locale, own_name

LOCALES = resources.root() / "locales"


def collected() -> set[str]:
    """Every text the pages say in their own voice."""
    root = Path(__file__).parents[2]
    found = set()
    for folder, method in (
        (root / "src/i18nflow/publish", "python"),
        (root / "web/templates/site", babel_extract),
    ):
        for _, _, message, _, _ in extract_from_dir(folder, [("**.*", method)], options_map={}):  # type: ignore[list-item]
            found.add(message)
    return {str(message) for message in found}


@pytest.mark.parametrize("lang", ["lv", "en", "de"])
def test_catalogs_are_complete(lang: str) -> None:
    """Each text is translated, none is fuzzy or left over, and the template lists them all."""
    with (LOCALES / lang / "LC_MESSAGES" / "site.po").open("rb") as file:
        catalog = read_po(file)
    texts = {message.id: message for message in catalog if message.id}
    assert set(texts) == collected()
    assert not [m.id for m in texts.values() if not m.string or m.fuzzy]
    for message in texts.values():
        assert sorted(re.findall(r"%\(\w+\)s", message.id)) == sorted(
            re.findall(r"%\(\w+\)s", message.string)
        )
    with (LOCALES / "site.pot").open("rb") as file:
        assert {message.id for message in read_po(file) if message.id} == collected()


@pytest.mark.parametrize(
    ("lang", "day"), [("lv", "2024. gada 14. maijs"), ("en-GB", "14 May 2024"), ("de", "14. Mai 2024")]
)
def test_dates_follow_the_language(lang: str, day: str) -> None:
    """A date is written out as CLDR says, a moment by the newsroom's calendar."""
    words = Words(lang, translations(LOCALES, "site", lang), "Europe/Riga")
    assert words.long("2024-05-14") == day
    assert words.local_day(datetime(2024, 5, 13, 22, 30, tzinfo=UTC)) == day


def test_a_language_without_a_catalog_speaks_english() -> None:
    """A new target is published before anybody has translated the site's words."""
    words = Words("fi", translations(LOCALES, "site", "fi"))
    assert words("All news") == "All news"
    assert words.long("2024-05-14") == "14. toukokuuta 2024"


def test_names_of_languages() -> None:
    """A language is offered by its own name; OpenGraph gets a territory."""
    assert [own_name(lang) for lang in ("lv", "en-GB", "de")] == ["Latviešu", "English", "Deutsch"]
    assert [og_locale(lang) for lang in ("lv", "en-GB", "de", "pt-BR")] == [
        "lv_LV",
        "en_GB",
        "de_DE",
        "pt_BR",
    ]


def test_latvian_order() -> None:
    """ā counts as a, č stands after all of c, š after s."""
    words = Words("lv", translations(LOCALES, "site", "lv"))
    assert words.sorted(["šahs", "zāle", "čaks", "āda", "cūka", "sala", "ala"]) == [
        "āda",
        "ala",
        "cūka",
        "čaks",
        "sala",
        "šahs",
        "zāle",
    ]
