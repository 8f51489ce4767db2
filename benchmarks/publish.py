"""How fast the site is built, as a ratio to a bare Jinja loop on the same texts, and what a rebuild costs.

    python benchmarks/publish.py [--articles 2000] [--large 10000]

One bare loop renders three pages of each article with the plainest templates (paragraphs, no ids, no metadata, no
indexes) and writes a file when its hash changed: the least any generator does. Another renders by plain templates what
a bilingual page needs of ours (sentences with ids, hreflang, linked data), still without lists, feeds and search. Hugo, Eleventy and Pelican are
measured with ``--peers`` where they are installed. Texts are made up from a fixed seed.
"""

from __future__ import annotations

import argparse
import gc
import hashlib
import json
import random
import resource
import shutil
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ProcessPoolExecutor
from datetime import UTC, date, datetime, timedelta
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from itertools import count
from pathlib import Path

from jinja2 import DictLoader, Environment

from i18nflow import publish, resources
from i18nflow.catalog.runtime import translations
from i18nflow.model import Block, BlockKind, SegmentKind
from i18nflow.publish import (
    ArticleView,
    BlockView,
    EditionView,
    Entry,
    Making,
    Provenance,
    SegmentView,
    SiteConfig,
)
from i18nflow.segment.keys import make_key

PARAGRAPHS = 25
MADE: dict[str, ArticleView] = {}
SYLLABLES = {
    "lv": [
        "ka",
        "la",
        "ma",
        "na",
        "pa",
        "ra",
        "sa",
        "ta",
        "va",
        "za",
        "kā",
        "lē",
        "mī",
        "nū",
        "šā",
        "žē",
        "čī",
        "ņa",
        "ļu",
        "ķe",
        "ģi",
        "tei",
        "lau",
        "rie",
        "nīs",
        "ums",
        "tas",
        "ība",
    ],
    "en-GB": [
        "con",
        "tion",
        "al",
        "the",
        "re",
        "in",
        "ter",
        "pro",
        "ment",
        "able",
        "ing",
        "er",
        "est",
        "ly",
        "ous",
        "de",
        "com",
        "ble",
        "side",
        "work",
        "land",
    ],
}
TOPICS = [
    ("Ekonomika", "Economy"),
    ("Izglītība", "Education"),
    ("Satiksme", "Transport"),
    ("Veselība", "Health"),
]


class Texts:
    """Articles by number, the same for every generator."""

    def __init__(self) -> None:
        self._words = {}
        for lang, syllables in SYLLABLES.items():
            draw = random.Random(lang)
            self._words[lang] = ["".join(draw.choices(syllables, k=draw.randint(1, 4))) for _ in range(6000)]

    def paragraphs(self, number: int, lang: str) -> list[list[str]]:
        """The sentences of each paragraph: two of six words on average."""
        shape, draw, words = random.Random(number), random.Random(f"{number}{lang}"), self._words[lang]
        counts = [shape.randint(1, 3) for _ in range(PARAGRAPHS)]
        return [[self._sentence(draw, words) for _ in range(count)] for count in counts]

    @staticmethod
    def _keys(number: int) -> Iterator[str]:
        """Keys as an import makes them, the same in both languages."""
        return (make_key(f"article-{number}", str(n), 1, ()) for n in count())

    @staticmethod
    def _sentence(draw: random.Random, words: list[str]) -> str:
        return " ".join(draw.choices(words, k=draw.randint(4, 8))).capitalize() + "."

    def article(self, number: int, change: str = "") -> ArticleView:
        """The n-th article as the program's own value; ``change`` is added to its first sentence."""
        return ArticleView(
            f"article-{number}",
            self._edition(number, "lv", change),
            (self._edition(number, "en-GB", change),),
        )

    def _edition(self, number: int, lang: str, change: str) -> EditionView:
        keys = self._keys(number)
        blocks = [
            BlockView(
                Block(BlockKind.PARAGRAPH, ""),
                tuple([SegmentView(next(keys), text) for text in sentences]),
            )
            for sentences in self.paragraphs(number, lang)
        ]
        first, *others = blocks[0].segments
        title, first = first.text[:-1], first._replace(text=first.text + change)
        blocks[0] = blocks[0]._replace(segments=(first, *others))
        at = datetime(2020, 1, 1, 8, tzinfo=UTC) + timedelta(hours=5 * number)
        topic = TOPICS[number % 4][lang != "lv"]
        return EditionView(
            lang=lang,
            slug=f"article-{number}",
            headline=(SegmentView(next(keys), f"{title} {number}{change}", kind=SegmentKind.HEADLINE),),
            summary=(SegmentView(next(keys), first.text, kind=SegmentKind.SUMMARY),),
            topics=(SegmentView(next(keys), topic, kind=SegmentKind.TOPIC),),
            blocks=tuple(blocks),
            date=date(at.year, at.month, at.day),
            author="Benchmark",
            published_at=at,
            provenance=Provenance(Making.ORIGINAL if lang == "lv" else Making.MACHINE_REVISED),
        )


