"""The editor in a real Chromium, on an article of 500 segments, with ``i18nflow serve`` beside it on this machine.

Three figures, each with its bar: from the key press that confirms a segment to the next one being editable (focus in
its field, and the frame with it drawn), over 220 confirmations of typed texts; opening the article, from the address
to the page answering keys, with the bytes that crossed the wire; and how long a check of the typed text takes.
No peer's editor can be run here without its server and accounts; the bars are those of the project.
"""

from __future__ import annotations

import argparse
import random
import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path
from statistics import quantiles

from playwright.sync_api import Browser, Page, sync_playwright

from i18nflow import config
from i18nflow.model import LOCAL_ROLES, Actor
from i18nflow.workflow import importing, workspace

SEGMENTS = 500
CONFIRMED = 220
LANG = "en-GB"
SLUG = "garais-raksts"
PLACE = f"/articles/{SLUG}/{LANG}/"
NOUNS = [
    "osta",
    "kuģis",
    "klasteris",
    "piestātne",
    "noliktava",
    "līgums",
    "darbs",
    "krasts",
    "ministrs",
    "projekts",
    "uzņēmums",
    "attīstība",
]
ENGLISH = [
    "port",
    "ship",
    "cluster",
    "berth",
    "warehouse",
    "contract",
    "work",
    "shore",
    "minister",
    "project",
    "company",
    "development",
]
GLOSSARY = "source,target\r\n" + "".join(f"{a},{b}\r\n" for a, b in zip(NOUNS, ENGLISH, strict=True))

# The time base of an event and of performance.now() is the same.
WATCH = """() => {
  window.measured = []; let pressed = 0;
  document.addEventListener('keydown', (event) => {
    if (event.key === 'Enter' && event.ctrlKey) pressed = event.timeStamp;
  }, true);
  document.addEventListener('focusin', (event) => {
    if (!pressed || event.target.id !== 'text') return;
    const from = pressed, focused = performance.now() - from; pressed = 0;
    requestAnimationFrame(() => { const channel = new MessageChannel();
      channel.port1.onmessage = () => window.measured.push([focused, performance.now() - from]);
      channel.port2.postMessage(0); });
  });
}"""
OPENED = """() => new Promise((done) => { const look = () => {
  if (!document.documentElement.dataset.ready) { setTimeout(look, 5); return; }
  const all = [...performance.getEntriesByType('navigation'), ...performance.getEntriesByType('resource')];
  done([performance.now(), all.reduce((sum, one) => sum + one.transferSize, 0), all.length]);
}; look(); })"""
CHECKS = "() => performance.getEntriesByType('resource').filter((e) => e.name.endsWith('/check')).map((e) => e.duration)"


def make(root: Path) -> None:
    """A workspace with one article of 500 sentences and a glossary."""
    random.seed(7)

    def sentence(number: int) -> str:
        words = [random.choice(NOUNS) for _ in range(random.randint(8, 18))]
        return f"{' '.join(words).capitalize()} {number}."

    blocks = [" ".join(sentence(start + at) for at in range(4)) for start in range(0, SEGMENTS, 4)]
    text = "Garais raksts\n\n" + "\n\n".join(blocks) + "\n"
    settings = config.template(base_url="https://osta.example.org", name="Osta")
    with workspace.create(root, text=settings) as ws:
        (root / "glossary.csv").write_text(GLOSSARY, encoding="utf-8", newline="")
        importing.save(ws, importing.preview(ws, text.encode(), f"{SLUG}.txt"), Actor("Anna", LOCAL_ROLES))


def serve(root: Path) -> tuple[subprocess.Popen[str], str]:
    """The program's own server, and its one-time link."""
    command = [sys.executable, "-m", "i18nflow", "-w", str(root), "serve", "--port", "8321", "--by", "Anna"]
    process = subprocess.Popen(command, stderr=subprocess.PIPE, text=True)
    assert process.stderr is not None
    for line in process.stderr:
        if found := re.search(r"http://\S+/open/\S+", line):
            return process, found[0]
    raise SystemExit("the server did not start")


