"""Programs that are no dependency of ours read our catalogs: each installed apart and run as itself (make drill)."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from i18nflow import interchange
from i18nflow.catalog import Kind, compare, from_po, recorded, to_po
from i18nflow.interchange import Format
from tests.catalog.examples import HEADER, ROWS

pytestmark = pytest.mark.drill
ACTIVE = [entry for entry in from_po(to_po(ROWS, HEADER).encode(), "a.po").entries if not entry.obsolete]


def run(*command: str | Path, cwd: Path) -> str:
    done = subprocess.run(
        [str(part) for part in command],
        cwd=cwd,
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder with our catalog where the programs look for it."""
    path = tmp_path / "locale" / "en_GB" / "LC_MESSAGES"
    path.mkdir(parents=True)
    (path / "article.po").write_text(to_po(ROWS, HEADER), "utf-8")
    return tmp_path


def installed(folder: Path, *packages: str) -> Path:
    """The Python of a fresh environment with some packages."""
    run(sys.executable, "-m", "venv", folder / "venv", cwd=folder)
    python = folder / "venv" / "bin" / "python"
    run(python, "-m", "pip", "install", "--quiet", *packages, cwd=folder)
    return python


def node(folder: Path, script: str, *packages: str) -> str:
    """What a script for Node says, with some npm packages at hand."""
    if shutil.which("npm") is None:
        pytest.skip("npm is not installed")
    (folder / "package.json").write_text('{"private": true, "type": "module"}', "utf-8")
    run("npm", "install", "--silent", "--no-audit", "--no-fund", *packages, cwd=folder)
    (folder / "read.mjs").write_text(script, "utf-8")
    return run("node", "read.mjs", cwd=folder)


def test_djangos_compilemessages(folder: Path) -> None:
    """It checks with msgfmt and with rules of its own, and builds the binary."""
    if shutil.which("msgfmt") is None:
        pytest.skip("GNU gettext is not installed")
    python = installed(folder, "django")
    run(python, "-m", "django", "compilemessages", cwd=folder)
    assert (folder / "locale/en_GB/LC_MESSAGES/article.mo").stat().st_size > 0


def test_translate_toolkit_loses_nothing(folder: Path) -> None:
    """It reads every entry with state and context, and writes the same bytes back."""
    python = installed(folder, "translate-toolkit")
    (folder / "read.py").write_text(
        "import json, sys\n"
        "from translate.storage.po import pofile\n"
        "store = pofile.parsefile('locale/en_GB/LC_MESSAGES/article.po')\n"
        "units = [u for u in store.units if not u.isheader() and not u.isobsolete()]\n"
        "rows = [[u.getcontext(), str(u.source), str(u.target), u.isfuzzy()] for u in units]\n"
        "print(json.dumps([rows, bytes(store).decode()]))\n",
        "utf-8",
    )
    rows, text = json.loads(run(python, "read.py", cwd=folder))
    assert rows == [[e.context or "", e.msgid, e.msgstr, e.fuzzy] for e in ACTIVE]
    assert text == to_po(ROWS, HEADER)


def test_translate_toolkit_translates_our_xliff(folder: Path) -> None:
    """A target typed in version 1.2 by another program arrives, and nothing else changes."""
    python = installed(folder, "translate-toolkit")
    (folder / "a.xlf").write_bytes(interchange.render(Format.XLIFF_12, ROWS, HEADER))
    (folder / "edit.py").write_text(
        "from translate.storage.xliff import xlifffile\n"
        "store = xlifffile.parsefile('a.xlf')\n"
        "unit = next(u for u in store.units if u.source == 'Vēl netulkots teikums.')\n"
        "unit.target = 'Typed elsewhere.'\n"
        "store.savefile('b.xlf')\n",
        "utf-8",
    )
    run(python, "edit.py", cwd=folder)
    report = compare(interchange.read((folder / "b.xlf").read_bytes(), "b.xlf"), ROWS, recorded(ROWS))
    assert [(c.key, c.kind, c.there) for c in report.moves()] == [("jjjj2345", Kind.NEW, "Typed elsewhere.")]


