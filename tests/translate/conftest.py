"""A workspace with an article and a LibreTranslate server on loopback."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from i18nflow.model import Actor
from i18nflow.workflow import importing
from i18nflow.workflow import workspace as workspaces
from i18nflow.workflow.workspace import Workspace
from tests.engines import server
from tests.engines.server import Service

LANG = "en-GB"
SETTINGS = """\
source = "lv"
targets = ["en-GB"]
[engines]
order = [{order}]
{budget}
[engines.libretranslate]
url = "{url}"
timeout = 2.0
wait = 0.005
batch = {batch}
attempts = 2
workers = {workers}
[engines.google]
url = "{url}/m"
timeout = 0.5
wait = 0.005
pace = 0.0
attempts = 2
[site]
base_url = "https://news.example.org"
"""
Make = Callable[..., Workspace]


@pytest.fixture
def service() -> Iterator[Service]:
    """A service of its own for each test."""
    made, httpd = server.start()
    yield made
    server.stop(made, httpd)


@pytest.fixture
def make(tmp_path: Path, clock: Callable[[], object], service: Service, actor: Actor) -> Iterator[Make]:
    """Makes a workspace whose engines are the service: ``make(*lines, order=..., batch=..., budget=...)``."""
    opened: list[Workspace] = []

    def build(
        *lines: str,
        order: tuple[str, ...] = ("libretranslate",),
        batch: int = 3,
        workers: int = 1,
        budget: str = "",
    ) -> Workspace:
        text = SETTINGS.format(
            order=", ".join(f'"{name}"' for name in order),
            url=service.url,
            batch=batch,
            workers=workers,
            budget=budget,
        )
        ws = workspaces.create(tmp_path / f"ws{len(opened)}", text=text, clock=clock)  # type: ignore[arg-type]
        opened.append(ws)
        add(ws, "raksts", lines, actor, tmp_path)
        return ws

    yield build
    for ws in opened:
        ws.close()


def add(ws: Workspace, slug: str, lines: tuple[str, ...], actor: Actor, folder: Path) -> None:
    """Import an article: a title, then each of ``lines`` as a paragraph."""
    path = folder / f"{slug}.txt"
    path.write_text("\n\n".join(("Ziņas no klastera", "12/05/2021", *lines)) + "\n", encoding="utf-8")
    importing.import_file(ws, path, actor)


def numbered(count: int) -> tuple[str, ...]:
    """Paragraphs of one sentence each, all different."""
    return tuple(f"Šis ir {number}. teikums par klasteri un tā darbu." for number in range(1, count + 1))


def texts(ws: Workspace, slug: str = "raksts") -> dict[str, str]:
    """Source to target of an article."""
    return {row.segment.text: row.target.text for row in ws.store.targets.rows(slug, LANG)}
