"""Take the pictures of the editor and the desk for the documents: ``python tools/screenshots.py [--to docs/images]``.

A demo workspace is made in a temporary folder, some of its segments are confirmed as a person would, and the pages
are photographed in the system's Chromium, with no network beyond this machine.
"""

from __future__ import annotations

import argparse
import io
import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path

from PIL import Image
from playwright.sync_api import Browser, Page, sync_playwright

from i18nflow.model import LOCAL_ROLES, Actor
from i18nflow.workflow import importing, reviewing, workspace
from i18nflow.workflow.desk import assigning
from i18nflow.workflow.reviewing import Move

ROOT = Path(__file__).resolve().parents[1]
PLACE = "/articles/klastera-aktualitates-3-2020/en-GB/"
PORT = 8477
TEXTS = {
    3: "“Smart Sensors for Healthy Ageing” project approved",
    4: "The European Commission has approved the project application “Smart Sensors for Healthy Ageing”, prepared by "
    "the KURTRONIKA cluster together with the Iberluz Sensor Cluster of Spain, Revontuli Photonics Network of Finland "
    "and Carpatronics Hub of Romania.",
}

# More articles for the desk: slug, text, what is confirmed of it, and hours until its deadline.
ARTICLES: tuple[tuple[str, str, tuple[str, ...], int | None], ...] = (
    (
        "lidzfinansejums",
        (
            "Līdzfinansējums prototipu izstrādei: kas jāzina dalībniekiem\n\nPieteikumus pieņem līdz 31. oktobrim. "
            "Viens prototips var saņemt 25 000 EUR. Jautājumi jāsūta klastera birojam.\n"
        ),
        ("Co-financing for prototypes: what members need to know", "Applications are open until 31 October."),
        50,
    ),
    (
        "aptauja",
        (
            "Aptauja: kā krīze ietekmē nozares apgrozījumu\n\nKlasteris aptaujāja 48 uzņēmumus. Apgrozījums auga pusei. "
            "Rezultāti ir publicēti.\n"
        ),
        ("Survey: how the crisis affects the industry’s turnover", "The cluster surveyed 48 companies."),
        None,
    ),
    (
        "eksporta-seminari",
        "Eksporta semināri elektronikas uzņēmumiem\n\nSemināri notiks tiešsaistē. Dalība ir bez maksas.\n",
        (
            "Export seminars for electronics companies",
            "The seminars will be held online.",
            "Taking part is free.",
        ),
        None,
    ),
)


def fill_the_desk(folder: Path) -> None:
    """Articles in every stage, with people and deadlines."""
    anna = Actor("Anna", LOCAL_ROLES)
    with workspace.open_at(folder) as ws:
        for slug, text, translations, hours in ARTICLES:
            importing.save(ws, importing.preview(ws, text.encode(), f"{slug}.txt"), anna)
            for row, translation in zip(ws.store.targets.rows(slug, "en-GB"), translations, strict=False):
                reviewing.confirm(ws, Move(row.segment.key, 0), "en-GB", translation, anna)
            if hours:
                assigning.set_deadline(ws, [slug], "en-GB", ws.now() + timedelta(hours=hours), anna)
                assigning.assign(ws, slug, "en-GB", "Ilze", anna)
        slug = PLACE.split("/")[2]
        assigning.set_deadline(ws, [slug], "en-GB", ws.now() + timedelta(minutes=78), anna)
        assigning.assign(ws, slug, "en-GB", "Ilze", anna)


@contextmanager
def served(folder: Path) -> Iterator[str]:
    """A demo workspace in ``folder`` with a server beside it; its one-time link."""
    program = [sys.executable, "-m", "i18nflow"]
    subprocess.run([*program, "demo", str(folder), "--no-serve"], check=False, capture_output=True)  # noqa: S603 (this program)
    command = [*program, "-w", str(folder), "serve", "--port", str(PORT), "--by", "Ilze"]
    process = subprocess.Popen(command, stderr=subprocess.PIPE, text=True)  # noqa: S603 (this program)
    assert process.stderr is not None
    try:
        yield next(found[0] for line in process.stderr if (found := re.search(r"http://\S+/open/\S+", line)))
    finally:
        process.terminate()


