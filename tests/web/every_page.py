"""Every page of the UI by its route, and a workspace that has something to show on each."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path

from flask import Flask, abort

from i18nflow.errors import StoreError
from i18nflow.model import LOCAL_ROLES, Actor, Role, said
from i18nflow.people import Scope, User
from i18nflow.workflow import (
    aligning,
    checking,
    importing,
    incoming,
    invitations,
    people,
    reviewing,
    tokens,
)
from i18nflow.workflow.desk import assigning, commenting, replacing
from i18nflow.workflow.desk.replacing import Wish
from i18nflow.workflow.incoming import Sent
from i18nflow.workflow.reviewing import Move
from tests.web.conftest import LANG, LOCAL, SETTINGS, SLUG, TRANSLATIONS, World
from tests.workflow.test_aligning import EN, LV

PASSWORD = "zirgs baterija skava"
SECOND = "Tirgus ziņas\n\nOsta ir atvērta. Tirgū bija 12 klasteri. Gaidīsim viesus!\n"
CATALOG = f'msgid ""\nmsgstr "Content-Type: text/plain; charset=UTF-8\\nLanguage: {LANG}\\n"\n\nmsgid "Osta ir atvērta."\nmsgstr "The port is open to all."\n'

PAGES: dict[str, tuple[str, ...]] = {
    "account.page": ("/account/",),
    "administration.log": ("/audit", "/audit?check=1"),
    "administration.page": ("/people",),
    "alignments.index": ("/memory/alignments/",),
    "alignments.show": ("/memory/alignments/{alignment}/",),
    "articles.index": ("/",),
    "articles.new": ("/new",),
    "articles.preview": ("/new/{sent}",),
    "catalogs.report": ("{place}catalog/upload/{uploaded}",),
    "catalogs.show": ("{place}catalog/",),
    "desk.concordance": ("/concordance?q=klasteri",),
    "desk.inbox": ("/inbox",),
    "desk.repeats": ("{place}segments/{key}/repeats",),
    "desk.replace": ("/replace", "/replace?find=port&with=harbour"),
    "desk.replacement": ("/replace/{replacement}",),
    "desk.segments": ("/segments", "/segments?q=osta&forms=1&finding=any&order=newest"),
    "desk.statistics": ("/statistics",),
    "desk.work": ("{place}work/",),
    "engines.show": ("/engines/",),
    "names.show": (f"/names/{LANG}/",),
    "preferences.keys": ("/keys",),
    "publishing.show": ("{place}publish/",),
    "review.article": ("{place}?segment={key}",),
    "review.source": ("{place}segments/{key}/source",),
    "review.term": ("{place}terms/edit?source=klasteris", "{place}terms/edit"),
    "runs.show": ("{place}pretranslate/",),
}
"""The paths that are looked at of each page's route, for somebody who is signed in."""

OUTSIDE: dict[str, tuple[str, ...]] = {
    "entrance.form": ("/sign-in",),
    "entrance.invitation": ("/invitation/{invitation}", "/invitation/expired"),
}
"""The pages before one is signed in."""

NOT_PAGES = {
    "administration.export": "a download",
    "articles.article": "leads on to the article in its first language",
    "assets.static_file": "files",
    "catalogs.download": "a download",
    "catalogs.download_as": "a download",
    "doors.enter": "leads on; its refusal is among the pages of errors",
    "names.first": "leads on to the register of the first language",
    "observing.health": "for programs",
    "observing.metrics": "for programs",
    "review.helpers": "a part of the article's page",
    "review.preview": "leads on to the published page",
    "review.preview_page": "a published page (tests/publish looks at those)",
    "review.segment": "leads on to the article's page",
    "review.some_lines": "a part of the article's page",
    "runs.state": "a part of the page of the run",
    "site.home": "a published page",
    "site.page": "a published page",
}
ERRORS = (400, 401, 403, 404, 405, 409, 413, 422, 429, 500, 503)
FAILS = (
    *(f"/fails/{status}" for status in ERRORS),
    "/fails/store",
    "/nowhere",
    "/articles/none/en-GB/",
)


@dataclass
class Furnished:
    """The world with something on each page; ``names`` fills in the paths."""

    world: World
    names: dict[str, str] = field(default_factory=dict)

    def paths(self, pages: dict[str, tuple[str, ...]]) -> list[str]:
        return [path.format(**self.names) for paths in pages.values() for path in paths]

    def app(self, host: str) -> Flask:
        """The application with addresses that fail in every way."""
        app = self.world.app(hosts={host})
        app.add_url_rule("/fails/store", "fails.store", _no_store)
        app.add_url_rule("/fails/<int:code>", "fails.status", abort)
        return app


def _no_store() -> str:
    raise StoreError(said("the disk is full. Make room and try again; nothing was half written."))


def furnish(root: Path) -> Furnished:
    """Two articles, translated, rejected, said of, assigned, late, repeated; what waits; people."""
    world = World(root, SETTINGS)
    janis = Actor("Jānis Ozols", LOCAL_ROLES)
    with world.open() as ws:
        importing.save(ws, importing.preview(ws, SECOND.encode(), "tirgus.txt"), LOCAL)
        for row in ws.store.targets.rows(SLUG, LANG):
            reviewing.confirm(ws, Move(row.segment.key, 0), LANG, TRANSLATIONS[row.segment.text], LOCAL)
        first, *_, second, _last = ws.store.targets.rows(SLUG, LANG)
        reviewing.reject(ws, Move(first.segment.key, first.target.version), LANG, "Style or tone", janis)
        key = second.segment.key
        commenting.add(ws, key, LANG, "@ilze, vai tā ir labi?", janis)
        checking.check_articles(ws, [SLUG, "tirgus"], LANG)
        wish = Wish(LANG, "visitors", "guests")
        chosen = {
            Move(one.found.row.segment.key, one.found.row.target.version): [
                (hit.start, hit.choices[0]) for hit in one.hits
            ]
            for one in replacing.preview(ws, wish).proposed
        }
        people.add(ws, User("ilze", Role.ADMIN, display="Ilze Kalniņa"), LOCAL, password=PASSWORD)
        people.add(ws, User("juris", Role.TRANSLATOR), people.actor(ws, "ilze"), password=PASSWORD)
        people.add(ws, User("rita", Role.READER), people.actor(ws, "ilze"), password=PASSWORD)
        ilze = people.actor(ws, "ilze")
        replaced = replacing.apply(ws, wish, chosen, ilze)
        assigning.assign(ws, SLUG, LANG, "ilze", ilze, part=(2, 4))
        assigning.set_deadline(ws, [SLUG], LANG, ws.now() - timedelta(hours=1), ilze)
        assigning.set_deadline(ws, ["tirgus"], LANG, ws.now() + timedelta(days=2), ilze)
        tokens.issue(ws, "skripts", frozenset({Scope.READ}), ilze)
        names = {
            "place": f"/articles/{SLUG}/{LANG}/",
            "key": key,
            "alignment": str(
                aligning.propose(ws, (LV.encode(), "tilts.lv.txt"), (EN.encode(), "tilts.en.txt"), LANG, ilze)
            ),
            "invitation": invitations.invite(ws, Role.EDITOR, ilze)[1],
            "replacement": str(replaced.number),
            "sent": incoming.keep(ws, Sent(b"Jauns raksts\n\nViens teikums.\n", {"kind": "paste"})),
            "uploaded": incoming.keep(
                ws, Sent(CATALOG.encode(), {"kind": "catalog", "name": "a.po", "slug": SLUG, "lang": LANG})
            ),
        }
    return Furnished(world, names)
