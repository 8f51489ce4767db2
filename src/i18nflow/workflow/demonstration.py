"""The demo: the two sample articles walked all the way, so that one is published and one waits to be reviewed."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from time import perf_counter

from i18nflow import config, files, resources
from i18nflow.errors import Conflict
from i18nflow.model import Actor, State
from i18nflow.workflow import catalogs, checking, importing, publishing, translating
from i18nflow.workflow import workspace as workspaces
from i18nflow.workflow.workspace import Workspace

REVIEWED = "klastera-aktualitates-2-2020"
WAITING = "klastera-aktualitates-3-2020"
ENGINE = "google"
NAME = "Klastera jaunumi"


@dataclass
class Report:
    """What the demo made: seconds per stage, files written, drafts by origin, reasons of what stayed untranslated."""

    seconds: dict[str, float] = field(default_factory=dict)
    files: list[str] = field(default_factory=list)
    furniture: dict[str, int] = field(default_factory=dict)
    reasons: dict[str, int] = field(default_factory=dict)
    findings: int = 0

    @contextmanager
    def stage(self, name: str) -> Iterator[None]:
        """Measure a stage."""
        start = perf_counter()
        yield
        self.seconds[name] = perf_counter() - start


def run(root: Path, actor: Actor, *, base_url: str, tell: Callable[[str], None]) -> Report:
    """Make or complete the demo workspace in ``root``; what a person did there stays."""
    report = Report()
    samples = resources.root()
    with report.stage("make the workspace"):
        ws = _workspace(root, samples, base_url)
    tell(
        f"The demo's settings name the engine '{ENGINE}', which is elsewhere: the texts of the demo are public."
    )
    with ws:
        with report.stage("import and segment"):
            for slug in (REVIEWED, WAITING):
                done = importing.import_file(ws, samples / "articles" / f"{slug}.txt", actor)
                report.furniture[slug] = len(done.furniture)
        with report.stage("import the reviewed catalog"):
            _reviewed_catalog(ws, samples, actor)
        with report.stage("pre-translate"):
            run_ = translating.translate(ws, [WAITING], ws.config.targets, actor)
            report.reasons = dict(run_.reasons)
        with report.stage("check"):
            for lang in ws.config.targets:
                found = checking.check_articles(ws, [REVIEWED, WAITING], lang)
                report.findings += sum(len(one) for by_key in found.values() for one in by_key.values())
        with report.stage("export catalogs"):
            _export(ws, report, actor, tell)
        with report.stage("publish"):
            published = publishing.publish_articles(ws, [REVIEWED], ws.config.targets, actor)
            if published.built:
                report.files += [
                    f"site/{path}" for path in published.built.written if path.endswith("index.html")
                ]
            for (slug, lang), against in published.blocked.items():
                tell(f"{slug} ({lang}) is not published: {len(against)} things to settle")
    return report


def _workspace(root: Path, samples: Path, base_url: str) -> Workspace:
    if (root / config.FILE_NAME).exists():
        return workspaces.open_at(root)
    root.mkdir(parents=True, exist_ok=True)
    files.write_atomic(root / "glossary.csv", files.read_bytes(samples / "glossary.csv"))
    # The texts of the demo are public: sending them to an engine outside gives nothing away.
    text = config.template(engines=(ENGINE,), base_url=base_url, name=NAME)
    return workspaces.create(root, text=text)


def _reviewed_catalog(ws: Workspace, samples: Path, actor: Actor) -> None:
    """Bring in the reviewed translation, unless somebody has worked on the article already."""
    lang = ws.config.targets[0]
    rows = ws.store.targets.rows(REVIEWED, lang)
    if any(row.target.state is not State.UNTRANSLATED for row in rows):
        return
    path = samples / "locales" / "en" / "LC_MESSAGES" / f"{REVIEWED}.po"
    catalogs.import_catalog(ws, files.read_bytes(path), path.name, actor, as_approved=True)


def _export(ws: Workspace, report: Report, actor: Actor, tell: Callable[[str], None]) -> None:
    for slug in (REVIEWED, WAITING):
        for lang in ws.config.targets:
            for rendered in (catalogs.render_po(ws, slug, lang), catalogs.render_mo(ws, slug, lang)):
                try:
                    report.files.append(catalogs.write(ws, rendered, actor).path)
                except Conflict as error:
                    tell(str(error))
