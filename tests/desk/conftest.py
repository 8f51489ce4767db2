"""A workspace of three articles, partly translated, and the people who work in it."""

from __future__ import annotations

import pytest

from i18nflow.model import LOCAL_ROLES, Actor, Role
from i18nflow.workflow import importing, reviewing
from i18nflow.workflow.reviewing import Move
from i18nflow.workflow.workspace import Workspace

LANG = "en-GB"
ANNA = Actor("Anna", LOCAL_ROLES)
JANIS = Actor("Jānis Ozols", LOCAL_ROLES)
TRANSLATOR = Actor("Līga", frozenset({Role.TRANSLATOR}))

PORT = """Ostas ziņas

Ostā martā ienāca 128 kuģi. Klasteris parakstīja līgumu. Osta ir atvērta.
"""
CLUSTER = """Klastera aktualitātes

Klastera biedri tikās klasterī. Osta ir atvērta. Ostā martā ienāca 135 kuģi.
"""
FAIR = """Izstāde Rīgā

Izstādē piedalās 12 klasteri. Osta ir atvērta.
"""
TEXTS = {
    "Ostas ziņas": "Port news",
    "Ostā martā ienāca 128 kuģi.": "In March, 128 ships called at the port.",
    "Klasteris parakstīja līgumu.": "The cluster signed a contract.",
    "Klastera biedri tikās klasterī.": "Cluster members met at a cluster.",
    "Izstādē piedalās 12 klasteri.": "Twelve clusters are at the fair.",
}


class Newsroom:
    """The workspace and what tests ask of it."""

    def __init__(self, ws: Workspace) -> None:
        self.ws = ws
        (ws.root / "glossary.csv").write_text(
            "source,target,status\r\nklasteris,cluster,preferred\r\n", encoding="utf-8", newline=""
        )
        for name, text in (("port.txt", PORT), ("cluster.txt", CLUSTER), ("fair.txt", FAIR)):
            importing.save(ws, importing.preview(ws, text.encode(), name), ANNA)
        for source, text in TEXTS.items():
            self.confirm(source, text)

    def key(self, source: str, article: str = "") -> str:
        for stored in self.ws.store.articles.all():
            for one in self.ws.store.articles.segments(stored.slug):
                if one.text == source and article in ("", stored.slug):
                    return one.key
        raise AssertionError(source)

    def move(self, source: str, article: str = "") -> Move:
        key = self.key(source, article)
        return Move(key, self.ws.store.targets.row(key, LANG).target.version)

    def target(self, source: str, article: str = ""):
        return self.ws.store.targets.row(self.key(source, article), LANG).target

    def confirm(self, source: str, text: str, actor: Actor = ANNA, article: str = "") -> None:
        reviewing.confirm(self.ws, self.move(source, article), LANG, text, actor)


@pytest.fixture
def room(workspace: Workspace) -> Newsroom:
    """Three articles: port, cluster, fair."""
    return Newsroom(workspace)
