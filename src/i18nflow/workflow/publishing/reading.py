"""Which articles a publication of everything has to look at: an archive of thousands has few that changed.

What a run found is remembered as how far it had read the history of targets and the audit log, and what it held back;
the next one looks only at articles that somebody did something to since, that wait, or that are not public yet.
"""

from __future__ import annotations

import json
from collections.abc import Collection, Sequence
from dataclasses import dataclass

from i18nflow.workflow.workspace import Workspace


@dataclass(frozen=True)
class Reading:
    """How far history and audit log go now, and what the last run over the same languages left."""

    ws: Workspace
    name: str
    langs: tuple[str, ...]
    reached: tuple[int, int]
    former: str

    @classmethod
    def now(cls, ws: Workspace, langs: Sequence[str]) -> Reading:
        """Look before anything is published, so that what changes meanwhile is for the next run."""
        wanted = tuple(dict.fromkeys((ws.config.source, *langs)))
        name = f"published:{','.join(wanted)}"
        return cls(ws, name, wanted, ws.store.publications.reached(), ws.store.setting(name) or "")

    def to_look_at(self) -> list[str]:
        """The articles, in the order of their list."""
        every = [article.slug for article in self.ws.store.articles.all()]
        if not self.former:
            return every
        history, acts, waiting = json.loads(self.former)
        if history > self.reached[0] or acts > self.reached[1]:
            return every  # something was purged, and its numbers will be given again
        wanted = {*self.ws.store.publications.touched(self.langs, history, acts), *waiting}
        return [slug for slug in every if slug in wanted]

    def remember(self, waiting: Collection[str]) -> None:
        """Note how far this run came, and what it held back."""
        found = json.dumps([*self.reached, sorted(waiting)])
        if found != self.former:
            with self.ws.store.write(aside="how far a publication of everything has read"):
                self.ws.store.set_setting(self.name, found)
