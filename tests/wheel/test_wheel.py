"""The wheel: built, installed into a clean environment, and walked all the way without the checkout."""

from __future__ import annotations

import ast
import contextlib
import json
import os
import re
import shutil
import subprocess
import sys
import sysconfig
import venv
import zipfile
from importlib import metadata
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
pytestmark = pytest.mark.wheel


def run(*command: str | Path, cwd: Path, **env: str) -> str:
    """Run a program; its standard output. A failure shows what it printed."""
    clean = {name: value for name, value in os.environ.items() if not name.startswith(("PYTHON", "I18NFLOW"))}
    done = subprocess.run(
        [str(part) for part in command], cwd=cwd, env=clean | env, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, f"{command}: status {done.returncode}\n{done.stdout}\n{done.stderr}"
    return done.stdout


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A wheel built from this checkout."""
    out = tmp_path_factory.mktemp("dist")
    run(sys.executable, "-m", "build", "--no-isolation", "--wheel", "--outdir", out, cwd=ROOT)
    (made,) = out.glob("*.whl")
    return made


def test_the_wheel_carries_its_data_and_nothing_else(wheel: Path) -> None:
    """Templates, styles, catalogs, samples and the glossary are inside; databases, keys and demo folders are not."""
    names = zipfile.ZipFile(wheel).namelist()
    for needed in (
        "i18nflow/_data/glossary.csv",
        "i18nflow/_data/articles/klastera-aktualitates-2-2020.txt",
        "i18nflow/_data/locales/en/LC_MESSAGES/klastera-aktualitates-2-2020.po",
        "i18nflow/_data/locales/lv/LC_MESSAGES/ui.po",
        "i18nflow/_data/locales/lv/LC_MESSAGES/site.po",
        "i18nflow/_data/web/templates/site/base.html",
        "i18nflow/py.typed",
    ):
        assert needed in names
    unwanted = (".db", ".mo", ".env", ".pyc", ".toml")
    assert [name for name in names if name.endswith(unwanted)] == []
    assert all(name.startswith(("i18nflow/", "i18nflow-")) for name in names)
    assert any(name.endswith("licenses/NOTICE") for name in names)


def test_what_the_containerfile_copies_makes_the_same_wheel(wheel: Path, tmp_path: Path) -> None:
    """Its first stage sees no more of the checkout than it names, and misses nothing."""
    file = (ROOT / "docs/examples/server/Containerfile").read_text("utf-8")
    stage = file.split("\nFROM ")[1]
    copied = [name for line in re.findall(r"^COPY (?!--)(.+) \S+$", stage, re.M) for name in line.split()]
    source = tmp_path / "src"
    source.mkdir()
    for name in copied:
        copy = shutil.copytree if (ROOT / name).is_dir() else shutil.copy
        copy(ROOT / name, source / name)
    out = tmp_path / "out"
    run(sys.executable, "-m", "build", "--no-isolation", "--wheel", "--outdir", out, cwd=source)
    (made,) = out.glob("*.whl")
    names = [
        sorted(n for n in zipfile.ZipFile(one).namelist() if "__pycache__" not in n) for one in (made, wheel)
    ]
    assert names[0] == names[1]


def needed(name: str, seen: set[str]) -> set[str]:
    """The libraries that come with ``name``, itself among them."""
    if name not in seen:
        seen.add(name)
        with contextlib.suppress(metadata.PackageNotFoundError):
            for one in metadata.requires(name) or []:
                if name == "i18nflow" or "extra ==" not in one:
                    needed(re.split(r"[^A-Za-z0-9_.-]", one)[0].lower().replace("_", "-"), seen)
    return seen


def test_every_library_of_the_program_is_declared() -> None:
    """What the package imports comes with its dependencies, or those of its extras: development's own would not be there."""
    declared = needed("i18nflow", set())
    provided = metadata.packages_distributions()
    imported = {
        name.partition(".")[0]
        for path in (ROOT / "src").rglob("*.py")
        for node in ast.walk(ast.parse(path.read_text("utf-8")))
        for name in (
            [alias.name for alias in node.names] if isinstance(node, ast.Import)
            else [node.module or ""] if isinstance(node, ast.ImportFrom) else []
        )
    }  # fmt: skip
    foreign = imported - set(sys.stdlib_module_names) - {"i18nflow", ""}
    of = {name: {one.lower().replace("_", "-") for one in provided.get(name, [])} for name in foreign}
    assert {name: made for name, made in of.items() if made and not made & declared} == {}
    assert len(declared & set().union(*of.values())) > 20


@pytest.mark.parametrize("installed", ["beside", pytest.param("clean", marks=pytest.mark.drill)])
def test_an_installed_wheel_walks_the_whole_way(wheel: Path, tmp_path: Path, installed: str) -> None:
    """Outside the checkout, the demo runs to its end: with the libraries that are here, and in a clean environment."""
    environment = tmp_path / "env"
    venv.create(environment, with_pip=installed == "clean")
    python = environment / "bin" / "python"
    program: list[Path | str] = [python, "-m", "i18nflow"]
    if installed == "clean":
        quiet = ("--quiet", "--disable-pip-version-check", "--constraint", ROOT / "constraints.txt")
        run(python, "-m", "pip", "install", *quiet, wheel, cwd=tmp_path)
        program = [environment / "bin" / "i18nflow"]
    else:
        # A wheel of nothing but Python is its own installation.
        (site,) = environment.glob("lib/python*/site-packages")
        zipfile.ZipFile(wheel).extractall(site)
        (site / "beside.pth").write_text(sysconfig.get_path("purelib"))
    assert "i18nflow, version" in run(*program, "--version", cwd=tmp_path)
    # Port 9 of this machine answers nobody: the demo's engine is out of reach at once, as without internet.
    run(*program, "demo", "shown", "--no-serve", cwd=tmp_path, HTTPS_PROXY="http://127.0.0.1:9")
    status = json.loads(run(*program, "-w", "shown", "status", "--json", cwd=tmp_path))
    first = next(one for one in status if one["article"] == "klastera-aktualitates-2-2020")
    assert first["publication"] == "published"
    assert (tmp_path / "shown" / "site" / "en" / "2020").is_dir()
