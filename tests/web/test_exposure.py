"""The server lets others in only when they are known, and serves a newsroom with several processes."""

from __future__ import annotations

import os
import re
import signal
import subprocess
import sys
import time
from contextlib import suppress
from pathlib import Path

import pytest
import requests

from i18nflow import secret
from i18nflow.config import ServeConfig
from i18nflow.errors import Refused
from i18nflow.model import LOCAL_ROLES, Actor, Role
from i18nflow.people import User
from i18nflow.store import RunState
from i18nflow.webapp import exposure
from i18nflow.workflow import people
from tests.engines import server as services
from tests.web.conftest import PLACE, SETTINGS, World
from tests.web.test_runs_pages import ENGINES, Gate, latest

KEY = "0123456789abcdef" * 4
PASSWORD = "correct horse battery staple"
CLOSE = {"Connection": "close"}
"""A connection that is kept stays with the worker that took it."""


@pytest.mark.parametrize("host", ["0.0.0.0", "192.168.1.5", "::", "news.example.org", "10.0.0.1"])
def test_others_come_in_only_with_accounts_a_secret_and_an_address(host: str) -> None:
    """Each missing piece is refused with a sentence that says what to do; with all three it is allowed."""
    named = ServeConfig("https://news.example.org")
    with pytest.raises(Refused, match="user add"):
        exposure.check(host, users=False, lasting=True, serve=named)
    with pytest.raises(Refused, match="I18NFLOW_SECRET"):
        exposure.check(host, users=True, lasting=False, serve=named)
    with pytest.raises(Refused, match=r"\[serve\] address"):
        exposure.check(host, users=True, lasting=True, serve=ServeConfig())
    exposure.check(host, users=True, lasting=True, serve=named)


@pytest.mark.parametrize("host", ["127.0.0.1", "localhost", "::1", "127.8.9.10"])
def test_this_machine_needs_nothing(host: str) -> None:
    """One's own machine opens with the one-time link alone."""
    exposure.check(host, users=False, lasting=False, serve=ServeConfig())


def test_a_secret_is_long_and_nobody_elses_to_read(tmp_path: Path) -> None:
    """From the environment or a file of mode 0600; short or readable ones are refused; none means one for this run."""
    assert secret.secret({secret.VARIABLE: KEY}) == secret.Secret(KEY.encode(), lasting=True)
    with pytest.raises(Refused, match="too short"):
        secret.secret({secret.VARIABLE: "short"})
    file = tmp_path / "secret"
    file.write_text(KEY + "\n")
    file.chmod(0o644)
    with pytest.raises(Refused, match="chmod 600"):
        secret.secret({secret.FILE_VARIABLE: str(file)})
    file.chmod(0o600)
    assert secret.secret({secret.FILE_VARIABLE: str(file)}).value == KEY.encode()
    with pytest.raises(Refused, match="cannot be read"):
        secret.secret({secret.FILE_VARIABLE: str(tmp_path / "none")})
    first, second = secret.secret({}), secret.secret({})
    assert not first.lasting and first.value != second.value and len(first.value) == 32


def test_only_the_named_address_is_answered() -> None:
    """Listening on every address, the server still answers to its public name alone."""
    serve = ServeConfig("https://news.example.org")
    assert exposure.hosts("0.0.0.0", 8000, serve) == {"news.example.org", "news.example.org:443"}
    assert "127.0.0.1:8000" in exposure.hosts("127.0.0.1", 8000, serve)
    assert exposure.hosts("::1", 8000, ServeConfig()) >= {"[::1]:8000", "localhost:8000"}


def signed_in(base: str) -> requests.Session:
    """A person with an account."""
    web = requests.Session()
    page = web.get(f"{base}/sign-in", timeout=30).text
    token = re.search(r'name="csrf_token" value="([^"]+)"', page)
    assert token is not None
    form = {"csrf_token": token[1], "name": "anna", "password": PASSWORD, "next": "/"}
    assert web.post(f"{base}/sign-in", data=form, timeout=30, allow_redirects=False).status_code == 303
    return web