PLAIN = """<!doctype html><html lang="{{ lang }}"><head><meta charset="utf-8"><title>{{ title }}</title></head><body>
<h1>{{ title }}</h1>
{% for paragraph in paragraphs %}<p>{{ paragraph }}</p>
{% endfor %}</body></html>
"""
PLAIN_PAIRS = """<!doctype html><html lang="en"><head><meta charset="utf-8"><title>{{ title }}</title></head><body>
<h1>{{ title }}</h1>
{% for one, two in pairs %}<div><p lang="lv">{{ one }}</p><p lang="en">{{ two }}</p></div>
{% endfor %}</body></html>
"""


HEAD = """<!doctype html><html lang="{{ lang }}"><head><meta charset="utf-8"><title>{{ title }}</title>
<meta name="viewport" content="width=device-width"><link rel="stylesheet" href="/site.css">
{% for code, address in versions %}<link rel="alternate" hreflang="{{ code }}" href="{{ address }}">
{% endfor %}<script type="application/ld+json">{{ data|tojson }}</script></head><body>
<nav>{% for code, address in versions %}<a lang="{{ code }}" href="{{ address }}">{{ code }}</a>{% endfor %}</nav>
<h1>{{ title }}</h1>
"""
LIKE_OURS = (
    HEAD
    + """{% for block in blocks %}<p id="p{{ block.segments[0].key }}">
{%- for s in block.segments %}<span id="s{{ s.key }}">{{ s.text }}</span> {% endfor %}</p>
{% endfor %}</body></html>
"""
)
LIKE_OURS_PAIRS = (
    HEAD
    + """{% for one, two in pairs %}<div id="p{{ one.segments[0].key }}"><p lang="lv">
{%- for s in one.segments %}<span id="s{{ s.key }}" tabindex="0">{{ s.text }}</span> {% endfor %}</p><p lang="en">
{%- for s in two.segments %}<span id="t{{ s.key }}">{{ s.text }}</span> {% endfor %}</p></div>
{% endfor %}</body></html>
"""
)


def loop_like_ours(folder: Path, views: list[ArticleView]) -> None:
    """The bare loop on the pages a bilingual site needs: sentences with ids, hreflang, linked data; no lists."""
    environment = Environment(loader=DictLoader({"one": LIKE_OURS, "two": LIKE_OURS_PAIRS}), autoescape=True)
    one, two = environment.get_template("one"), environment.get_template("two")
    write = hashed_writer(folder)
    for view in views:
        base = "https://news.example"
        versions = [(e.lang, f"{base}/{e.lang}/{view.slug}/") for e in view.editions]
        for edition in view.editions:
            title = edition.headline[0].text
            data = {"@type": "NewsArticle", "headline": title, "inLanguage": edition.lang}
            html = one.render(
                lang=edition.lang, title=title, versions=versions, data=data, blocks=edition.blocks
            )
            write(f"{edition.lang}/{view.slug}", html)
        pairs = list(zip(view.source.blocks, view.targets[0].blocks, strict=True))
        title = view.source.headline[0].text
        write(
            f"both/{view.slug}", two.render(lang="en", title=title, versions=versions, data={}, pairs=pairs)
        )
    write("", "")


def hashed_writer(folder: Path) -> Callable[[str, str], None]:
    """Writes a page when its hash changed; an empty path writes the manifest."""
    memory = folder / "manifest.json"
    known = json.loads(memory.read_text()) if memory.exists() else {}
    made: dict[str, str] = {}

    def write(path: str, text: str) -> None:
        if not path:
            memory.write_text(json.dumps(made))
            return
        data = text.encode()
        made[path] = hashlib.sha256(data).hexdigest()
        if known.get(path) != made[path]:
            place = folder / path / "index.html"
            place.parent.mkdir(parents=True, exist_ok=True)
            place.write_bytes(data)

    return write


def bare_loop(folder: Path, views: list[ArticleView]) -> None:
    """The least a generator does: three plain pages an article, written when their hash changed."""
    environment = Environment(loader=DictLoader({"one": PLAIN, "two": PLAIN_PAIRS}), autoescape=True)
    write = hashed_writer(folder)
    one, two = environment.get_template("one"), environment.get_template("two")
    for view in views:
        texts = [[" ".join(s.text for s in b.segments) for b in e.blocks] for e in view.editions]
        for edition, paragraphs in zip(view.editions, texts, strict=True):
            title = edition.headline[0].text
            write(
                f"{edition.lang}/{view.slug}",
                one.render(lang=edition.lang, title=title, paragraphs=paragraphs),
            )
        pairs = list(zip(*texts, strict=True))
        write(f"both/{view.slug}", two.render(title=view.source.headline[0].text, pairs=pairs))
    write("", "")


