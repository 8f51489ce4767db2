"""The server lets others in only when they are known, and serves a newsroom with several processes."""

from __future__ import annotations

import os
import re
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
import requests

from i18nflow import secret
from i18nflow.config import ServeConfig
from i18nflow.errors import Refused
from i18nflow.model import LOCAL_ROLES, Actor, Role
from i18nflow.people import User
from i18nflow.webapp import exposure
from i18nflow.workflow import people
from tests.web.conftest import PLACE, World

KEY = "0123456789abcdef" * 4
PASSWORD = "correct horse battery staple"


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


def test_several_workers_serve_one_workspace(world: World) -> None:
    """A worker that dies is replaced, a sign-in outlives it, and asked to stop the server ends in good order."""
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
            before = children.read_text().split()
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
        if server.poll() is None:
            server.kill()
            server.communicate()
