"""An engine that another package brings: really built, really installed, found by the program."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

PROJECT = """
[build-system]
requires = ["hatchling"]
build-backend = "hatchling.build"
[project]
name = "i18nflow-shout"
version = "2.1"
[project.entry-points."i18nflow.engines"]
shout = "i18nflow_shout:engine"
[tool.hatch.build.targets.wheel]
packages = ["i18nflow_shout"]
"""
CODE = """
from i18nflow.translate import EngineInfo, Health, Result, Status

class Shout:
    info = EngineInfo("shout", "2.1", offsite=False, licence="MIT", batch=10, price=0.0)

    def __init__(self, mark):
        self.mark = mark

    def check(self):
        return Health(available=True)

    def translate(self, texts, pair, terms=()):
        return [Result(Status.OK, text.upper() + self.mark) for text in texts]

def engine(settings):
    return Shout(settings.get("mark", "!"))
"""
SETTINGS = """
source = "lv"
targets = ["en-GB"]
[engines]
order = ["shout"]
[engines.shout]
mark = "?!"
"""


@pytest.fixture(scope="module")
def installed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder of packages with the plugin in it: its wheel built, and unpacked as installers do."""
    root = tmp_path_factory.mktemp("plugin")
    (root / "pyproject.toml").write_text(PROJECT, encoding="utf-8")
    (root / "i18nflow_shout").mkdir()
    (root / "i18nflow_shout" / "__init__.py").write_text(CODE, encoding="utf-8")
    build = [sys.executable, "-m", "hatchling", "build", "-t", "wheel"]
    subprocess.run(build, cwd=root, check=True, capture_output=True)
    (wheel,) = (root / "dist").glob("*.whl")
    site = root / "site"
    with zipfile.ZipFile(wheel) as archive:
        archive.extractall(site)
    return site


def call(installed: Path, *words: str) -> str:
    """What the program says with the plugin installed."""
    known = os.pathsep.join(filter(None, (str(installed), os.environ.get("PYTHONPATH", ""))))
    done = subprocess.run(
        [sys.executable, "-m", "i18nflow", *words],
        env=os.environ | {"PYTHONPATH": known}, capture_output=True, text=True, encoding="utf-8", check=True,
    )  # fmt: skip
    return done.stdout


def test_an_installed_package_brings_an_engine(installed: Path, tmp_path: Path) -> None:
    """It is listed with its licence and price, tried by name, and drafts an article with its own settings."""
    root = str(tmp_path / "ws")
    call(installed, "init", root)
    (tmp_path / "ws" / "i18nflow.toml").write_text(SETTINGS, encoding="utf-8")
    listed = {
        one["engine"]: one for one in json.loads(call(installed, "-w", root, "engines", "list", "--json"))
    }
    assert (listed["shout"]["available"], listed["shout"]["runs"], listed["shout"]["licence"]) == (
        True,
        "here",
        "MIT",
    )
    assert call(installed, "-w", root, "engines", "test", "shout", "--text", "labdien") == "LABDIEN?!\n"
    article = tmp_path / "raksts.txt"
    article.write_text("Ostas ziņas\n\nOsta ir atvērta.\n", encoding="utf-8")
    call(installed, "-w", root, "import", str(article))
    done = json.loads(call(installed, "-w", root, "translate", "--json"))
    assert done["drafts"] == {"machine": 2}
