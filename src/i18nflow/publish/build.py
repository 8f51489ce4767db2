"""Brings a site's folder up to date with its articles: reads what changed, renders it, writes what differs.

The caller names every public article with a digest of all that its pages show; an article is loaded only when its
digest, the site's own, or one of its files changed.
"""

from __future__ import annotations

import json
import pickle
from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import Executor, wait
from contextlib import suppress
from dataclasses import dataclass
from functools import partial
from hashlib import sha256
from pathlib import Path
from typing import NamedTuple

from i18nflow.files import write_atomic
from i18nflow.publish import search
from i18nflow.publish.indexes import plan
from i18nflow.publish.jobs import digest
from i18nflow.publish.manifest import Manifest, Record, dump, parse
from i18nflow.publish.render import Opener, Rendered, lines_of, render_article, render_chunk, without_gc
from i18nflow.publish.site import Site
from i18nflow.publish.views import ArticleView
from i18nflow.publish.writer import Writer, intact

_WORTH_A_PROCESS = 400
_CHUNK = 50


class Entry(NamedTuple):
    """An article that is public or was: its slug, and a digest of everything its :class:`ArticleView` holds."""

    slug: str
    digest: str


@dataclass(frozen=True, slots=True)
class Built:
    """What a build did: paths within the site, and the slugs of the articles it rendered."""

    written: tuple[str, ...] = ()
    removed: tuple[str, ...] = ()
    articles: tuple[str, ...] = ()
    missing_media: tuple[str, ...] = ()


def build(
    folder: Path,
    site: Site,
    entries: Sequence[Entry],
    load: Callable[[str], ArticleView],
    *,
    media: Path | None = None,
    manifest: Path | None = None,
    progress: Callable[[int, int], None] | None = None,
    pool: Callable[[], Executor] | None = None,
    opener: Opener | None = None,
) -> Built:
    """Make ``folder`` hold the site of these articles, and only that of what earlier builds wrote there.

    ``load(slug)`` gives an article that has to be rendered. ``media`` is the folder the pictures are copied from.
    ``manifest`` is the file that remembers the last build, by default beside ``folder``. ``progress(done, all)``
    is called after each rendered article. Files that no build wrote are never touched.

    With a ``pool`` of processes and an ``opener`` for its workers, many changed articles are rendered there;
    ``pool()`` starts it, when it is worth it. ``opener()`` opens the same site and articles anew, so that no
    connection is shared.
    """
    memory = manifest or folder.parent / f".{folder.name}.build"
    known = _remembered(memory)
    standing = intact(folder, known.files)
    build = _Build(site, entries, load, media, known, standing)
    if build.nothing_to_do():
        return Built()
    with without_gc(), Writer(folder, _candidates(memory, known, standing)) as writer:
        build.run(writer, progress, Workers(pool, opener) if pool and opener else None)
        _plan_ahead(memory, writer.pending())
        written, removed = writer.commit()
        write_atomic(memory, dump(build.made).encode())
        _journal(memory).unlink(missing_ok=True)
    return Built(written, removed, tuple(build.changed), tuple(build.missing_media))


def altered(folder: Path, manifest: Path | None = None) -> list[str] | None:
    """Files of the last build that are gone or are not as it wrote them; None where nothing is known of one.

    Pictures are known by size and time, the rest by content.
    """
    files = _remembered(manifest or folder.parent / f".{folder.name}.build").files
    if not files:
        return None
    standing = intact(folder, files)
    return [
        path for path, stamp in files.items() if path not in standing or _is_changed(folder / path, stamp)
    ]


def _is_changed(path: Path, stamp: str) -> bool:
    mark = stamp.partition(":")[2]
    return len(mark) == 16 and sha256(path.read_bytes()).hexdigest()[:16] != mark


class Workers:
    """Other processes that render."""

    def __init__(self, pool: Callable[[], Executor], opener: Opener) -> None:
        self._pool = pool
        self._opener = pickle.dumps(opener)

    def render(self, site: Site, slugs: Sequence[str], known: Manifest, writer: Writer) -> Iterator[Rendered]:
        """Render the articles in chunks and adopt their files."""
        chunks = [slugs[start : start + _CHUNK] for start in range(0, len(slugs), _CHUNK)]
        with self._pool() as executor:
            futures = []
            for number, chunk in enumerate(chunks):
                files = [
                    path for slug in chunk if slug in known.articles for path in known.articles[slug].files
                ]
                stager = writer.stager.branch(f"{number}-", files)
                futures.append(executor.submit(render_chunk, self._opener, site.digest, stager, chunk))
            try:
                for future in futures:
                    made, puts = future.result()
                    writer.adopt(puts)
                    yield from made
            finally:
                for future in futures:
                    future.cancel()
                wait(futures)  # nobody may write aside once that folder is cleared