def test_a_javascript_reader(folder: Path) -> None:
    """gettext-parser finds every entry under its context."""
    said = node(
        folder,
        "import { po } from 'gettext-parser';\n"
        "import { readFileSync } from 'fs';\n"
        "const read = po.parse(readFileSync('locale/en_GB/LC_MESSAGES/article.po'));\n"
        "const rows = Object.values(read.translations).flatMap(Object.values).filter(e => e.msgid);\n"
        "console.log(JSON.stringify(rows.map(e => [e.msgctxt ?? '', e.msgid, e.msgstr[0]])));\n",
        "gettext-parser",
    )
    assert sorted(json.loads(said)) == sorted([e.context or "", e.msgid, e.msgstr] for e in ACTIVE)


def test_a_javascript_program_speaks_by_it(folder: Path) -> None:
    """gettext.js says what is approved in English, and the source where nothing is."""
    said = node(
        folder,
        "import make from 'gettext.js';\n"
        "import { execFileSync } from 'child_process';\n"
        "import { readFileSync } from 'fs';\n"
        "const tool = 'node_modules/gettext.js/bin/po2json';\n"
        "execFileSync('node', [tool, 'locale/en_GB/LC_MESSAGES/article.po', 'a.json']);\n"
        "const i18n = (make.default ?? make)();\n"
        "i18n.loadJSON(JSON.parse(readFileSync('a.json')), 'messages');\n"
        "i18n.setLocale('en_GB');\n"
        "console.log(JSON.stringify(['Mežaparka svētki', 'Ieeja bez maksas.'].map((text) => i18n.gettext(text))));\n",
        "gettext.js",
    )
    assert json.loads(said) == ["Mežaparks festival", "Ieeja bez maksas."]


def test_a_javascript_xliff_tool_saves_and_we_read_it_back(folder: Path) -> None:
    """Version 2 taken apart and written anew by the npm package xliff: its edit arrives for the right segment."""
    (folder / "a.xlf").write_bytes(interchange.render(Format.XLIFF, ROWS, HEADER))
    node(
        folder,
        "import { xliff2js, js2xliff } from 'xliff';\n"
        "import { readFileSync, writeFileSync } from 'fs';\n"
        "const read = await xliff2js(readFileSync('a.xlf', 'utf8'));\n"
        "Object.values(read.resources)[0].jjjj2345.target = 'Typed elsewhere.';\n"
        "writeFileSync('b.xlf', await js2xliff(read));\n",
        "xliff",
    )
    rows = [row for row in ROWS if not row.obsolete]
    catalog = interchange.read((folder / "b.xlf").read_bytes(), "b.xlf")
    changes = {c.key: c for c in compare(catalog, rows, recorded(rows)).changes}
    assert (changes["jjjj2345"].kind, changes["jjjj2345"].there) == (Kind.NEW, "Typed elsewhere.")


@pytest.mark.skipif(shutil.which("po4a-translate") is None, reason="po4a is not installed")
def test_po4a_takes_the_context_free_variant(folder: Path) -> None:
    """A document is built from it without a complaint, and after po4a refreshed the file every text comes back.

    (With contexts po4a warns of a parse error at msgctxt and takes one of two translations.)
    """
    rows = [row for row in ROWS if not row.obsolete]
    (folder / "article.txt").write_text("\n\n".join(row.source for row in rows) + "\n", "utf-8")
    (folder / "article.po").write_text(to_po(ROWS, HEADER, contexts=False, include_translated=True), "utf-8")
    common = ("-f", "text", "-o", "nobullets", "-m", "article.txt", "-p", "article.po", "-M", "UTF-8")
    said = complaints("po4a-translate", *common, "-l", "out.txt", "-L", "UTF-8", "-k", "0", cwd=folder)
    assert said == []
    text = (folder / "out.txt").read_text("utf-8")
    assert text.startswith("Mežaparks festival\n") and text.count("Thanks to all!") == 3
    assert "Ieeja bez maksas." in text, "what is not approved is not used"
    assert complaints("po4a-updatepo", *common, cwd=folder) == []
    back = from_po((folder / "article.po").read_bytes(), "article.po")
    assert compare(back, ROWS, recorded(ROWS)).moves() == ()


def complaints(*command: str, cwd: Path) -> list[str]:
    """What a po4a program says, but for its advice to use another of its programs and its progress."""
    done = subprocess.run(command, cwd=cwd, capture_output=True, text=True, encoding="utf-8", check=True)
    lines = (line.strip() for line in (done.stdout + done.stderr).splitlines())
    return [line for line in lines if line.strip(" .") not in ("", "done") and "deprecated" not in line]
