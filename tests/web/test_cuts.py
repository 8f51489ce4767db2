"""An editor's own cuts in the browser: split and merge, and both hold when the article is imported again."""

from __future__ import annotations

import pytest
from playwright.sync_api import Browser

from i18nflow.workflow import importing
from tests.web.conftest import ARTICLE, LOCAL, PLACE, SLUG, Desk, Server, World

pytestmark = pytest.mark.browser


def texts(world: World) -> list[str]:
    return list(world.segments())


def import_again(world: World, text: str) -> None:
    with world.open() as ws:
        importing.save(ws, importing.preview(ws, text.encode(), f"{SLUG}.txt"), LOCAL)


def test_a_split_and_a_merge_survive_a_new_import(browser: Browser, world: World, server: Server) -> None:
    """Cut a segment in two, join two others; a changed article comes in again and the cuts are as they were."""
    long, port, guests = "Klasteris parakstīja līgumu par 45 200 EUR.", "Osta ir atvērta.", "Gaidīsim viesus!"
    desk = Desk(browser, server)
    desk.come_in()
    page = desk.go(f"{PLACE}segments/{world.segments()[long]}/source")
    with page.expect_navigation():
        page.locator(f"button[name=offset][value='{long.index(' par ') + 1}']").click()
    assert {"Klasteris parakstīja līgumu", "par 45 200 EUR."} <= set(texts(world))
    page = desk.go(f"{PLACE}segments/{world.segments()[port]}/source")
    with page.expect_navigation():
        page.locator("form[action$='/merge'] button").click()
    assert f"{port} {guests}" in texts(world)
    keys = world.segments()
    import_again(world, ARTICLE.replace("128 kuģi", "131 kuģis"))
    after = world.segments()
    assert "Ostā martā ienāca 131 kuģis." in after
    for kept in ("Klasteris parakstīja līgumu", "par 45 200 EUR.", f"{port} {guests}"):
        assert after[kept] == keys[kept]
    assert desk.errors == []