def confirmations(page: Page, count: int) -> list[tuple[float, float]]:
    """Type and confirm ``count`` segments; per confirmation ms to focus and ms to the drawn frame."""
    page.evaluate(WATCH)
    for number in range(count):
        page.keyboard.insert_text(f"The port and the ship, the contract and the work {number}.")
        page.keyboard.press("Control+Enter")
        page.wait_for_function("n => window.measured.length >= n", arg=number + 1)
        # A person reads and types between two confirmations.
        page.wait_for_timeout(120)
    found = page.evaluate("window.measured")
    assert len(found) == count
    return [(one[0], one[1]) for one in found]


def checks(page: Page, count: int) -> list[float]:
    """Type with pauses long enough for a check; ms that each took."""
    page.evaluate("performance.clearResourceTimings()")
    for number in range(count):
        with page.expect_response("**/check"):
            page.keyboard.type(f" word {number}")
    return [float(ms) for ms in page.evaluate(CHECKS)]


def opened(browser: Browser, link: str, base: str, state: object) -> list[tuple[float, float, int]]:
    """Open the article in a browser that knows nothing, then twice more; ms, bytes and requests each time."""
    context = browser.new_context(storage_state=state, locale="en-GB")
    page = context.new_page()
    result = []
    for _ in range(3):
        page.goto(base + PLACE, wait_until="commit")
        ms, size, requests = page.evaluate(OPENED)
        result.append((ms, size, requests))
        page.goto("about:blank")
    context.close()
    return result


def share(values: Sequence[float], percent: int) -> float:
    """The value that ``percent`` of all do not exceed."""
    return quantiles(values, n=100, method="inclusive")[percent - 1]


def line(what: str, value: str, bar: str, *, holds: bool) -> bool:
    """Print one figure with its bar."""
    print(f"{what:<52} {value:>24}   {bar:<28} {'holds' if holds else 'DOES NOT HOLD'}")
    return holds


def main() -> int:
    """Measure and print; status 1 where a bar does not hold."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--confirm", type=int, default=CONFIRMED)
    options = parser.parse_args()
    root = Path(tempfile.mkdtemp()) / "ws"
    make(root)
    process, link = serve(root)
    base = link.partition("/open")[0]
    try:
        with sync_playwright() as playwright:
            browser = playwright.chromium.launch(
                executable_path=shutil.which("chromium"), args=["--no-sandbox", "--disable-dev-shm-usage"]
            )
            context = browser.new_context(locale="en-GB")
            page = context.new_page()
            page.goto(link)
            state = context.storage_state()
            openings = opened(browser, link, base, state)
            page.goto(base + PLACE)
            page.wait_for_selector("html[data-ready]")
            typed = checks(page, 20)
            hand = confirmations(page, options.confirm)
            browser.close()
    finally:
        process.terminate()
        shutil.rmtree(root.parent)
    focus, drawn = [one[0] for one in hand], [one[1] for one in hand]
    size = openings[0][1] / 1000
    good = [
        line(f"confirm to focus, {len(hand)} times, median / 95 %", f"{share(focus, 50):.0f} / {share(focus, 95):.0f} ms", "95 % at most 100 ms", holds=share(focus, 95) <= 100),
        line("confirm to the drawn frame, median / 95 %", f"{share(drawn, 50):.0f} / {share(drawn, 95):.0f} ms", "95 % at most 100 ms", holds=share(drawn, 95) <= 100),
        line("open, empty cache", f"{openings[0][0]:.0f} ms", "at most 1,000 ms", holds=openings[0][0] <= 1000),
        line("open, again", f"{openings[-1][0]:.0f} ms", "at most 1,000 ms", holds=openings[-1][0] <= 1000),
        line(f"crossed the wire, {openings[0][2]} requests", f"{size:.0f} kB", "under 300 kB", holds=size < 300),
        line("check of a typed text, median / 95 %", f"{share(typed, 50):.0f} / {share(typed, 95):.0f} ms", "95 % at most 150 ms", holds=share(typed, 95) <= 150),
    ]  # fmt: skip
    return 0 if all(good) else 1


if __name__ == "__main__":
    sys.exit(main())
