"""Backup while people work, restore only what is sound."""

from __future__ import annotations

import json
import random
import shutil
import sqlite3
import stat
import zipfile
from datetime import UTC, datetime
from pathlib import Path

import pytest

from i18nflow import locks
from i18nflow.cli import main
from i18nflow.errors import InputError, Refused, StoreError
from i18nflow.store import snapshot
from i18nflow.workflow import audit, backups
from i18nflow.workflow import workspace as workspaces
from tests.faults.conditions import no_larger_files_than, run
from tests.faults.conftest import LANG, SLUG, WRITER, program

AT = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)


def content(root: Path) -> dict[str, str]:
    """Every target of the article."""
    with workspaces.open_at(root) as ws:
        return {row.segment.key: row.target.text for row in ws.store.targets.rows(SLUG, LANG)}


def altered(path: Path, target: Path, change: object) -> Path:
    """A copy of the archive whose members went through ``change(name, data)`` (None leaves one out)."""
    with zipfile.ZipFile(path) as old, zipfile.ZipFile(target, "w") as new:
        for name in old.namelist():
            data = change(name, old.read(name))  # type: ignore[operator]
            if data is not None:
                new.writestr(name, data)
    return target


def test_what_is_restored_is_what_was_there(root: Path, tmp_path: Path) -> None:
    """Database, settings, tables, articles and media come back; the copy is a workspace one can work in."""
    made = backups.create(root, None, AT)
    assert made.path == root / "backups" / "ws-20260302T090000Z.zip"
    done = backups.restore(made.path, tmp_path / "copy", AT)
    assert done.before is None and content(done.root) == content(root)
    for name in ("i18nflow.toml", "glossary.csv", "media/pic.png", "articles/raksts.txt"):
        assert (done.root / name).read_bytes() == (root / name).read_bytes()
    assert snapshot.faults(done.root / "i18nflow.db") == []


def test_eight_writers_do_not_disturb_a_backup(root: Path, tmp_path: Path) -> None:
    """Each archive made meanwhile is sound, and holds every save that was said before it began."""
    writers = [program(WRITER, root, f"W{number}", 30) for number in range(8)]
    said: list[tuple[str, int]] = []
    try:
        for number in range(4):
            writer = writers[number]
            assert writer.stdout is not None
            key, version, _text = writer.stdout.readline().rstrip("\n").split("\t")
            said.append((key, int(version)))
            made = backups.create(root, tmp_path / f"b{number}.zip", AT)
            done = backups.restore(made.path, tmp_path / f"copy{number}", AT)
            assert snapshot.faults(done.root / "i18nflow.db") == []
            with workspaces.open_at(done.root) as ws:
                for key, version in said:
                    assert ws.store.targets.row(key, LANG).target.version >= version
    finally:
        for writer in writers:
            _out, err = writer.communicate(timeout=120)
            assert writer.returncode == 0, err


def test_a_backup_is_never_overwritten(root: Path) -> None:
    """The same name twice is an error, and the first archive stays."""
    first = backups.create(root, None, AT).path.read_bytes()
    with pytest.raises(InputError, match="never overwritten"):
        backups.create(root, None, AT)
    assert (root / "backups" / "ws-20260302T090000Z.zip").read_bytes() == first
    assert [path.name for path in (root / "backups").iterdir()] == ["ws-20260302T090000Z.zip"]


def test_links_do_not_carry_foreign_files_into_a_backup(root: Path, tmp_path: Path) -> None:
    """A link in media/ to a file or folder elsewhere is left out."""
    secret = tmp_path / "elsewhere"
    secret.mkdir()
    (secret / "key.txt").write_text("secret")
    (root / "media" / "link.txt").symlink_to(secret / "key.txt")
    (root / "media" / "folder").symlink_to(secret)
    assert not [name for name in backups.create(root, None, AT).files if "key" in name or "link" in name]


