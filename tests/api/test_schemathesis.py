"""schemathesis sends what the OpenAPI document allows, and what it forbids, to the real application."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from i18nflow.people import Scope
from tests.api.conftest import running, token_of
from tests.web.conftest import LANG, SLUG, World

HERE = Path(__file__).parent


def attack(world: World, tmp_path: Path, *options: str) -> None:
    """Run it against a server; it ends with 0 only where it found nothing."""
    known = {"slug": [SLUG], "lang": [LANG], "key": list(world.segments().values()), "name": ["conflict"]}
    token = token_of(world, Scope.ADMIN)
    with running(world) as base:
        done = subprocess.run(
            [
                *(sys.executable, "-m", "schemathesis.cli", "--config-file", str(HERE / "schemathesis.toml")),
                *("run", f"{base}/api/v1/openapi.json", "-H", f"Authorization: Bearer {token}"),
                *("-c", "all", "--no-color", "--generation-deterministic", *options),
            ],
            cwd=tmp_path,
            env=os.environ
            | {
                "I18NFLOW_KNOWN": json.dumps(known),
                "SCHEMATHESIS_HOOKS": "tests.api.hooks",
                "PYTHONPATH": str(HERE.parents[1]),
            },
            capture_output=True,
            text=True,
            encoding="utf-8",
            check=False,
        )
    assert done.returncode == 0, done.stdout + done.stderr


def test_nothing_is_found_in_a_bounded_run(world: World, tmp_path: Path) -> None:
    """No server error, no answer the document does not name, nothing forbidden accepted, nothing allowed refused."""
    attack(world, tmp_path, "--phases", "fuzzing", "--max-examples", "4")


@pytest.mark.drill
def test_nothing_is_found_in_a_long_run(world: World, tmp_path: Path) -> None:
    """Every boundary of every parameter, and sequences of calls that use what the ones before them answered."""
    attack(world, tmp_path, "--phases", "coverage,fuzzing,stateful", "--max-examples", "30")
