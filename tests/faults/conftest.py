"""A workspace on disk with an article, and programs that work in it as people do."""

from __future__ import annotations

import os
import re
import signal
import socket
import subprocess
import sys
import threading
from collections.abc import Callable
from contextlib import ExitStack
from pathlib import Path

import pytest
import requests

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


def free_port() -> int:
    """A port that nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


class Server:
    """``i18nflow serve`` as a program of its own, and a person who saves in the browser's way."""

    def __init__(self, root: Path, *more: str, before: Callable[[], None] | None = None) -> None:
        self.process = subprocess.Popen(
            [sys.executable, "-m", "i18nflow", "-w", str(root), "serve", "--port", str(free_port()), *more],
            stdout=subprocess.DEVNULL,
            stderr=subprocess.PIPE,
            text=True,
            start_new_session=True,
            preexec_fn=before,
        )
        assert self.process.stderr is not None
        said = ""
        while not (found := re.search(r"(http://\S+?)/open/(\S+)", said)):
            line = self.process.stderr.readline()
            assert line, f"the server did not start: {said}"
            said += line
        self.root, self.base = root, found[1]
        # What the server says later must not fill the pipe until it stands still.
        self.log: list[str] = []
        self._listening = threading.Thread(target=self.log.extend, args=(self.process.stderr,), daemon=True)
        self._listening.start()
        self.web = requests.Session()
        self.web.headers["Accept-Language"] = "en"
        self.web.get(f"{self.base}/open/{found[2]}", timeout=30)
        page = self.web.get(f"{self.base}/articles/{SLUG}/{LANG}/", timeout=30).text
        token = re.search(r'name="csrf" content="([^"]+)"', page)
        assert token is not None
        self.token = token[1]

    def page(self) -> tuple[int, str]:
        """The article's page: its status and text."""
        answer = self.web.get(f"{self.base}/articles/{SLUG}/{LANG}/", timeout=30)
        return answer.status_code, answer.text

    def save(self, key: str, version: int, text: str) -> bool:
        """Confirm a text as the script does; whether the server said that it is saved."""
        return self.answer(key, version, text)[0] == 200

    def answer(self, key: str, version: int, text: str) -> tuple[int, str]:
        """Confirm a text as the script does; the status and what came back."""
        answer = self.web.post(
            f"{self.base}/articles/{SLUG}/{LANG}/segments/{key}/confirm",
            data={"text": text, "version": version, "csrf_token": self.token},
            headers={"HX-Request": "true"},
            timeout=10,
        )
        return answer.status_code, answer.text

    def kill(self) -> None:
        """End it without a word."""
        os.killpg(self.process.pid, signal.SIGKILL)
        self.process.wait(30)
        self._listening.join(30)
        assert self.process.stderr is not None
        self.process.stderr.close()
        self.web.close()


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """A workspace with nine confirmed segments."""
    return make(tmp_path / "ws")
