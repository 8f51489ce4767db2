"""What doctor says of a workspace, and that it changes nothing."""

from __future__ import annotations

import sqlite3
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from i18nflow.cli import main
from i18nflow.workflow import backups, doctor
from i18nflow.workflow.doctor import Level


def now() -> datetime:
    """The time."""
    return datetime.now(UTC)


def told(root: Path, at: datetime | None = None) -> dict[str, str]:
    """What is not well, by what it is about."""
    return {one.about: one.message for one in doctor.examine(root, at or now()) if one.level is not Level.OK}


def test_a_sound_workspace(root: Path) -> None:
    """With a fresh backup there is nothing to say."""
    backups.create(root, None, now())
    assert told(root) == {}


def test_what_is_not_well_is_named_with_its_remedy(root: Path) -> None:
    """No backup, a broken glossary, a clock set back, an engine that is not there."""
    (root / "glossary.csv").write_text("source,target\nx,y\nx,y\n")
    settings = root / "i18nflow.toml"
    settings.write_text(settings.read_text().replace("order = []", 'order = ["deepl"]'))
    found = told(root, now() - timedelta(days=400))
    assert found.keys() == {"glossary", "engine", "clock", "backup"}
    assert "line 3" in found["glossary"] and "deepl" in found["engine"]
    assert all(one.remedy for one in doctor.examine(root, now()) if one.level is not Level.OK)


def test_a_corrupt_database_is_said_and_not_read(root: Path) -> None:
    """Pages overwritten in the middle: an error with what to do, and no further look."""
    path = root / "i18nflow.db"
    with sqlite3.connect(path) as conn:
        conn.execute("pragma wal_checkpoint(truncate)")
    conn.close()
    with path.open("r+b") as file:
        file.seek(4096 * 3)
        file.write(b"\xff" * 4096 * 8)
    remarks = doctor.examine(root, now())
    assert remarks[-1].about == "database" and remarks[-1].level is Level.ERROR
    assert "restore" in remarks[-1].remedy


def test_an_older_database_is_not_touched(root: Path) -> None:
    """It says that steps are to come; opening migrates, examining does not."""
    path = root / "i18nflow.db"
    with sqlite3.connect(path) as conn:
        conn.execute("drop table usage")
        conn.execute("delete from _sqlite_migrations where name = 'm007_usage'")
    conn.close()
    assert "earlier version" in told(root)["database"]
    with sqlite3.connect(path) as conn:
        assert conn.execute("select 1 from sqlite_master where name = 'usage'").fetchone() is None
    conn.close()


def test_missing_pieces(root: Path, tmp_path: Path) -> None:
    """No settings, or no database: an error each."""
    (root / "i18nflow.db").unlink()
    assert "is not there" in told(root)["database"]
    assert "has no" in told(tmp_path)["settings"]


@pytest.mark.parametrize(("spoil", "status"), [(False, 3), (True, 1)])
def test_the_status_tells_scripts(
    root: Path, capsys: pytest.CaptureFixture[str], spoil: bool, status: int
) -> None:
    """Warnings are status 3, errors status 1."""
    if spoil:
        (root / "i18nflow.db").write_bytes(b"no database" * 1000)
    with pytest.raises(SystemExit) as left:
        main(["-w", str(root), "doctor", "--json"])
    assert left.value.code == status and '"about"' in capsys.readouterr().out
