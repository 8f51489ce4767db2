"""What is done to a workspace while a server runs in it: files taken away or exchanged, rights, room, limits.

What must hold: the server answers 503 with what to do and goes on running, nothing is written into a file that nobody
will find, and as soon as the cause is gone the same server takes saves again.
"""

from __future__ import annotations

import os
import resource
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from i18nflow.errors import StoreError
from i18nflow.store import snapshot
from i18nflow.workflow import reviewing
from i18nflow.workflow import workspace as workspaces
from i18nflow.workflow.reviewing import Move
from tests.faults.conditions import Editor, content, goes_on, without_roots_rights
from tests.faults.conftest import ACTOR, LANG, Server, program


def exchange(root: Path, other: Path) -> None:
    """Put another database file in the place of the workspace's, beside the log of the first."""
    shutil.copy(other, root / "other.db")
    (root / "other.db").replace(root / "i18nflow.db")


def break_settings(root: Path, _other: Path) -> None:
    """Another file of settings, which cannot be read."""
    (root / "i18nflow.toml").unlink()
    (root / "i18nflow.toml").write_text("x = = 1")


TAKEN: dict[str, Callable[[Path, Path], object]] = {
    "deleted": lambda root, _: (root / "i18nflow.db").unlink(),
    "exchanged": exchange,
    "log deleted": lambda root, _: (root / "i18nflow.db-wal").unlink(),
    "folder moved": lambda root, _: root.rename(root.with_name("elsewhere")),
    "settings deleted": lambda root, _: (root / "i18nflow.toml").unlink(),
    "settings broken": break_settings,
}


@pytest.mark.parametrize("how", TAKEN)
def test_files_taken_away_under_a_server(root: Path, tmp_path: Path, how: str) -> None:
    """It answers 503 with what to do, saves nothing anywhere, and goes on when they are put back."""
    older = tmp_path / "older.db"
    snapshot.copy(root / "i18nflow.db", older)
    editor = Editor(root, workspaces.Opener(root))
    key, _, version = content(root)[1]
    assert editor.save(key, version, "Said to be saved.")[0] == 200
    for path in root.glob("i18nflow*"):
        (tmp_path / f"same {path.name}").hardlink_to(path)
    TAKEN[how](root, older)
    for _ in range(2):
        status, said = editor.save(key, version + 1, "Not saved.")
        assert status == 503 and "problem" in said and "init" not in said
        assert any(word in said for word in ("restore", "toml")), said
    assert editor.page()[0] == editor.client.get("/healthz").status_code == 503
    # What to do, done: the very files are put back.
    if (tmp_path / "elsewhere").exists():
        (tmp_path / "elsewhere").rename(root)
    for path in tmp_path.glob("same i18nflow*"):
        (root / path.name.removeprefix("same ")).unlink(missing_ok=True)
        (root / path.name.removeprefix("same ")).hardlink_to(path)
    assert (key, "Said to be saved.", version + 1) in content(root)
    goes_on(root, editor)


@pytest.mark.parametrize("how", ["deleted", "exchanged", "log deleted", "folder moved"])
def test_files_taken_away_under_a_run(root: Path, tmp_path: Path, how: str) -> None:
    """A program that had opened the database before writes nothing into what nobody will find."""
    older = tmp_path / "older.db"
    snapshot.copy(root / "i18nflow.db", older)
    key, _, version = content(root)[1]
    with workspaces.open_at(root) as ws:
        TAKEN[how](root, older)
        with pytest.raises(StoreError, match="deleted, moved or replaced"):
            reviewing.confirm(ws, Move(key, version), LANG, "Nowhere.", ACTOR)


@pytest.fixture
def server(root: Path) -> Iterator[Server]:
    """A server in a workspace of a name with spaces and letters of many scripts, for which the rights of files hold."""
    named = root.rename(root.with_name("Ziņu mape – новости %20 100% #1"))
    made = Server(named, before=without_roots_rights)
    yield made
    made.kill()


