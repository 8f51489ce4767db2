"""An engine that goes away in the middle of a run, really: its process dies, cuts its answers, stands still; then it is back."""

from __future__ import annotations

import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from i18nflow.translate import REASONS, Status
from i18nflow.workflow import importing
from i18nflow.workflow import workspace as workspaces
from tests.engines.server import translated
from tests.faults.conditions import Editor, run
from tests.faults.conftest import ACTOR, LANG, SLUG, free_port
from tests.translate.conftest import SETTINGS

SENTENCES, BATCH, ANSWERS = 14, 2, 3
HOW = {"dies": Status.OFFLINE, "cuts": Status.BAD_RESPONSE, "stands still": Status.TIMEOUT}

ENGINE = """
import os, signal, socket, struct, sys, threading
from http.server import ThreadingHTTPServer
from tests.engines.server import Handler, Service
port, answers, how = int(sys.argv[1]), int(sys.argv[2]), sys.argv[3]
class Going(Handler):
    service, count = Service(""), 0
    def _serve(self, path, texts, data):
        Going.count += 1
        if Going.count <= answers:
            for text in texts:
                # In one piece: print writes the end of a line by itself, and another thread's text comes between.
                print(text + "\\n", end="", flush=True)
            return super()._serve(path, texts, data)
        if how == "dies":
            os._exit(1)
        if how == "stands still":
            os.kill(os.getpid(), signal.SIGSTOP)
        self.connection.sendall(b"HTTP/1.1 200 OK\\r\\nContent-Type: application/json\\r\\nContent-Length: 500\\r\\n\\r\\n{")
        # Closed with what was sent still under way: the other side meets a reset.
        self.connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
        os.close(self.connection.detach())
class Listening(ThreadingHTTPServer):
    def handle_error(self, *_):
        pass
made = Listening(("127.0.0.1", port), Going)
print("listening", flush=True)
made.serve_forever()
"""


class Engines:
    """Engines as programs of their own, each on a port that stays the same when it comes back."""

    def __init__(self) -> None:
        self.ports: dict[str, int] = {}
        self.running: dict[str, subprocess.Popen[str]] = {}

    def start(self, name: str, *, answers: int = 10_000, how: str = "never") -> None:
        """Start one that goes away after so many answers."""
        self.ports.setdefault(name, free_port())
        self.running[name] = subprocess.Popen(
            [sys.executable, "-c", ENGINE, str(self.ports[name]), str(answers), how],
            stdout=subprocess.PIPE, text=True, cwd=Path(__file__).parents[2],
        )  # fmt: skip
        out = self.running[name].stdout
        assert out is not None and out.readline() == "listening\n"

    def stop(self, name: str) -> list[str]:
        """End it; every text that it was asked for and answered."""
        process = self.running.pop(name)
        process.kill()
        return process.communicate(timeout=30)[0].splitlines()


@pytest.fixture
def engines() -> Iterator[Engines]:
    """None runs yet; all are ended."""
    made = Engines()
    yield made
    for name in list(made.running):
        made.stop(name)


def workspace_with(engines: Engines, root: Path, order: tuple[str, ...], *, timeout: float = 10.0) -> Path:
    """A workspace with an article of which nothing is translated."""
    text = SETTINGS.format(
        order=", ".join(f'"{name}"' for name in order), url="URL", batch=BATCH, workers=1, budget=""
    )
    for name in order:
        text = text.replace("URL", f"http://127.0.0.1:{engines.ports[name]}", 1)
    text = text.replace("URL", "http://127.0.0.1:9").replace("timeout = 2.0", f"timeout = {timeout}")
    body = "Ziņas no klastera\n\n" + "\n\n".join(f"Šis ir {n}. teikums." for n in range(1, SENTENCES))
    with workspaces.create(root, text=text) as ws:
        importing.save(ws, importing.preview(ws, body.encode(), f"{SLUG}.txt"), ACTOR)
    return root


def drafts(root: Path) -> dict[str, str]:
    """What is translated, source to target."""
    with workspaces.open_at(root) as ws:
        rows = ws.store.targets.rows(SLUG, LANG)
        return {row.segment.text: row.target.text for row in rows if row.target.text}


@pytest.mark.parametrize("how", HOW)
def test_what_was_answered_is_kept_and_only_the_rest_is_asked_again(
    engines: Engines, tmp_path: Path, how: str
) -> None:
    """Status 3 and why; the next run, with the engine back, asks for what is missing and for nothing else."""
    engines.start("libretranslate", answers=ANSWERS, how=how)
    root = workspace_with(
        engines, tmp_path / "ws", ("libretranslate",), timeout=2.0 if how == "stands still" else 10.0
    )
    status, said = run(root, "translate")
    assert status == 3 and f"{SENTENCES - ANSWERS * BATCH} stay untranslated: {REASONS[HOW[how]]}" in said, (
        said
    )
    asked = engines.stop("libretranslate")
    kept = drafts(root)
    assert kept == {text: translated(text) for text in asked} and len(kept) == ANSWERS * BATCH
    if how == "dies":
        # Gone altogether: nothing is lost by trying.
        assert run(root, "translate")[0] == 3 and drafts(root) == kept
    engines.start("libretranslate")
    assert run(root, "translate")[0] == 0
    again = engines.stop("libretranslate")
    assert len(drafts(root)) == SENTENCES and sorted(asked + again) == sorted(drafts(root))


def test_the_next_engine_does_the_rest(engines: Engines, tmp_path: Path) -> None:
    """The first dies in the middle: what it answered stays its own, the fallback is asked for the rest, and all is done."""
    engines.start("libretranslate", answers=ANSWERS, how="dies")
    engines.start("google")
    root = workspace_with(engines, tmp_path / "ws", ("libretranslate", "google"))
    status, said = run(root, "translate")
    assert status == 0, said
    first, rest = engines.stop("libretranslate"), engines.stop("google")
    assert len(first) == ANSWERS * BATCH and sorted(first + rest) == sorted(drafts(root))


def test_the_browser_shows_it(engines: Engines, tmp_path: Path) -> None:
    """The run's page says how many are left and why, in the reader's language; going on with it does the rest."""
    engines.start("libretranslate", answers=ANSWERS, how="dies")
    root = workspace_with(engines, tmp_path / "ws", ("libretranslate",))
    editor = Editor(root)
    address = f"/articles/{SLUG}/{LANG}/pretranslate/"

    def begin() -> dict[str, str]:
        assert editor.client.post(address, data={"csrf_token": editor.token}).status_code == 303
        for thread in editor.client.application.extensions["i18nflow.background"]:
            thread.join(60)
        return {
            lang: " ".join(
                re.sub(
                    "<[^>]*>",
                    " ",
                    editor.client.get(address, headers={"Accept-Language": lang}).get_data(as_text=True),
                ).split()
            )
            for lang in ("en", "lv")
        }

    said = begin()
    left = SENTENCES - ANSWERS * BATCH
    assert f"{left} untranslated: the engine cannot be reached" in said["en"]
    assert (
        f"Neiztulkoti {left}: mašīntulkotājs nav sasniedzams" in said["lv"]
        or "mašīntulkotājs nav sasniedzams" in said["lv"]
    )
    assert len(drafts(root)) == SENTENCES - left
    engines.stop("libretranslate")
    engines.start("libretranslate")
    begin()
    assert len(drafts(root)) == SENTENCES
    (root / "glossary.csv").write_text("source,target\nx,y\nx,y\n", "utf-8")
    said = begin()
    assert "failed" in said["en"] and "glossary.csv, line 3" in said["en"]
    assert "glossary.csv, 3. rinda" in said["lv"], said["lv"]