def timed(work: Callable[[], object]) -> float:
    """Seconds of one run."""
    gc.collect()
    start = time.perf_counter()
    work()
    return time.perf_counter() - start


def full_builds(count: int, rounds: int) -> None:
    """A full build of both, in turns, the best of each."""
    texts = Texts()
    views = {f"article-{n}": texts.article(n) for n in range(count)}
    MADE.update(views)
    entries = [Entry(slug, "1") for slug in views]
    loop, like, ours, lean, two = [], [], [], [], []
    for _ in range(rounds):
        with tempfile.TemporaryDirectory() as folder:
            loop.append(timed(partial(bare_loop, Path(folder) / "loop", list(views.values()))))
            like.append(timed(partial(loop_like_ours, Path(folder) / "like", list(views.values()))))
            for times, handover in ((lean, False), (ours, True)):
                site = open_site(handover=handover)
                name = f"site{handover}"
                times.append(
                    timed(partial(publish.build, Path(folder) / name, site, entries, views.__getitem__))
                )
            two.append(timed(partial(two_processes, Path(folder) / "two", entries)))
    base = count / min(loop)
    print(f"full build of {count} articles, {PARAGRAPHS} paragraphs, two languages and parallel, articles/s:")
    peer = count / min(like)
    print(f"  bare Jinja loop, plain paragraphs   {base:8.0f}   1.00")
    print(f"  bare Jinja loop, pages like ours    {peer:8.0f}   {peer / base:.2f}   1.00")
    rows = (("pages and indexes", lean), ("the same, two processes", two), ("also for other systems", ours))
    for label, times in rows:
        speed = count / min(times)
        print(f"  i18nflow, {label:25} {speed:8.0f}   {speed / base:.2f}   {speed / peer:.2f}")
    view = views["article-1"]
    texts_of = {
        e.lang.partition("-")[0]: sum(len(s.text.encode()) for s in e.segments) for e in view.editions
    }
    print("  page sizes in bytes (of which the article's text):")
    for path, page in publish.pages(open_site(), view).items():
        part = path.split("/")[0]
        text = sum(texts_of[one] for one in part.split("-"))
        print(f"    {part:6} {len(page.encode()):6}  ({text})")


def two_processes(folder: Path, entries: list[Entry]) -> None:
    """A build whose articles are rendered by two workers, their start included."""
    opener = partial(open_articles, handover=False)
    site, load = opener()
    pool = partial(ProcessPoolExecutor, 2)
    publish.build(folder, site, entries, load, pool=pool, opener=opener)


def open_articles(*, handover: bool) -> tuple[publish.Site, Callable[[str], ArticleView]]:
    """The site and its articles, as a worker opens them. In a fork they are there already."""
    return open_site(handover=handover), load_made


def load_made(slug: str) -> ArticleView:
    """An article made before the measurement."""
    return MADE[slug]