def held_by(root: Path, processes: list[str]) -> int:
    """The process that does the run: the one that holds its file."""
    (place,) = (root / ".runs").iterdir()
    while True:
        for process in processes:
            for open_file in Path(f"/proc/{process}/fd").iterdir():
                with suppress(OSError):
                    if open_file.readlink() == place:
                        return int(process)


def followed_from_elsewhere(base: str, web: requests.Session, root: Path, workers: list[str]) -> None:
    """With the worker that does the run standing still, the other one tells of it and stops it."""
    page = web.get(f"{base}{PLACE}pretranslate/", timeout=30, headers=CLOSE)
    token = re.search(r'name="csrf_token" value="([^"]+)"', page.text)
    assert token is not None
    form = {"csrf_token": token[1]}
    begun = web.post(
        f"{base}{PLACE}pretranslate/", data=form, timeout=30, headers=CLOSE, allow_redirects=False
    )
    assert begun.status_code == 303
    while 'value="1"' not in web.get(f"{base}{PLACE}pretranslate/state", timeout=30, headers=CLOSE).text:
        time.sleep(0.02)
    worker = held_by(root, workers)
    os.kill(worker, signal.SIGSTOP)
    try:
        state = web.get(f"{base}{PLACE}pretranslate/state", timeout=30, headers=CLOSE).text
        assert "run-running" in state and 'value="1"' in state
        stopped = web.post(
            f"{base}{PLACE}pretranslate/stop", data=form, timeout=30, headers=CLOSE, allow_redirects=False
        )
        assert stopped.status_code == 303
    finally:
        os.kill(worker, signal.SIGCONT)


def test_several_workers_serve_one_workspace(tmp_path: Path) -> None:
    """A run is followed and stopped from a worker that does not do it. A worker that dies is replaced, a sign-in
    outlives it, and asked to stop the server ends in good order."""
    service, httpd = services.start()
    gate = Gate(service, answers=1)
    settings = SETTINGS.replace("order = []", 'order = ["libretranslate"]') + ENGINES.format(url=service.url)
    world = World(tmp_path / "ws", settings)
    with world.open() as ws:
        people.add(ws, User("anna", Role.ADMIN), Actor("me", LOCAL_ROLES), password=PASSWORD)
    server = subprocess.Popen(
        [sys.executable, "-m", "i18nflow", "-w", str(world.root), "serve", "--workers", "2", "--port", "0"],
        env=os.environ | {secret.VARIABLE: KEY},
        stderr=subprocess.PIPE,
        text=True,
    )
    try:
        assert server.stderr is not None
        base = re.search(r"(http://\S+?)/", server.stderr.readline())
        assert base is not None
        while "Booting worker" not in server.stderr.readline():
            assert server.poll() is None
        web = signed_in(base[1])
        assert web.get(base[1] + PLACE, timeout=30).status_code == 200
        children = Path(f"/proc/{server.pid}/task/{server.pid}/children")
        if children.exists():
            while len(before := children.read_text().split()) < 2:
                time.sleep(0.02)
            followed_from_elsewhere(base[1], web, world.root, before)
            gate.open()
            while (run := latest(world)).ended_at is None:
                time.sleep(0.02)
            assert (run.state, run.done, len(service.seen)) == (RunState.STOPPED, 2, 2)
            os.kill(int(before[0]), signal.SIGKILL)
            while len(after := children.read_text().split()) < 2 or after == before:
                time.sleep(0.02)
        assert web.get(base[1] + PLACE, timeout=30).status_code == 200
        assert web.get(base[1] + "/", headers={"Host": "evil.example"}, timeout=30).status_code == 400
        web.close()
        server.send_signal(signal.SIGTERM)
        _, log = server.communicate(timeout=60)
        assert server.returncode == 0 and PASSWORD not in log and KEY not in log
    finally:
        gate.open()
        if server.poll() is None:
            server.kill()
            server.communicate()
        services.stop(service, httpd)
