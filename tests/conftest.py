"""What every test needs: an environment without the person's own settings, and a clock that can be moved."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings
from playwright.sync_api import Browser, sync_playwright

from i18nflow import config
from i18nflow.model import Actor
from i18nflow.workflow import workspace as workspaces
from i18nflow.workflow.workspace import Workspace

# Two cores are shared with browsers: how fast examples are made says nothing about the code.
settings.register_profile("project", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("project")

CHROMIUM = next(
    (found for name in ("chromium", "chromium-browser", "google-chrome") if (found := shutil.which(name))),
    "chromium",
)


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """The system's Chromium: one for all tests of a process (Playwright allows no second)."""
    with sync_playwright() as playwright:
        started = playwright.chromium.launch(
            executable_path=CHROMIUM, args=["--no-sandbox", "--disable-dev-shm-usage"]
        )
        yield started
        started.close()


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
    for name in (
        "I18NFLOW_WORKSPACE", "I18NFLOW_SECRET", "I18NFLOW_SECRET_FILE",
        "DEEPL_API_KEY", "MICROSOFT_API_KEY", "LIBRETRANSLATE_API_KEY",
    ):  # fmt: skip
        monkeypatch.delenv(name, raising=False)


@pytest.fixture
def workspace(tmp_path: Path, clock: Clock) -> Iterator[Workspace]:
    """An empty workspace, Latvian to English, with a site address."""
    text = config.template(base_url="https://news.example.org", name="Ziņas")
    with workspaces.create(tmp_path / "ws", text=text, clock=clock) as made:
        yield made


@pytest.fixture
def actor() -> Actor:
    """The local user."""
    return workspaces.local_actor("Anna")
