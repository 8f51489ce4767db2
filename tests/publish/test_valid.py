"""The Nu HTML checker finds nothing to say about any kind of page (a drill: it needs Java and ``VNU_JAR``)."""

from __future__ import annotations

import os
import shutil
import subprocess
from dataclasses import replace
from pathlib import Path

import pytest

from i18nflow import publish
from i18nflow.model import PublicationStatus, State
from i18nflow.publish import ArticleView, Entry
from tests.publish import examples, test_hostile


@pytest.mark.drill
@pytest.mark.skipif(
    "VNU_JAR" not in os.environ or not shutil.which("java"), reason="VNU_JAR and Java are needed"
)
def test_the_nu_html_checker_is_silent(tmp_path: Path) -> None:
    """No error and no warning on pages, style sheet and icon, with hostile text too."""
    (tmp_path / "media").mkdir()
    (tmp_path / "media" / "tilts.jpg").write_bytes(b"x")
    draft = examples.with_states(examples.edition("en-GB"), b00x0001=State.DRAFT, b03x0001=State.UNTRANSLATED)
    gone = examples.edition("en-GB", slug="gone", status=PublicationStatus.WITHDRAWN, former=("2023/old",))
    views = {
        "a": examples.article("en-GB", "de", slug="a"),
        "draft": ArticleView(
            "draft", examples.edition("lv", slug="melnraksts"), (replace(draft, slug="draft"),)
        ),
        "gone": ArticleView("gone", examples.edition("lv", slug="atsaukts"), (gone,)),
        "hostile": replace(
            test_hostile.hostile("\"><script>alert(1)</script> & ' {{ x }} \u202e\x00"), year=2023
        ),
    } | {f"n{n}": examples.numbered(n) for n in range(45)}
    entries = [Entry(slug, "1") for slug in views]
    folder = tmp_path / "site"
    publish.build(folder, examples.site("en-GB", "de"), entries, views.__getitem__, media=tmp_path / "media")
    files = [p for p in folder.rglob("*") if p.name == "index.html" or p.suffix in (".css", ".svg")]
    command = [
        "java",
        "-jar",
        os.environ["VNU_JAR"],
        "--also-check-css",
        "--also-check-svg",
        *map(str, files),
    ]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr) == (0, "")
