"""The UI's words: complete in Latvian and English, and the same everywhere."""

from __future__ import annotations

import ast
import html
import re
from collections.abc import Iterator
from functools import cache

import pytest
from babel.messages.catalog import Catalog
from babel.messages.extract import extract_from_dir
from babel.messages.pofile import read_po
from flask import g

from i18nflow import resources
from i18nflow.errors import InputError, NotAllowed, Refused
from i18nflow.model import Actor, Role, State, said
from i18nflow.webapp import words
from i18nflow.workflow import rights
from tests.web.conftest import PLACE, Visitor, World

ROOT = resources.root()
LOCALES = ROOT / "locales"
TEMPLATES = {"trimmed": "true", "silent": "false"}


@cache
def used() -> tuple[object, ...]:
    """Every message of the UI's code and templates."""
    return tuple(_used())


def _used() -> Iterator[object]:
    words = {"_": None, "_n": (1, 2), "gettext": None, "ngettext": (1, 2)}
    for folder, methods, options, keywords in (
        ("src/i18nflow/webapp", [("**.py", "python")], {}, words),
        ("web/templates/ui", [("**.html", "jinja2")], {"**.html": TEMPLATES}, words),
        # Errors and findings go out in the language of the page; the command line and the API speak English.
        (
            "src/i18nflow",
            [("cli/**", "ignore"), ("webapp/api/**", "ignore"), ("**.py", "python")],
            {},
            {"said": None},
        ),
    ):
        found = extract_from_dir(str(ROOT / folder), methods, options, keywords=keywords)
        yield from (message for _file, _line, message, _comments, _context in found)


def read(name: str) -> Catalog:
    with (LOCALES / name).open("rb") as file:
        return read_po(file)


def test_what_is_said_can_be_collected() -> None:
    """``said`` is given a sentence as it stands, so that it is in the catalogs: nothing put together on the way.

    That every error is made of one, mypy sees: ``I18nFlowError`` takes no plain text.
    """
    for path in sorted((ROOT / "src" / "i18nflow").rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "said":
                sentence = node.args[0]
                assert isinstance(sentence, ast.Constant), f"{path.name}:{node.lineno}"


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


def test_an_error_is_said_in_the_language_of_the_page(visitor: Visitor) -> None:
    """Nothing of the other language is on it."""
    for lang, sentence in (("lv", "Raksta „nav-tada” nav."), ("en", "There is no article 'nav-tada'.")):
        visitor.post("/preferences", {"lang": lang, "back": "/"})
        page = html.unescape(visitor.get("/articles/nav-tada/en-GB/").get_data(as_text=True))
        assert sentence in page and 'lang="en"' not in page.replace('<html lang="en"', "")


def test_what_an_error_names_is_said_too(world: World) -> None:
    """The place in a file, states, roles, what somebody may not do, and large numbers."""
    app = world.app()
    inside = said("a password has at most {limit} characters", limit="12,000")
    errors = {
        InputError(
            inside, where="a.po", line=3
        ): "a.po, 3. rinda: parolē ir ne vairāk kā 12\xa0000 rakstzīmes",
        Refused(
            said("Segment {segment} is {state}: there is nothing to reject.", segment="ab", state=State.DRAFT)
        ): "Segmenta ab stāvoklis ir „melnraksts”: nav ko noraidīt.",
        _refusal(): "Anna nedrīkst publicēt rakstu: vajadzīga loma „redaktors” vai augstāka.",
    }
    with app.test_request_context():
        g.ui_lang, g.translations = "lv", app.extensions["i18nflow.catalogs"]["lv"]
        assert [words.explain(error) for error in errors] == list(errors.values())
    assert [str(error) for error in errors][1:] == [
        "Segment ab is draft: there is nothing to reject.",
        "Anna may not publish an article: that takes the role editor or more.",
    ]


def _refusal() -> NotAllowed:
    with pytest.raises(NotAllowed) as caught:
        rights.require(Actor("Anna", frozenset({Role.READER})), Role.EDITOR, said("publish an article"))
    return caught.value


def test_no_message_is_both_with_and_without_plural() -> None:
    """A catalog has one entry for a message: asked for in the other way, it would show in English."""
    plain = {message for message in used() if isinstance(message, str)}
    counted = {message[0] for message in used() if isinstance(message, tuple)}
    assert plain & counted == set()
