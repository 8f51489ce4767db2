"""The UI's words: complete in Latvian and English, and the same everywhere."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest
from babel.messages.catalog import Catalog
from babel.messages.extract import extract_from_dir
from babel.messages.pofile import read_po

from i18nflow import resources
from tests.web.conftest import PLACE, Visitor, World

ROOT = resources.root()
LOCALES = ROOT / "locales"


def used() -> Iterator[object]:
    """Every message of the UI's code and templates."""
    keywords = {"_": None, "_n": (1, 2), "gettext": None, "ngettext": (1, 2), "said": None}
    for folder, pattern, method, options in (
        ("src/i18nflow/webapp", "**.py", "python", {}),
        # What checks say goes out in the language of the page.
        ("src/i18nflow/check", "**.py", "python", {}),
        ("src/i18nflow/glossary", "**.py", "python", {}),
        ("src/i18nflow/names", "**.py", "python", {}),
        ("web/templates/ui", "**.html", "jinja2", {"trimmed": "true", "silent": "false"}),
    ):
        found = extract_from_dir(
            str(ROOT / folder), [(pattern, method)], {pattern: options}, keywords=keywords
        )
        yield from (message for _file, _line, message, _comments, _context in found)


def read(name: str) -> Catalog:
    with (LOCALES / name).open("rb") as file:
        return read_po(file)


def test_the_template_lists_what_the_ui_says() -> None:
    """ui.pot holds every message in use and none that is not."""
    wanted = {message if isinstance(message, str) else message[0] for message in used()}
    there = {m.id if isinstance(m.id, str) else m.id[0] for m in read("ui.pot") if m.id}
    assert there == wanted


@pytest.mark.parametrize("lang", ["lv", "en"])
def test_every_word_is_translated(lang: str) -> None:
    """No empty, fuzzy or obsolete entry, every plural form filled, every placeholder kept."""
    catalog = read(f"{lang}/LC_MESSAGES/ui.po")
    template = {str(m.id) for m in read("ui.pot") if m.id}
    assert {str(m.id) for m in catalog if m.id} == template and not catalog.obsolete
    for message in catalog:
        if not message.id:
            continue
        forms = message.string if isinstance(message.string, tuple) else (message.string,)
        one = message.id if isinstance(message.id, str) else message.id[0]
        assert all(forms) and not message.fuzzy, one
        assert isinstance(message.id, str) or len(forms) == catalog.num_plurals
        for form in forms:
            assert sorted(re.findall(r"%\(\w+\)s|\{\w+\}", form)) == sorted(
                re.findall(r"%\(\w+\)s|\{\w+\}", one)
            ), one


def test_latvian_is_latvian() -> None:
    """The Latvian catalog differs from English in every entry but names of things that are the same."""
    for message in read("lv/LC_MESSAGES/ui.po"):
        if message.id:
            assert message.id != message.string, message.id


@pytest.mark.parametrize(("lang", "word"), [("lv", "Raksti"), ("en", "Articles")])
def test_the_page_speaks_the_language_chosen(visitor: Visitor, lang: str, word: str) -> None:
    """The choice is remembered, said in ``lang`` of the page, and beats the browser's."""
    visitor.post("/preferences", {"lang": lang, "back": "/"})
    page = visitor.get("/").get_data(as_text=True)
    assert f'<html lang="{lang}"' in page and f">{word}</a>" in page


def test_the_browsers_language_is_the_first_choice(world: World) -> None:
    """Who asks for Latvian gets it, who asks for neither gets Latvian too."""
    for asked, lang in (("lv-LV,lv;q=0.9,en;q=0.5", "lv"), ("en-US", "en"), ("fi", "lv")):
        page = world.app().test_client().get("/", headers={"Accept-Language": asked}).get_data(as_text=True)
        assert f'<html lang="{lang}"' in page


def test_a_latvian_page_has_no_english_left(visitor: Visitor) -> None:
    """Words known from the English catalog do not show through on Latvian pages."""
    visitor.post("/preferences", {"lang": "lv", "back": "/"})
    for path in ("/", "/new", "/keys", PLACE, f"{PLACE}catalog/", f"{PLACE}publish/"):
        page = re.sub(r"<[^>]*>", " ", visitor.get(path).get_data(as_text=True))
        for word in ("Approve", "Rejected", "Untranslated", "Publish", "Articles", "Insert", "Key "):
            assert word not in page, (path, word)