def rebuilds(count: int) -> None:
    """No change, and one changed article, on a large site."""
    texts = Texts()
    site = open_site()

    def load(slug: str, change: str = "") -> ArticleView:
        return texts.article(int(slug.rpartition("-")[2]), change)

    with tempfile.TemporaryDirectory() as name:
        folder = Path(name) / "site"
        entries = [Entry(f"article-{n}", "1") for n in range(count)]
        print(f"{count} articles: full {timed(partial(publish.build, folder, site, entries, load)):.1f} s")
        print(f"  no change            {timed(partial(publish.build, folder, site, entries, load)):.2f} s")
        entries[count // 2] = Entry(entries[count // 2].slug, "2")
        built: list[publish.Built] = []
        one = timed(
            lambda: built.append(publish.build(folder, site, entries, partial(load, change=" More.")))
        )
        print(f"  one changed article  {one:.2f} s, {len(built[0].written)} files written")
    print(f"  most memory          {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:.0f} MB")


def lighthouse(program: str) -> None:
    """What Lighthouse (npm) says of the speed of the three pages of an article, served from this machine: 100 at best."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name) / "site"
        view = Texts().article(0)
        publish.build(folder, open_site(), [Entry("article-0", "1")], lambda _: view)
        handler = partial(SimpleHTTPRequestHandler, directory=str(folder))
        server = ThreadingHTTPServer(("127.0.0.1", 0), handler)
        threading.Thread(target=server.serve_forever, daemon=True).start()
        for page in sorted(folder.glob("*/20*/*/index.html")):
            report = Path(name) / "report.json"
            command = [
                program, f"http://127.0.0.1:{server.server_port}/{page.parent.relative_to(folder)}/", "--quiet",
                "--chrome-flags=--headless --no-sandbox --disable-dev-shm-usage", "--only-categories=performance",
                "--output=json", f"--output-path={report}",
            ]  # fmt: skip
            subprocess.run(command, check=True, capture_output=True)
            score = json.loads(report.read_text())["categories"]["performance"]["score"]
            print(f"  Lighthouse, performance of {page.parent.relative_to(folder)}: {score * 100:.0f}")
        server.shutdown()


def peers(count: int) -> None:
    """Other generators on the same texts, where they are installed."""
    texts = Texts()
    for name, prepare, command in PEERS:
        if shutil.which(name) is None:
            print(f"  {name:32} not installed")
            continue
        with tempfile.TemporaryDirectory() as folder:
            place = Path(folder)
            prepare(place, [texts.article(n) for n in range(count)])
            seconds = timed(lambda: subprocess.run(command, cwd=place, check=True, capture_output=True))  # noqa: B023
            print(f"  {name:32} {count / seconds:8.0f}")


def _pages(folder: Path, views: list[ArticleView], content: str, suffix: str, head: str) -> None:
    """The three pages of each article as source files of a generator."""
    for view in views:
        texts = [[" ".join(s.text for s in b.segments) for b in e.blocks] for e in view.editions]
        bodies = {e.lang.partition("-")[0]: "\n\n".join(t) for e, t in zip(view.editions, texts, strict=True)}
        bodies["both"] = "\n\n".join(f"{one}\n\n{two}" for one, two in zip(*texts, strict=True))
        for part, body in bodies.items():
            place = folder / content / part / f"{view.slug}{suffix}"
            place.parent.mkdir(parents=True, exist_ok=True)
            place.write_text(
                head.format(title=view.source.headline[0].text, slug=f"{part}-{view.slug}") + body
            )


def _hugo(folder: Path, views: list[ArticleView]) -> None:
    (folder / "hugo.toml").write_text(
        'baseURL = "https://example.org/"\ndisableKinds = ["taxonomy", "term"]\n'
    )
    layouts = folder / "layouts" / "_default"
    layouts.mkdir(parents=True)
    for name in ("single.html", "list.html"):
        (layouts / name).write_text(
            "<!doctype html><title>{{ .Title }}</title><h1>{{ .Title }}</h1>{{ .Content }}"
        )
    _pages(folder, views, "content", ".md", '---\ntitle: "{title}"\n---\n')


def _eleventy(folder: Path, views: list[ArticleView]) -> None:
    _pages(folder, views, ".", ".md", '---\ntitle: "{title}"\n---\n')


def _pelican(folder: Path, views: list[ArticleView]) -> None:
    (folder / "pelicanconf.py").write_text(
        "SITEURL = 'https://example.org'\nPATH = 'content'\nTIMEZONE = 'UTC'\n"
    )
    _pages(folder, views, "content", ".md", "Title: {title}\nSlug: {slug}\nDate: 2020-01-01\n\n")


PEERS: tuple[tuple[str, Callable[[Path, list[ArticleView]], None], list[str]], ...] = (
    ("hugo", _hugo, ["hugo", "--quiet"]),
    ("eleventy", _eleventy, ["eleventy", "--quiet"]),
    ("pelican", _pelican, ["pelican", "--quiet", "-s", "pelicanconf.py"]),
)


def open_site(*, handover: bool = True) -> publish.Site:
    """The site the benchmark builds."""
    config = SiteConfig("https://news.example/", "Benchmark", "lv", ("en-GB",), handover=handover)
    root = resources.root()
    return publish.open_site(config, web=root / "web", locales=root / "locales", translations=translations)


def main(arguments: list[str]) -> None:
    """Run what was asked for."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--articles", type=int, default=2000)
    parser.add_argument(
        "--large", type=int, default=10_000, help="articles of the site that is rebuilt; 0 for none"
    )
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument(
        "--lighthouse", help="the command of Lighthouse, to ask it for the speed of the pages"
    )
    options = parser.parse_args(arguments)
    full_builds(options.articles, options.rounds)
    peers(options.articles)
    if options.lighthouse:
        lighthouse(options.lighthouse)
    if options.large:
        sys.stdout.flush()
        # A process of its own, so that its memory is its own.
        subprocess.run([sys.executable, __file__, "--only-large", str(options.large)], check=True)


if __name__ == "__main__":
    if sys.argv[1:2] == ["--only-large"]:
        rebuilds(int(sys.argv[2]))
    else:
        main(sys.argv[1:])
