"""Whatever bytes come in. The corpus, everything ever found and a bounded look for more run each time.

``make fuzz`` looks longer.
"""

from __future__ import annotations

import os
import platform
import shutil
import subprocess
import sys
from collections.abc import Iterable
from importlib.util import find_spec
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.fuzz.targets import TARGETS

HERE = Path(__file__).parent
CORPUS = HERE / "corpus"
SECONDS = int(os.environ.get("FUZZ_SECONDS", "60"))
RUNS = 1000
"""Of each target in ``make test``: with those of all targets about twenty seconds of one core."""
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


HAS_WHEEL = sys.platform == "linux" and platform.machine() == "x86_64" and sys.version_info < (3, 14)


@pytest.mark.skipif(
    not HAS_WHEEL and find_spec("atheris") is None,
    reason="there is no wheel of atheris for this machine or Python: make drill builds it",
)
def test_a_bounded_coverage_guided_run_finds_nothing(tmp_path: Path) -> None:
    """atheris over every target, as many runs each and always the same ones: what a change has just broken."""
    guided(tmp_path, TARGETS, f"-runs={RUNS}", "-seed=1")


@pytest.mark.drill
@pytest.mark.parametrize("name", TARGETS)
def test_a_coverage_guided_run_finds_nothing(name: str, tmp_path: Path) -> None:
    """atheris for a minute (``FUZZ_SECONDS``) a target, each time from somewhere else."""
    guided(tmp_path, [name], f"-max_total_time={SECONDS}")


def guided(tmp_path: Path, names: Iterable[str], *flags: str) -> None:
    """Run atheris; what it finds is in the message whole, to be kept as ``corpus/TARGET/found-...``."""
    if find_spec("atheris") is None:
        pytest.fail("atheris is not installed: pip install --group drill")
    corpus, artifacts = tmp_path / "corpus", tmp_path / "artifacts"
    shutil.copytree(CORPUS, corpus)
    artifacts.mkdir()
    done = subprocess.run(
        [sys.executable, "-m", "tests.fuzz.run", artifacts, corpus, ",".join(names), *flags],
        cwd=HERE.parents[1],
        env=os.environ | {"PYTHONHASHSEED": "0"},
        capture_output=True,
        text=True,
        errors="replace",
        check=False,
        timeout=SECONDS * 3 + 600,
    )
    found = "\n".join(f"{path.name}: {path.read_bytes()!r}" for path in sorted(artifacts.iterdir()))
    assert done.returncode == 0 and not found, f"{found}\n{done.stderr[-4000:]}"
