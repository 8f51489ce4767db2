"""What every test needs: an environment without the person's own settings, and a clock that can be moved."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest


class Clock:
    """A clock that stands until it is moved."""

    def __init__(self) -> None:
        self.at = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)

    def __call__(self) -> datetime:
        self.at += timedelta(seconds=1)
        return self.at


@pytest.fixture
def clock() -> Clock:
    """A clock that goes on by one second each time it is asked."""
    return Clock()


@pytest.fixture(autouse=True)
def _own_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    """No test reads the workspace or the keys of the person who runs it."""
    for name in ("I18NFLOW_WORKSPACE", "DEEPL_API_KEY", "MICROSOFT_API_KEY", "LIBRETRANSLATE_API_KEY"):
        monkeypatch.delenv(name, raising=False)
