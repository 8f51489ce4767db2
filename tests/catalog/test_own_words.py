"""The program's own catalogs: read at run time, kept in step with the code."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from i18nflow import resources
from i18nflow.catalog import Entry, from_po, own
from i18nflow.catalog.runtime import translations

PO = 'msgid ""\nmsgstr "Content-Type: text/plain; charset=UTF-8\\nPlural-Forms: nplurals=2; plural=(n != 1);\\n"\n\n'


def place(root: Path, lang: str, text: str) -> Path:
    path = root / lang / "LC_MESSAGES" / "ui.po"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(PO + text, "utf-8")
    return path


def test_a_catalog_is_read_without_a_binary_on_disk(tmp_path: Path) -> None:
    """Plurals too; nothing is written."""
    text = 'msgid "Save"\nmsgstr "Saglabāt"\n\nmsgid "day"\nmsgid_plural "days"\nmsgstr[0] "diena"\nmsgstr[1] "dienas"\n'
    path = place(tmp_path, "lv", text)
    words = translations(tmp_path, "ui", "lv")
    assert words.gettext("Save") == "Saglabāt"
    assert [words.ngettext("day", "days", n) for n in (1, 5)] == ["diena", "dienas"]
    assert list(path.parent.iterdir()) == [path]


def test_a_variant_falls_back_to_its_language_and_then_to_the_message(tmp_path: Path) -> None:
    """en-GB reads en; a language without a catalog leaves every word as it is."""
    place(tmp_path, "en", 'msgid "Color"\nmsgstr "Colour"\n')
    assert translations(tmp_path, "ui", "en-GB").gettext("Color") == "Colour"
    assert translations(tmp_path, "ui", "de").gettext("Color") == "Color"


def test_a_changed_catalog_is_read_again(tmp_path: Path) -> None:
    """What was read is kept only while the file is the same."""
    path = place(tmp_path, "lv", 'msgid "Save"\nmsgstr "Saglabāt"\n')
    assert translations(tmp_path, "ui", "lv") is translations(tmp_path, "ui", "lv")
    place(tmp_path, "lv", 'msgid "Save"\nmsgstr "Glabāt"\n')
    os.utime(path, (1, 1))
    assert translations(tmp_path, "ui", "lv").gettext("Save") == "Glabāt"


@pytest.fixture
def checkout(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A tree with one domain: a template, a module, and a Latvian catalog with an old word."""
    (tmp_path / "code").mkdir()
    (tmp_path / "pages").mkdir()
    (tmp_path / "code" / "a.py").write_text('x = _("Save %(name)s")\n', "utf-8")
    (tmp_path / "pages" / "a.html").write_text(
        '<p>{{ _("Home") }} {{ ngettext("%(num)s day", "%(num)s days", n) }}</p>', "utf-8"
    )
    place(tmp_path / "locales", "lv", 'msgid "Home"\nmsgstr "Sākums"\n\nmsgid "Away"\nmsgstr "Prom"\n')
    monkeypatch.setattr(own, "DOMAINS", {"ui": (own.Place("code"), own.Place("pages"))})
    monkeypatch.setattr(resources, "root", lambda: tmp_path)
    return tmp_path


def test_messages_of_code_and_templates_become_a_template_and_reach_the_catalogs(checkout: Path) -> None:
    """Translations stay, new messages are empty, vanished ones obsolete; a second run has nothing to do."""
    assert own.main(["--check"]) == 1
    assert own.main([]) == 0
    assert own.main(["--check"]) == 0
    template = from_po((checkout / "locales" / "ui.pot").read_bytes(), "ui.pot")
    assert [(e.msgid, e.flags) for e in template.entries] == [
        ("%(num)s day", ("python-format",)),
        ("Home", ()),
        ("Save %(name)s", ("python-format",)),
    ]
    catalog = from_po((checkout / "locales/lv/LC_MESSAGES/ui.po").read_bytes(), "ui.po")
    assert [(e.msgid, e.msgstr, e.obsolete) for e in catalog.entries] == [
        ("%(num)s day", "", False),
        ("Home", "Sākums", False),
        ("Save %(name)s", "", False),
        ("Away", "Prom", True),
    ]
    assert catalog.entries[0].plurals == ("", "")


def test_they_are_in_step_with_the_code() -> None:
    """Templates and catalogs in this tree are what `make words` writes."""
    stale = [path.name for path in own.outdated(resources.root())]
    assert stale == [], "run: make words"


def test_plural_forms_follow_the_catalogs_language() -> None:
    """A Latvian entry gets three forms."""
    catalog = from_po(b'msgid ""\nmsgstr "Plural-Forms: nplurals=3; plural=0;\\n"\n', "x.po")
    template = from_po(b'msgid "a"\nmsgid_plural "b"\nmsgstr[0] ""\nmsgstr[1] ""\n', "x.pot")
    assert own.merged(catalog, template).entries == (Entry("a", plural="b", plurals=("", "", "")),)