def work(page: Page) -> None:
    """Confirm, reject and type as a person does, so that the pictures show an article in the middle of its review."""
    page.keyboard.press("Escape")
    page.keyboard.press("x")
    page.keyboard.press("Control+Enter")
    for number, text in TEXTS.items():
        page.locator(f"#segments > :nth-child({number}) .no").click()
        page.locator("#text").fill(text)
        page.keyboard.press("Control+Enter")
    for number in (5, 6):
        page.locator(f"#segments > :nth-child({number}) .no").click()
        page.keyboard.press("Control+Enter")
    page.wait_for_function("() => !document.querySelector('.saving')")
    page.locator("#segments > :nth-child(7) .no").click()
    page.keyboard.press("Escape")
    page.keyboard.press("r")
    page.locator("#editor select[name=reason]").select_option(index=4)
    page.locator("#editor [data-does=reject]").click()
    page.wait_for_function("() => !document.querySelector('.saving')")


def at(page: Page, base: str, number: int) -> None:
    """Bring a segment in hand, with its panel and findings there, and out of its text."""
    page.goto(base + PLACE)
    key = page.locator(f"#segments > :nth-child({number})").get_attribute("data-key")
    page.goto(f"{base}{PLACE}?segment={key}")
    page.wait_for_selector("html[data-ready]")
    page.wait_for_timeout(600)
    page.keyboard.press("Escape")


def grid(page: Page) -> None:
    page.keyboard.press("d")
    page.wait_for_timeout(200)


def preview(page: Page) -> None:
    page.keyboard.press("v")
    page.frame_locator("#preview iframe").locator("[data-in-hand]").wait_for()
    page.wait_for_timeout(1500)


def term(page: Page) -> None:
    page.locator(".hand .src .term").nth(1).dblclick()
    page.keyboard.press("g")
    page.locator("#term-dialog[open]").wait_for()


def nothing(_page: Page) -> None:
    """The page as it is."""


# name, width, height, theme, language of the UI, segment in hand, what is done before the picture
PICTURES: tuple[tuple[str, int, int, str, str, int, Callable[[Page], None]], ...] = (
    ("review", 1440, 900, "light", "en-GB", 2, nothing),
    ("review-dark", 1440, 900, "dark", "lv-LV", 2, nothing),
    ("review-preview", 1440, 900, "light", "en-GB", 2, preview),
    ("review-term", 1440, 900, "light", "en-GB", 2, term),
    ("review-tablet", 1024, 768, "light", "lv-LV", 2, nothing),
    ("review-phone", 390, 844, "light", "en-GB", 2, nothing),
    ("review-grid", 1440, 900, "light", "en-GB", 2, grid),
)

LISTS = (("desk", "/"), ("segments", "/segments?q=klasteri&forms=1"))


def save(page: Page, path: Path) -> None:
    page.mouse.move(0, 0)
    picture = Image.open(io.BytesIO(page.screenshot()))
    # A palette: a third of the size, and no difference to the eye on flat colours.
    flat = picture.convert("RGB").quantize(
        256, method=Image.Quantize.MAXCOVERAGE, kmeans=2, dither=Image.Dither.NONE
    )
    flat.save(path, optimize=True)


def photograph(browser: Browser, base: str, cookies: list[dict[str, object]], to: Path) -> None:
    for name, width, height, theme, lang, number, prepare in PICTURES:
        context = browser.new_context(
            viewport={"width": width, "height": height},
            color_scheme=theme,
            locale=lang,  # type: ignore[arg-type]
        )
        context.add_cookies(cookies)  # type: ignore[arg-type]
        page = context.new_page()
        at(page, base, number)
        prepare(page)
        save(page, to / f"{name}.png")
        context.close()


def main() -> int:
    """Take every picture."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--to", type=Path, default=ROOT / "docs" / "images")
    to = parser.parse_args().to
    to.mkdir(parents=True, exist_ok=True)
    with (
        tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as temporary,
        served(Path(temporary) / "demo") as link,
        sync_playwright() as playwright,
    ):
        browser = playwright.chromium.launch(
            executable_path=shutil.which("chromium"), args=["--no-sandbox", "--disable-dev-shm-usage"]
        )
        base = link.partition("/open")[0]
        context = browser.new_context(locale="en-GB")
        page = context.new_page()
        page.goto(link)
        cookies = context.cookies()
        page.goto(base + PLACE)
        page.wait_for_selector("html[data-ready]")
        work(page)
        photograph(browser, base, cookies, to)
        fill_the_desk(Path(temporary) / "demo")
        page.set_viewport_size({"width": 1440, "height": 900})
        for name, path in LISTS:
            page.goto(base + path)
            save(page, to / f"{name}.png")
        browser.close()
    return 0


if __name__ == "__main__":
    sys.exit(main())