def test_a_machine_that_says_no_and_then_yes(server: Server) -> None:
    """No room: 503 with what to do each time. No rights: likewise, or a connection that was open goes on, and saves."""
    root, process = server.root, server.process.pid
    key, _, version = content(root)[1]

    def refused(*words: str) -> None:
        nonlocal version
        status, said = server.answer(key, version, "Not saved. " * 3000)
        assert status == 503 and any(word in said for word in words), said
        assert server.answer(key, version, "Not saved either. " * 3000)[0] == 503
        assert server.process.poll() is None

    def goes_on() -> None:
        nonlocal version
        assert server.answer(key, version, f"Saved {version}.")[0] == 200
        version += 1
        assert (key, f"Saved {version - 1}.", version) in content(root)

    goes_on()
    files = [*root.glob("i18nflow.db*")]
    for path in files:
        path.chmod(0o444)
    root.chmod(0o555)
    for number in range(3):
        status, said = server.answer(key, version, f"Without rights {number}.")
        saved = (key, f"Without rights {number}.", version + 1) in content(root)
        assert saved if status == 200 else (status == 503 and "rights" in said and not saved), said
        version += saved
    assert server.page()[0] in (200, 503) and server.process.poll() is None
    root.chmod(0o755)
    for path in files:
        path.chmod(0o644)
    goes_on()
    hard = resource.prlimit(process, resource.RLIMIT_FSIZE)[1]
    resource.prlimit(process, resource.RLIMIT_FSIZE, (20_000, hard))
    refused("full")
    resource.prlimit(process, resource.RLIMIT_FSIZE, (hard, hard))
    goes_on()
    assert snapshot.faults(root / "i18nflow.db") == []


def test_too_many_open_files(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Whichever of a request's files cannot be opened: 503 with what to do, and then it goes on."""
    monkeypatch.setattr(workspaces, "KEPT", 0)
    editor = Editor(root, workspaces.Opener(root))
    key, _, version = content(root)[1]
    before = resource.getrlimit(resource.RLIMIT_NOFILE)
    # The limit is one on the numbers of open files: the gaps below are filled first.
    top = max(int(one.name) for one in Path("/proc/self/fd").iterdir())
    filled = [os.dup(0)]
    while filled[-1] <= top:
        filled.append(os.dup(0))
    free = filled.pop()
    os.close(free)
    met = []
    for room in range(0, 16, 2):
        try:
            resource.setrlimit(resource.RLIMIT_NOFILE, (free + room, before[1]))
            met.append(editor.save(key, version, f"With room for {room}."))
            met.append(editor.page())
        finally:
            resource.setrlimit(resource.RLIMIT_NOFILE, before)
        version = next(one[2] for one in content(root) if one[0] == key)
    for number in filled:
        os.close(number)
    assert {status for status, _ in met} == {200, 503}
    assert all("Too many" in said or "opened" in said for status, said in met if status == 503), met
    goes_on(root, editor)


LITTLE_MEMORY = """
import resource, sys
from pathlib import Path
from i18nflow.cli import importing, main
held = int(Path("/proc/self/statm").read_text().split()[0]) * resource.getpagesize()
resource.setrlimit(resource.RLIMIT_AS, (held + 10_000_000,) * 2)
main(sys.argv[1:])
"""


def test_an_import_larger_than_the_memory(root: Path, tmp_path: Path) -> None:
    """It ends with a sentence and leaves nothing behind."""
    big = tmp_path / "liels.txt"
    big.write_text("Liels\n\n" + "\n\n".join(f"Teikums {n} par ostu." for n in range(12_000)), "utf-8")
    before = content(root)
    process = program(LITTLE_MEMORY, "-w", root, "import", big)
    _, said = process.communicate(timeout=120)
    assert process.returncode == 1 and "memory" in said and "Traceback" not in said, said
    assert content(root) == before
    with workspaces.open_at(root) as ws:
        assert ws.store.articles.find("liels") is None
