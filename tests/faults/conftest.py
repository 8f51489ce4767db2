"""A workspace on disk with an article, and programs that work in it as people do."""

from __future__ import annotations

import subprocess
import sys
from contextlib import ExitStack
from pathlib import Path

import pytest

from i18nflow import config
from i18nflow.model import LOCAL_ROLES, Actor
from i18nflow.workflow import importing, reviewing
from i18nflow.workflow import workspace as workspaces

LANG = "en-GB"
SLUG = "raksts"
ACTOR = Actor("Anna", LOCAL_ROLES)

WRITER = """
import sys
from pathlib import Path
from i18nflow.errors import Conflict, StoreError
from i18nflow.model import LOCAL_ROLES, Actor
from i18nflow.workflow import reviewing, workspace
root, name, most = Path(sys.argv[1]), sys.argv[2], int(sys.argv[3])
with workspace.open_at(root) as ws:
    actor = Actor(name, LOCAL_ROLES)
    keys = [row.segment.key for row in ws.store.targets.rows("raksts", "en-GB")]
    done = 0
    while done < most:
        for key in keys:
            version = ws.store.targets.row(key, "en-GB").target.version
            text = f"Text {done} of {name}."
            try:
                saved = reviewing.confirm(ws, reviewing.Move(key, version), "en-GB", text, actor)
            except (Conflict, StoreError):
                # Another was first, or held the database longer than one waits: try again, as a person would.
                continue
            done += 1
            # Said only after the save has come back: what is printed here must never be lost.
            print(key, saved.version, text, sep="\\t", flush=True)
"""


def make(root: Path, *, sentences: int = 8) -> Path:
    """A workspace whose article has this many sentences, each confirmed once."""
    text = "Ziņas no klastera\n\n" + "\n\n".join(
        f"Šis ir {number}. teikums par klasteri." for number in range(1, sentences + 1)
    )
    with workspaces.create(root, text=config.template(base_url="https://news.example.org")) as ws:
        importing.save(ws, importing.preview(ws, text.encode(), f"{SLUG}.txt"), ACTOR)
        for row in ws.store.targets.rows(SLUG, LANG):
            reviewing.confirm(ws, reviewing.Move(row.segment.key, row.target.version), LANG, "First.", ACTOR)
        (root / "media" / "pic.png").write_bytes(b"\x89PNG not really")
        (root / "articles" / "raksts.txt").write_text(text, encoding="utf-8")
    return root


def program(code: str, *arguments: object, out: Path | None = None) -> subprocess.Popen[str]:
    """A Python program of its own; what it prints can be read, or goes to the file ``out``."""
    with ExitStack() as stack:
        return subprocess.Popen(
            [sys.executable, "-c", code, *map(str, arguments)],
            stdout=stack.enter_context(out.open("w")) if out else subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
            start_new_session=True,
        )


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """A workspace with nine confirmed segments."""
    return make(tmp_path / "ws")
