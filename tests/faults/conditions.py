"""What is done to a machine before a program starts in it, and how programs and people are met."""

from __future__ import annotations

import ctypes
import os
import re
import resource
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

from flask.testing import FlaskClient

from i18nflow.store import snapshot
from i18nflow.webapp import create_app
from i18nflow.workflow import workspace as workspaces
from i18nflow.workflow.workspace import Workspace
from tests.faults.conftest import ACTOR, LANG, SLUG

PR_CAPBSET_DROP, CAP_DAC_OVERRIDE, CAP_DAC_READ_SEARCH = 24, 1, 2


def without_roots_rights() -> None:
    """In a child before it starts: the rights of files hold for root, too."""
    if os.geteuid() == 0:
        libc = ctypes.CDLL(None)
        for capability in (CAP_DAC_OVERRIDE, CAP_DAC_READ_SEARCH):
            if libc.prctl(PR_CAPBSET_DROP, capability, 0, 0, 0) != 0:
                os._exit(99)


def no_larger_files_than(size: int) -> Callable[[], None]:
    """In a child before it starts: the disk is full as soon as a file has ``size`` bytes."""
    return lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (size, size))


def run(root: Path, *words: str, before: Callable[[], None] | None = None) -> tuple[int, str]:
    """A command as a program of its own: its status, and what it said. It must never be a traceback."""
    done = subprocess.run(
        [sys.executable, "-m", "i18nflow", "-w", str(root), *words],
        capture_output=True, text=True, timeout=40, check=False, preexec_fn=before,
    )  # fmt: skip
    said = done.stderr + done.stdout
    assert done.returncode != 99 and "Traceback" not in said, said
    return done.returncode, said


def content(root: Path) -> list[tuple[str, str, int]]:
    """Every target of the article."""
    with workspaces.open_at(root) as ws:
        return [(r.segment.key, r.target.text, r.target.version) for r in ws.store.targets.rows(SLUG, LANG)]


class Editor:
    """A person at the editor, as the browser's script saves."""

    def __init__(self, root: Path, opener: Callable[[], Workspace] | None = None) -> None:
        app = create_app(
            opener or (lambda: workspaces.open_at(root)), secret=b"k" * 32, link_token="once", hosts={"localhost"}, actor=ACTOR
        )  # fmt: skip
        self.client: FlaskClient = app.test_client()
        self.client.environ_base["HTTP_ACCEPT_LANGUAGE"] = "en"
        self.client.get("/open/once")
        page = self.page()
        self.token = re.search(r'name="csrf" content="([^"]+)"', page[1])[1]  # type: ignore[index]

    def page(self) -> tuple[int, str]:
        response = self.client.get(f"/articles/{SLUG}/{LANG}/")
        return response.status_code, response.get_data(as_text=True)

    def save(self, key: str, version: int, text: str) -> tuple[int, str]:
        response = self.client.post(
            f"/articles/{SLUG}/{LANG}/segments/{key}/confirm",
            data={"text": text, "version": version, "csrf_token": self.token},
            headers={"HX-Request": "true"},
        )
        return response.status_code, response.get_data(as_text=True)


def goes_on(root: Path, editor: Editor | None = None) -> None:
    """The cause is gone: the database is sound and a save is taken."""
    assert snapshot.faults(root / "i18nflow.db") == []
    key, _, version = content(root)[1]
    assert (editor or Editor(root)).save(key, version, "It goes on.")[0] == 200
    assert (key, "It goes on.", version + 1) in content(root)