class _Build:
    """One run: what changed, and what becomes of it."""

    def __init__(
        self,
        site: Site,
        entries: Sequence[Entry],
        load: Callable[[str], ArticleView],
        media: Path | None,
        known: Manifest,
        standing: Mapping[str, str],
    ) -> None:
        self._site, self._entries, self._load, self._media = site, entries, load, media
        self._known, self._standing = known, standing
        self._lost = known.files.keys() - standing.keys()
        self.made = Manifest(site=site.digest)
        self.missing_media: list[str] = []
        self.changed = [entry.slug for entry in entries if not self._is_current(entry)]
        self._lines: dict[tuple[str, str], str] = {}

    def nothing_to_do(self) -> bool:
        """Whether the folder is as it should be already."""
        return (
            not self.changed
            and self._known.site == self._site.digest
            and len(self._known.articles) == len(self._entries)
            and not self._lost
            and not self._media_changed()
        )

    def run(
        self, writer: Writer, progress: Callable[[int, int], None] | None, workers: Workers | None
    ) -> None:
        """Put every file of the site."""
        for path, data in self._site.theme.assets.items():
            writer.put(path, data)
        rendered = {}
        for made in self._rendered(writer, workers):
            rendered[made.slug] = made
            self._lines.update({(made.slug, lang): line for lang, line in made.lines.items()})
            if progress:
                progress(len(rendered), len(self.changed))
        for slug, mark in self._entries:
            if slug in rendered:
                self.made.articles[slug] = _record(mark, rendered[slug])
            else:
                self.made.articles[slug] = self._known.articles[slug]
                writer.keep(self._known.articles[slug].files)
        self._copy_media(writer)
        self._search(writer)
        self._lists(writer)
        self.made.files = writer.files

    def _rendered(self, writer: Writer, workers: Workers | None) -> Iterator[Rendered]:
        """The changed articles, each as soon as its files are staged."""
        if workers and len(self.changed) >= _WORTH_A_PROCESS:
            yield from workers.render(self._site, self.changed, self._known, writer)
            return
        for slug in self.changed:
            first = len(writer.stager.puts)
            made = render_article(self._site, slug, self._load(slug), writer.stager)
            writer.adopt(writer.stager.puts[first:])
            yield made

    def _is_current(self, entry: Entry) -> bool:
        record = self._known.articles.get(entry.slug)
        return (
            record is not None
            and record.digest == entry.digest
            and self._known.site == self._site.digest
            and (not self._lost or self._lost.isdisjoint(record.files))
        )

    def _lists(self, writer: Writer) -> None:
        for job in plan(self._site, [record.summary(slug) for slug, record in self.made.articles.items()]):
            self._job(writer, job.path, job.digest, job.render)

    def _job(self, writer: Writer, path: str, mark: str, render: Callable[[], str]) -> None:
        self.made.jobs[path] = mark
        if self._known.jobs.get(path) == mark and path in self._standing:
            writer.keep([path])
        else:
            writer.put(path, render().encode("utf-8"))

    def _search(self, writer: Writer) -> None:
        records = self.made.articles
        where = search.parts_of({slug: r.year for slug, r in records.items() if r.finds})
        for lang in self._site.config.languages:
            folder = f"search/{self._site.addresses.prefixes[lang]}"
            members: dict[str, list[str]] = {}
            for slug, name in where.items():
                if lang in records[slug].finds:
                    members.setdefault(name, []).append(slug)
            for name, slugs in members.items():
                mark = digest(*(records[slug].finds[lang] for slug in slugs))
                path = f"{folder}/{name}.json"
                self._job(writer, path, mark, partial(self._part, writer, folder, name, lang, slugs))
            text = search.index(lang, members)
            self._job(writer, f"{folder}.json", digest(text), partial(str, text))

    def _part(self, writer: Writer, folder: str, name: str, lang: str, slugs: Sequence[str]) -> str:
        """A part of the search index: new lines, and those of the last build's parts for the rest."""
        starts = f"{folder}/{name.partition('-')[0]}-"
        own = f"{folder}/{name}.json"
        others = [path for path in self._known.jobs if path.startswith(starts) and path != own]
        # An article changes its part only when a year has doubled, so the others are seldom read.
        for paths in ([own], others):
            missing = {self.made.articles[s].finds[lang]: s for s in slugs if (s, lang) not in self._lines}
            if missing:
                for line in writer.lines_of(path for path in paths if path in self._standing):
                    if slug := missing.get(digest(line)):
                        self._lines[slug, lang] = line
        for slug in slugs:
            if (slug, lang) not in self._lines:
                lines = lines_of(self._load(slug), self.made.articles[slug].summary(slug))
                self._lines.update({(slug, code): line for code, line in lines.items()})
        return search.part(self._lines[slug, lang] for slug in slugs)

    def _copy_media(self, writer: Writer) -> None:
        self.made.media = list(dict.fromkeys(name for r in self.made.articles.values() for name in r.media))
        for name in self.made.media:
            source = self._media / name if self._media else None
            if source is not None and source.is_file():
                writer.copy(f"media/{name}", source)
            else:
                self.missing_media.append(name)

    def _media_changed(self) -> bool:
        """Whether a picture differs from the copy the last build made."""
        for name in self._known.media:
            stamp = ""
            if self._media:
                with suppress(OSError):
                    found = (self._media / name).stat()
                    stamp = f"{found.st_size}:{found.st_mtime_ns}"
            if stamp and self._known.files.get(f"media/{name}") != stamp:
                return True
        return False


def _record(mark: str, made: Rendered) -> Record:
    finds = {lang: digest(line) for lang, line in made.lines.items()}
    return Record.of(mark, made.files, made.media, made.summary, finds)


def _remembered(memory: Path) -> Manifest:
    try:
        return parse(memory.read_text("utf-8"))
    except (OSError, UnicodeDecodeError):
        return Manifest()


def _journal(memory: Path) -> Path:
    return memory.with_name(f"{memory.name}.unfinished")


def _plan_ahead(memory: Path, paths: list[str]) -> None:
    """Note the files about to be written, so that a killed build leaves none behind unknown."""
    write_atomic(_journal(memory), json.dumps(paths).encode())


def _candidates(memory: Path, known: Manifest, standing: Mapping[str, str]) -> dict[str, str]:
    """The files of the last build with their stamps, and without one those gone astray or of a killed build."""
    found = dict(standing)
    if len(standing) < len(known.files):
        found.update((path, "") for path in known.files if path not in standing)
    with suppress(OSError, ValueError):
        found.update(dict.fromkeys(json.loads(_journal(memory).read_text("utf-8")), ""))
    return found
