"""schemathesis sends what the OpenAPI document allows, and what it forbids, to the real application."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from base64 import b64encode
from pathlib import Path

import pytest

from i18nflow.model import Role
from i18nflow.people import Scope
from tests.api.conftest import Program, app_of, running, settled, token_of
from tests.web.conftest import LANG, SLUG, World

HERE = Path(__file__).parent


def attack(world: World, tmp_path: Path, *options: str) -> None:
    """Run it against a server; it ends with 0 only where it found nothing."""
    token_of(world, Scope.ADMIN, Role.REVIEWER)
    token = token_of(world, Scope.ADMIN)
    seed(world, token)
    known = {
        "slug": [SLUG], "lang": [LANG], "key": list(world.segments().values()), "name": ["conflict"],
        "person": ["robot-reviewer"], "id": [1, 2, 1], "pair": [1, 2, 3], "token": [2],
    }  # fmt: skip
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


def seed(world: World, token: str) -> None:
    """Something of everything that is called by a number."""
    app = app_of(world)
    program = Program(app.test_client(), token)
    key = next(iter(world.segments().values()))
    target = f"/segments/{key}/targets/{LANG}"
    program.put(target, {"text": "Port news"}, If_Match=program.get(target).headers["ETag"])
    (found,) = program.post(
        f"/targets/{LANG}/replacements/preview", {"find": "port", "instead": "dock"}
    ).json["proposed"]
    chosen = {"segment": key, "version": found["target"]["version"], "places": [{"start": 0, "text": "Dock"}]}
    text = {"name": "a.txt", "base64": b64encode(b"Osta\n\nViens. Divi.\n").decode()}
    made = [
        program.post(
            f"/targets/{LANG}/replacements", {"find": "port", "instead": "dock", "chosen": [chosen]}
        ),
        program.post(f"/articles/{SLUG}/translations/{LANG}/runs", {}),
        program.post(f"{target}/comments", {"text": "Hm."}),
        program.post("/webhooks", {"url": "https://osta.example.org/hook", "events": ["article.ready"]}),
        *(program.post(f"/memory/{LANG}/alignments", {"source": text, "target": text}) for _ in range(2)),
        program.post("/invitations", {"role": "reader"}),
        program.post("/views", {"name": "mine", "query": "state=draft"}),
        program.post(f"/articles/{SLUG}/translations/{LANG}/assignments", {"person": "robot-admin"}),
    ]
    assert all(one.status_code in (200, 201) for one in made), [one.json for one in made]
    settled(app)


def test_nothing_is_found_in_a_bounded_run(world: World, tmp_path: Path) -> None:
    """No server error, no answer the document does not name, nothing forbidden accepted, nothing allowed refused."""
    attack(world, tmp_path, "--phases", "fuzzing", "--max-examples", "2")


@pytest.mark.drill
def test_nothing_is_found_in_a_long_run(world: World, tmp_path: Path) -> None:
    """Every boundary of every parameter, and sequences of calls that use what the ones before them answered."""
    attack(world, tmp_path, "--phases", "coverage,fuzzing,stateful", "--max-examples", "30")
