"""Foreign judges of the pages: the Nu HTML checker (Java and ``VNU_JAR``) and Lighthouse (Node and ``LIGHTHOUSE``)."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import threading
from dataclasses import replace
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest
from PIL import Image

from i18nflow import publish
from i18nflow.model import PublicationStatus, State
from i18nflow.publish import ArticleView, Entry
from tests.conftest import CHROMIUM
from tests.publish import examples, test_hostile


@pytest.mark.drill
@pytest.mark.skipif(
    "VNU_JAR" not in os.environ or not shutil.which("java"), reason="VNU_JAR and Java are needed"
)
def test_the_nu_html_checker_is_silent(tmp_path: Path) -> None:
    """No error and no warning on pages, style sheet and icon, with hostile text too."""
    (tmp_path / "media").mkdir()
    (tmp_path / "media" / "tilts.jpg").write_bytes(b"x")
    draft = examples.with_states(examples.edition("en-GB"), b0001xyz=State.DRAFT, b0301xyz=State.UNTRANSLATED)
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


@pytest.mark.drill
@pytest.mark.skipif(
    "LIGHTHOUSE" not in os.environ or not shutil.which("node"), reason="LIGHTHOUSE and Node are needed"
)
@pytest.mark.parametrize(
    "path", ["lv/2024/par-lielupi-atklats-tilts/", "en/2024/footbridge-opened/", "en/", "en/topics/"]
)
def test_lighthouse_gives_full_marks(tmp_path: Path, path: str) -> None:
    """Accessibility, best practices and SEO are 100 on articles and lists (LIGHTHOUSE is its command's path)."""
    folder = tmp_path / "site"
    (tmp_path / "media").mkdir()
    Image.new("RGB", (1200, 675), (90, 140, 150)).save(tmp_path / "media" / "tilts.jpg")
    view = examples.article()
    publish.build(folder, examples.site(), [Entry(view.slug, "1")], lambda _: view, media=tmp_path / "media")
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(QuietFiles, directory=str(folder)))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    report = tmp_path / "report.json"
    command = [
        os.environ["LIGHTHOUSE"],
        f"http://127.0.0.1:{server.server_port}/{path}",
        "--quiet",
        "--chrome-flags=--headless --no-sandbox --disable-dev-shm-usage",
        "--only-categories=accessibility,best-practices,seo",
        "--output=json",
        f"--output-path={report}",
    ]
    subprocess.run(command, check=True, env={**os.environ, "CHROME_PATH": CHROMIUM}, timeout=300)
    server.shutdown()
    server.server_close()
    scores = {name: found["score"] for name, found in json.loads(report.read_text())["categories"].items()}
    assert scores == {"accessibility": 1, "best-practices": 1, "seo": 1}


class QuietFiles(SimpleHTTPRequestHandler):
    """A folder over HTTP, without a word on the terminal."""

    def log_message(self, format: str, *args: object) -> None:
        """Nothing."""
