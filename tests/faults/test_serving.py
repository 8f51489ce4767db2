"""The server with workers, while people save: a worker killed, then the whole server asked to stop."""

from __future__ import annotations

import json
import os
import re
import signal
import subprocess
import sys
import threading
from pathlib import Path

import pytest
import requests
from prometheus_client.parser import text_string_to_metric_families

from i18nflow.workflow import workspace as workspaces
from tests.faults.conftest import LANG, SLUG, free_port, make
from tests.faults.test_kills import kept

PEOPLE = 6


class Saver(threading.Thread):
    """A person with segments of their own who saves as fast as the server answers, and sends again what got no answer."""

    def __init__(self, base: str, web: requests.Session, token: str, keys: list[str]) -> None:
        super().__init__(daemon=True)
        self.base, self.token, self.keys = base, token, keys
        self.web = requests.Session()
        self.web.cookies.update(web.cookies)
        self.said: list[tuple[str, int, str]] = []
        self.unanswered: list[tuple[str, int, str]] = []
        self.strange: list[str] = []
        self.leaving = threading.Event()

    def run(self) -> None:
        """Save until the server is gone."""
        versions = dict.fromkeys(self.keys, 1)
        number = 0
        while True:
            key = self.keys[number % len(self.keys)]
            number += 1
            text = f"Text {number}."
            wanted = (key, versions[key] + 1, text)
            while not self._saved(*wanted):
                if self.leaving.is_set():
                    self.unanswered.append(wanted)
                    return
            versions[key] += 1

    def _saved(self, key: str, version: int, text: str) -> bool:
        try:
            answer = self.web.post(
                f"{self.base}/articles/{SLUG}/{LANG}/segments/{key}/confirm",
                data={"text": text, "version": version - 1, "csrf_token": self.token},
                headers={"HX-Request": "true"},
                timeout=30,
            )
        except requests.RequestException:
            return False
        if answer.status_code != 200:
            self.strange.append(f"{answer.status_code} {answer.text[:200]}")
            return False
        self.said.append((key, version, text))
        return True


def workers(pid: int) -> list[int]:
    """The processes under ``pid``."""
    return [int(one) for one in Path(f"/proc/{pid}/task/{pid}/children").read_text().split()]


@pytest.mark.skipif(not Path("/proc/self/task").exists(), reason="asks the system for the workers")
def test_a_killed_worker_loses_nothing_and_a_stopped_server_ends_what_it_began(tmp_path: Path) -> None:
    """What was said to be saved is there; what was begun when the server was told to stop has been answered.

    The counts of both workers are one, and every line that was logged is one JSON object, gunicorn's own too.
    """
    root = make(tmp_path / "ws", sentences=PEOPLE * 3)
    log = tmp_path / "log"
    port = free_port()
    with log.open("w") as stderr:
        server = subprocess.Popen(
            [sys.executable, "-m", "i18nflow", "-w", str(root), "serve", "--workers", "2", "--port", str(port)],
            stdout=subprocess.DEVNULL, stderr=stderr, start_new_session=True,
        )  # fmt: skip
    try:
        while len(workers(server.pid)) < 2 or "/open/" not in log.read_text():
            assert server.poll() is None, log.read_text()
            threading.Event().wait(0.05)
        base, web = f"http://127.0.0.1:{port}", requests.Session()
        found = re.search(r"/open/(\S+)", log.read_text())
        assert found is not None
        web.get(f"{base}/open/{found[1]}", timeout=30)
        page = web.get(f"{base}/articles/{SLUG}/{LANG}/", timeout=30).text
        token = re.search(r'name="csrf" content="([^"]+)"', page)
        assert token is not None
        keys = re.findall(r'data-key="([^"]+)" data-version="1"', page)[1:]
        people = [Saver(base, web, token[1], keys[number::PEOPLE]) for number in range(PEOPLE)]
        for one in people:
            one.start()

        def wait_for(saves: int) -> None:
            while sum(len(one.said) for one in people) < saves:
                assert all(one.is_alive() for one in people)
                threading.Event().wait(0.01)

        wait_for(40)
        before = workers(server.pid)
        os.kill(before[0], signal.SIGKILL)
        wait_for(120)
        while before[0] in workers(server.pid) or len(workers(server.pid)) < 2:
            threading.Event().wait(0.05)
        metrics = web.get(f"{base}/metrics", timeout=30).text
        samples = {
            (one.name, *one.labels.values()): one.value
            for family in text_string_to_metric_families(metrics)
            for one in family.samples
        }
        for one in people:
            one.leaving.set()
        server.send_signal(signal.SIGTERM)
        for one in people:
            one.join(60)
        assert server.wait(60) == 0
    finally:
        if server.poll() is None:
            os.killpg(server.pid, signal.SIGKILL)
    said = [save for one in people for save in one.said]
    assert [one.strange for one in people] == [[]] * PEOPLE
    kept(root, said)
    with workspaces.open_at(root) as ws:
        for key, version, text in (save for one in people for save in one.unanswered):
            entries = {entry.version: entry.text for entry in ws.store.targets.history(key, LANG)}
            assert entries.get(version) != text, "a save was made and its answer cut off"
        assert ws.store.tally.wrong() == []
    # Of the killed worker's answers some may have been on their way; all the others are counted, by whichever worker.
    assert samples["i18nflow_requests_total", "save", "2xx"] >= 120 - PEOPLE
    assert (
        samples["i18nflow_request_seconds_count", "save"] == samples["i18nflow_requests_total", "save", "2xx"]
    )
    lines = [
        line for line in log.read_text().splitlines() if not line.startswith(("Open this", "The published"))
    ]
    events = [json.loads(line)["event"] for line in lines]
    assert any("Booting worker" in event for event in events)
    assert any("SIGKILL" in event or "was sent" in event for event in events)
