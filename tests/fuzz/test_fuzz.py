"""Whatever bytes come in. The corpus and everything ever found run each time; ``make fuzz`` looks for more."""

from __future__ import annotations

import importlib.util
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.fuzz.targets import TARGETS

HERE = Path(__file__).parent
CORPUS = HERE / "corpus"
SECONDS = int(os.environ.get("FUZZ_SECONDS", "60"))
FILES = sorted(path for path in CORPUS.rglob("*") if path.is_file())


@pytest.mark.parametrize("path", FILES, ids=lambda path: f"{path.parent.name}/{path.name}")
def test_what_is_kept_is_read_or_refused(path: Path) -> None:
    """A file of the corpus, or one that once was too much (their names begin with ``found-``)."""
    TARGETS[path.parent.name](path.read_bytes())


def seeds(name: str) -> list[bytes]:
    """The files kept for a target."""
    return [path.read_bytes() for path in FILES if path.parent.name == name]


@pytest.mark.parametrize("name", TARGETS)
def test_pieces_of_the_corpus_in_any_order(name: str) -> None:
    """A cut, doubled or spliced file is read or refused, too."""
    kept = seeds(name)
    assert kept, f"no corpus for {name}"

    @settings(max_examples=40)
    @given(st.data())
    def spliced(data: st.DataObject) -> None:
        first, second = data.draw(st.sampled_from(kept)), data.draw(st.sampled_from(kept))
        cut = data.draw(st.integers(0, len(first)))
        other = data.draw(st.integers(0, len(second)))
        middle = data.draw(st.binary(max_size=8))
        TARGETS[name](first[:cut] + middle + second[other:])

    spliced()


@pytest.mark.drill
@pytest.mark.parametrize("name", TARGETS)
def test_a_coverage_guided_run_finds_nothing(name: str, tmp_path: Path) -> None:
    """atheris for a minute (``FUZZ_SECONDS``) a target; what it finds is kept in the message to be added here."""
    if importlib.util.find_spec("atheris") is None:
        pytest.fail("atheris is not installed: pip install --group fuzz")
    corpus = tmp_path / "corpus"
    shutil.copytree(CORPUS / name, corpus)
    done = subprocess.run(
        [sys.executable, "-m", "tests.fuzz.run", name, str(SECONDS), str(corpus), str(tmp_path)],
        cwd=HERE.parents[1],
        capture_output=True,
        text=True,
        check=False,
        timeout=SECONDS * 3 + 120,
    )
    found = [path for path in tmp_path.iterdir() if path.is_file()]
    told = "\n".join(f"{path.name}: {path.read_bytes()[:400]!r}" for path in found)
    assert done.returncode == 0 and not found, f"{told}\n{done.stderr[-4000:]}"