@pytest.mark.parametrize("length", [0, 10, 1000, -1])
def test_a_cut_archive_changes_nothing(root: Path, tmp_path: Path, length: int) -> None:
    """A truncated file is refused, and the workspace is as it was."""
    data = backups.create(root, None, AT).path.read_bytes()
    cut = tmp_path / "cut.zip"
    cut.write_bytes(data[: length if length >= 0 else len(data) // 2])
    before = content(root)
    with pytest.raises(InputError):
        backups.restore(cut, root, AT, replace=True)
    assert content(root) == before and not list(tmp_path.glob(".ws.restoring-*"))


def test_a_changed_member_is_found(root: Path, tmp_path: Path) -> None:
    """One letter of one file differs from what was packed: refused, with its name."""
    made = backups.create(root, None, AT).path
    bad = altered(made, tmp_path / "bad.zip", lambda n, d: d + b"x" if n == "articles/raksts.txt" else d)
    with pytest.raises(InputError, match=r"articles/raksts\.txt"):
        backups.restore(bad, tmp_path / "copy", AT)
    gone = altered(made, tmp_path / "gone.zip", lambda n, d: None if n == "media/pic.png" else d)
    with pytest.raises(InputError, match=r"media/pic\.png"):
        backups.restore(gone, tmp_path / "copy", AT)
    assert not (tmp_path / "copy").exists()


def test_a_damaged_database_in_an_archive_is_found(root: Path, tmp_path: Path) -> None:
    """Right by hash but wrong inside: rows that point nowhere are refused before anything is replaced."""
    with sqlite3.connect(root / "i18nflow.db") as conn:
        conn.execute("pragma foreign_keys = off")
        conn.execute("update target set segment_id = 999999 where id = 1")
    conn.close()
    made = backups.create(root, None, AT).path
    with pytest.raises(InputError, match="point to others"):
        backups.restore(made, tmp_path / "copy", AT)


@pytest.mark.parametrize(
    "name", ["../out.txt", "/tmp/out.txt", "media/../../out.txt", "etc/out.txt", "media\\..\\x", "c:out.txt"]
)
def test_no_member_leaves_the_workspace(root: Path, tmp_path: Path, name: str) -> None:
    """A name that leads elsewhere is refused (zip slip)."""
    made = backups.create(root, None, AT).path

    def change(member: str, data: bytes) -> bytes:
        if member != backups.MANIFEST:
            return data
        about = json.loads(data)
        about["files"][name] = {"size": 1, "sha256": "0"}
        return json.dumps(about).encode()

    with pytest.raises(InputError, match="belongs to no workspace"):
        backups.restore(altered(made, tmp_path / "bad.zip", change), tmp_path / "copy", AT)
    assert not (tmp_path.parent / "out.txt").exists()


def test_a_member_that_unfolds_further_than_noted_is_stopped(root: Path, tmp_path: Path) -> None:
    """A bomb is read no further than the size that the manifest names."""
    made = backups.create(root, None, AT).path
    bomb = altered(made, tmp_path / "bomb.zip", lambda n, d: bytes(50_000_000) if n == "media/pic.png" else d)
    with pytest.raises(InputError, match=r"media/pic\.png"):
        backups.restore(bomb, tmp_path / "copy", AT)


def test_what_is_there_is_put_aside_never_deleted(root: Path) -> None:
    """Without --replace a folder with something in it is refused; with it, the old one stays whole beside."""
    made = backups.create(root, None, AT).path
    with pytest.raises(Refused, match="not empty"):
        backups.restore(made, root, AT)
    old = content(root)
    done = backups.restore(made, root, AT, replace=True)
    assert done.before is not None and content(done.before) == old == content(root)
    assert (root / "backups" / made.name).exists() and stat.S_IMODE(root.stat().st_mode) == 0o755


def test_a_workspace_in_use_is_not_replaced(root: Path) -> None:
    """While a server or a run is in it, restore refuses."""
    made = backups.create(root, None, AT).path
    with locks.in_use(root), pytest.raises(Refused, match="in use"):
        backups.restore(made, root, AT, replace=True)
    backups.restore(made, root, AT, replace=True)


def test_the_commands_say_what_they_did(
    root: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """backup prints the archive, restore the folder; --verify-only replaces nothing."""
    with pytest.raises(SystemExit) as left:
        main(["-w", str(root), "backup", str(tmp_path / "b.zip")])
    assert left.value.code == 0 and capsys.readouterr().out.strip() == str(tmp_path / "b.zip")
    with pytest.raises(SystemExit) as left:
        main(["restore", str(tmp_path / "b.zip"), str(tmp_path / "copy"), "--json"])
    assert left.value.code == 0
    assert json.loads(capsys.readouterr().out)["workspace"] == str(tmp_path / "copy")
    with pytest.raises(SystemExit) as left:
        main(["restore", "--verify-only", str(tmp_path / "b.zip")])
    assert left.value.code == 0 and "sound" in capsys.readouterr().err


def test_backup_and_restore_are_in_the_log(root: Path, tmp_path: Path) -> None:
    """Who made a copy, and who put one back, stands in the audit log of the workspace, which still fits."""
    made = backups.create(root, tmp_path / "b.zip", AT, by="anna").path
    done = backups.restore(made, root, AT, replace=True, by="eva")
    with workspaces.open_at(done.root) as ws:
        assert [(e.actor, e.action, e.object) for e in ws.store.audit.entries()][-1] == (
            "eva",
            "restore",
            "b.zip",
        )
        assert audit.verify(ws) == []
    assert done.before is not None
    with workspaces.open_at(done.before) as ws:
        assert [(e.actor, e.action, e.object) for e in ws.store.audit.entries()][-1] == (
            "anna",
            "backup",
            "b.zip",
        )


def test_flipped_bits_are_refused_or_without_effect(root: Path, tmp_path: Path) -> None:
    """Wherever a bit is turned round: what is restored all the same is what was packed, to the byte."""
    data = backups.create(root, tmp_path / "b.zip", AT).path.read_bytes()
    dice, refused = random.Random(7), 0
    for turn in range(25):
        bad = bytearray(data)
        # Half of them in the last part, where the names and places of all members stand.
        bad[dice.randrange(len(data) - 1500 if turn % 2 else 0, len(data))] ^= 1 << dice.randrange(8)
        path = tmp_path / "bad.zip"
        path.write_bytes(bad)
        try:
            done = backups.restore(path, tmp_path / f"copy{turn}", AT)
        except InputError:
            refused += 1
            assert not (tmp_path / f"copy{turn}").exists()
            continue
        assert content(done.root) == content(root)
        assert (done.root / "media" / "pic.png").read_bytes() == (root / "media" / "pic.png").read_bytes()
    assert refused > 5 and not list(tmp_path.glob(".*restoring*"))


def test_foreign_and_newer_archives_are_refused(root: Path, tmp_path: Path) -> None:
    """A zip file of something else, an archive of a later format, a database with later steps: nothing is replaced."""
    before = content(root)
    with zipfile.ZipFile(tmp_path / "foreign.zip", "w") as archive:
        archive.writestr("word/document.xml", "<w/>")
    made = backups.create(root, tmp_path / "b.zip", AT).path
    altered(
        made,
        tmp_path / "format.zip",
        lambda name, data: data.replace(b'"format": 1', b'"format": 2') if name == backups.MANIFEST else data,
    )
    shutil.copytree(root, tmp_path / "later")
    with sqlite3.connect(tmp_path / "later" / "i18nflow.db") as conn:
        conn.execute(
            "insert into _sqlite_migrations (migration_set, name, applied_at) values ('i18nflow', 'm999_later', '')"
        )
    conn.close()
    with pytest.raises(StoreError, match="newer version"):
        # Packed by a program that knows the step, as far as the archive shows.
        backups.create(tmp_path / "later", tmp_path / "later.zip", AT)
    said = {
        "foreign.zip": "not a backup of i18nflow",
        "format.zip": "newer version",
        "later.zip": "made by a newer version",
    }
    for name, words in said.items():
        with pytest.raises(InputError, match=words):
            backups.restore(tmp_path / name, root, AT, replace=True)
    assert content(root) == before and not list(tmp_path.glob("ws.before-*"))


def test_a_disk_that_fills_up_while_it_unpacks(root: Path, tmp_path: Path) -> None:
    """The workspace stays, nothing is left beside it, and with room it works."""
    made, before = backups.create(root, tmp_path / "b.zip", AT).path, content(root)
    words = ("restore", str(made), str(root), "--replace")
    status, said = run(root, *words, before=no_larger_files_than(100_000))
    assert status == 1 and "cannot be unpacked" in said
    assert content(root) == before and not list(tmp_path.glob(".ws.restoring-*"))
    assert run(root, *words)[0] == 0
