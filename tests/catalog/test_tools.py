"""The tools that translators and programs use take our catalogs without a question; each is run for real."""

from __future__ import annotations

import gettext
import random
import shutil
import subprocess
from io import BytesIO
from pathlib import Path

import polib
import pytest
from babel.messages.pofile import read_po

from i18nflow.catalog import Row, build, from_po, to_mo, to_po, to_pot
from i18nflow.model import State
from tests.catalog.examples import HEADER, ROWS

needs_gettext = pytest.mark.skipif(shutil.which("msgfmt") is None, reason="GNU gettext is not installed")

# What occurs in news: also where lines may or may not end is told by these.
WORDS = (
    *["projekta", "klasteris,", "līdzfinansējums", "sadarbība;", "2020.gada", "2.ceturksnī", "220`231", "EUR", "10\xa0000", "(pēc", "plāna)"],
    *["“Health”", "„Veselība”", "«nams»", "https://example.lv/a-b_c?d=e&f=g", "3,4%", "25", "%", "…", "–", "—", "e-pasts", "A/B", "1/2", "+371", "§5", "№7"],
    *["<1>treknrakstā</1>", "<2/>", "5°C", "\\", '"citāts"', "'x'", "[..]", "*.po", "#1", "a|b", "12:30–14:00", "2.–3.", "€5", "5€", "(1)", "{x}", "%", "!", "?!"],
    "rinda\nrinda",
    "tab\tulācija",
)  # fmt: skip


def run(*command: str | Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [str(part) for part in command], capture_output=True, text=True, encoding="utf-8", check=False
    )


def prose(count: int) -> list[Row]:
    """Rows with texts of all lengths, the same in every run."""
    dice = random.Random(4)
    states = [State.APPROVED, State.DRAFT, State.TRANSLATED, State.UNTRANSLATED]

    def text() -> str:
        return " ".join(dice.choices(WORDS, k=dice.randint(1, 40)))

    return [
        Row(
            f"key{n}",
            text(),
            text(),
            dice.choice(states),
            block=n,
            line=n,
            previous_source=text(),
            terms=(text().replace("\n", " "),),
            obsolete=dice.random() < 0.2,
        )
        for n in range(count)
    ]


@pytest.fixture(params=["article", "prose", "context-free", "lv plural header"])
def file(request: pytest.FixtureRequest, tmp_path: Path) -> Path:
    """A catalog on disk."""
    texts = {
        "article": lambda: to_po(ROWS, HEADER),
        "prose": lambda: to_po(prose(150), HEADER),
        "context-free": lambda: to_po(ROWS, HEADER, contexts=False),
        "lv plural header": lambda: to_po(ROWS, HEADER.__class__("a", "en", "ru")),
    }
    path = tmp_path / "a.po"
    path.write_text(texts[request.param](), "utf-8", newline="\n")
    return path


@needs_gettext
def test_msgfmt_accepts_it_silently(file: Path) -> None:
    """All checks on, and only the count is said."""
    done = run("msgfmt", "--check", "--check-header", "-v", "-o", file.with_suffix(".mo"), file)
    assert done.returncode == 0
    assert "translated message" in done.stderr
    assert done.stderr.count("\n") == 1, done.stderr


@needs_gettext
def test_msgcat_writes_the_same_bytes(file: Path) -> None:
    """Also where it breaks lines."""
    assert run("msgcat", file).stdout == file.read_text("utf-8")


@needs_gettext
def test_msgmerge_with_itself_changes_nothing(file: Path) -> None:
    """The usual first step of a translator's day."""
    done = run("msgmerge", "--quiet", "--previous", file, file)
    assert (done.stdout, done.stderr) == (file.read_text("utf-8"), "")


@needs_gettext
def test_our_binary_says_what_msgfmts_says(file: Path) -> None:
    """The .mo built here and the one msgfmt builds hold the same messages."""
    run("msgfmt", "-o", file.with_suffix(".mo"), file)
    theirs = gettext.GNUTranslations(BytesIO(file.with_suffix(".mo").read_bytes()))
    ours = gettext.GNUTranslations(BytesIO(to_mo(from_po(file.read_bytes(), "a.po"))))
    assert ours._catalog == theirs._catalog  # type: ignore[attr-defined]
    assert ours.info() == theirs.info()


@needs_gettext
def test_a_catalog_can_be_made_from_the_template(tmp_path: Path) -> None:
    """msginit takes the .pot; msgmerge takes it as the reference of the .po."""
    (tmp_path / "a.pot").write_text(to_pot(ROWS, HEADER), "utf-8")
    (tmp_path / "a.po").write_text(to_po(ROWS, HEADER), "utf-8")
    done = run("msginit", "--no-translator", "-l", "en_GB", "-i", tmp_path / "a.pot", "-o", tmp_path / "b.po")
    assert done.returncode == 0, done.stderr
    merged = run("msgmerge", "--quiet", "--previous", tmp_path / "a.po", tmp_path / "a.pot").stdout
    assert 'msgstr "Mežaparks festival"' in merged


def test_polib_reads_it(file: Path) -> None:
    """Entry by entry, with flags, contexts and previous msgids."""
    theirs = polib.pofile(str(file))
    ours = from_po(file.read_bytes(), "a.po")
    assert [(e.msgctxt, e.msgid, e.msgstr, "fuzzy" in e.flags, bool(e.obsolete)) for e in theirs] == [
        (e.context, e.msgid, e.msgstr, e.fuzzy, e.obsolete) for e in ours.entries
    ]
    assert theirs.metadata == dict(ours.fields)


BABELS_FALSE_ALARMS = ("placeholders are incompatible", "incompatible format for placeholder")
"""Prose such as "3,4 % un" is taken for a printf format; no flag stops that."""


def test_babel_reads_it(file: Path) -> None:
    """Without an error, and without an alarm but the two known false ones."""
    catalog = read_po(BytesIO(file.read_bytes()), abort_invalid=True)
    alarms = [str(alarm) for message in catalog for alarm in message.check(catalog)]
    assert [alarm for alarm in alarms if not alarm.startswith(BABELS_FALSE_ALARMS)] == []
    assert len(catalog) == sum(not entry.obsolete for entry in from_po(file.read_bytes(), "a.po").entries)


def test_pythons_gettext_finds_approved_texts_only() -> None:
    """Bare, by context, and not at all what is a draft."""
    words = gettext.GNUTranslations(BytesIO(to_mo(build(ROWS, HEADER, include_translated=True))))
    assert words.gettext("Paldies visiem!") == "Thanks to all!"
    assert words.pgettext("eeee6666", "Paldies visiem!") == "Thank you, everyone!"
    assert words.gettext("Sākums pulksten 12.") == "Sākums pulksten 12."
