"""What one translator does, for locust: open an article, look at a segment, type, confirm, go on at a working pace."""

from __future__ import annotations

import itertools
import json
import os
import random
import re
from pathlib import Path

from benchmarks.load import LANG, PASSWORD
from locust import HttpUser, between, task

ARTICLES = json.loads(Path(os.environ["LOAD_ARTICLES"]).read_text(encoding="utf-8"))
SAID = Path(os.environ["LOAD_SAID"])
numbers = itertools.count()


class Translator(HttpUser):
    """One person with an account, on articles of their own half of the time and on anybody's otherwise."""

    wait_time = between(4, 12)

    def on_start(self) -> None:
        """Sign in, as in the browser."""
        self.number = next(numbers)
        self.dice = random.Random(self.number)
        self.said = (SAID / f"{self.number}.txt").open("a", encoding="utf-8")
        page = self.client.get("/sign-in", name="sign-in").text
        # One who is turned away comes back after a while, as a person does; it is counted as an error all the same.
        while "csrf" not in page:
            self.wait()
            page = self.client.get("/sign-in", name="sign-in").text
        self.client.post(
            "/sign-in",
            data={"csrf_token": _token(page), "name": f"t{self.number}", "password": PASSWORD, "next": "/"},
            name="sign-in (password)",
        )
        self.todo: list[tuple[str, str, int]] = []

    @task
    def next_segment(self) -> None:
        """Translate one segment; at the end of an article open the next."""
        if not self.todo:
            self._open()
            return
        slug, key, version = self.todo.pop()
        place = f"/articles/{slug}/{LANG}/segments/{key}"
        self.client.get(f"{place}/panel", headers={"HX-Request": "true"}, name="panel")
        text = f"Translation {self.dice.random()} by {self.number}."
        for part in (text[:12], text):
            self._post(f"{place}/typed", part, version, "typed")
        with self._post(f"{place}/confirm", text, version, "confirm", catch=True) as answer:
            if answer.status_code == 200:
                self.said.write(f"{key}\t{version + 1}\t{text}\n")
                self.said.flush()
                answer.success()
            elif answer.status_code == 409:
                # Somebody else was first in a shared article: a conflict told, not an error.
                answer.success()

    def _open(self) -> None:
        own = self.dice.random() < 0.5
        slug = ARTICLES[self.number % len(ARTICLES)] if own else self.dice.choice(ARTICLES)
        with self.client.get(f"/articles/{slug}/{LANG}/", name="article", catch_response=True) as answer:
            page = answer.text
            if answer.status_code != 200:
                return
        self.token = _token(page)
        lines = re.findall(r'data-key="([^"]+)" data-version="(\d+)"', page)
        self.todo = [(slug, key, int(version)) for key, version in lines]
        self.dice.shuffle(self.todo)

    def _post(self, path: str, text: str, version: int, name: str, *, catch: bool = False):
        return self.client.post(
            path,
            data={"text": text, "version": version, "csrf_token": self.token},
            headers={"HX-Request": "true"},
            name=name,
            catch_response=catch,
        )


def _token(page: str) -> str:
    found = re.search(r'name="csrf" content="([^"]+)"', page) or re.search(
        r'name="csrf_token" value="([^"]+)"', page
    )
    assert found is not None
    return found[1]
