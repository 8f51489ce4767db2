"""What whoever runs the server sees: health, metrics, a log line per request that betrays nothing."""

from __future__ import annotations

import io
import json
import logging
from collections.abc import Iterator

import pytest
from flask.testing import FlaskClient

from i18nflow.webapp import observing
from tests.web.conftest import PLACE, TOKEN, World

LOCAL = {"REMOTE_ADDR": "127.0.0.1"}
ELSEWHERE = {"REMOTE_ADDR": "203.0.113.9"}


@pytest.fixture
def client(world: World) -> FlaskClient:
    """A client that has not come in."""
    return world.app().test_client()


@pytest.fixture
def lines() -> Iterator[io.StringIO]:
    """What the log holds."""
    out = io.StringIO()
    handler = logging.StreamHandler(out)
    handler.setFormatter(observing.JsonLines())
    logger = logging.getLogger("i18nflow")
    logger.addHandler(handler)
    logger.setLevel(logging.INFO)
    yield out
    logger.removeHandler(handler)
    logger.setLevel(logging.NOTSET)


def test_health_answers_any_host_without_a_session(client: FlaskClient, world: World) -> None:
    """A probe is told whether the database can be read, and nothing else."""
    response = client.get("/healthz", base_url="http://10.0.0.7:8000")
    assert response.status_code == 200 and response.get_json() == {"status": "ok"}
    (world.root / "i18nflow.db").write_bytes(b"damaged" * 1000)
    response = client.get("/healthz")
    assert response.status_code == 503 and response.get_json() == {"status": "unavailable"}


def test_metrics_are_for_this_machine_or_a_token(
    client: FlaskClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Elsewhere, or through a proxy, the page does not exist; with the token it does."""
    assert client.get("/metrics", environ_base=LOCAL).status_code == 200
    assert client.get("/metrics", environ_base=ELSEWHERE).status_code == 404
    assert (
        client.get("/metrics", environ_base=LOCAL, headers={"X-Forwarded-For": "1.2.3.4"}).status_code == 404
    )
    monkeypatch.setenv(observing.TOKEN, "opened")
    for given, status in (("Bearer opened", 200), ("Bearer closed", 404), ("", 404)):
        response = client.get("/metrics", environ_base=ELSEWHERE, headers={"Authorization": given})
        assert response.status_code == status


def test_metrics_count_what_happens(client: FlaskClient) -> None:
    """Requests by kind and class of status, with their time; articles, targets and units from the store."""
    client.get(f"/open/{TOKEN}")
    client.get("/")
    client.get("/nothing-here")
    text = client.get("/metrics", environ_base=LOCAL).get_data(as_text=True)
    assert 'i18nflow_requests_total{kind="page",status="2xx"} 1.0' in text
    assert 'i18nflow_requests_total{kind="other",status="4xx"} 1.0' in text
    assert 'i18nflow_request_seconds_bucket{kind="page",le="+Inf"} 2.0' in text
    assert 'i18nflow_targets{lang="en-GB",state="untranslated"} 8.0' in text
    assert "i18nflow_articles 1.0" in text


def test_a_line_for_each_request(client: FlaskClient, lines: io.StringIO) -> None:
    """One JSON object: route by its pattern, status, time, and the id that the answer carries."""
    client.get(f"/open/{TOKEN}")
    response = client.get(f"{PLACE}?q=konfidenciali", headers={"X-Request-ID": "my-proxy-gave-this"})
    written = [json.loads(line) for line in lines.getvalue().splitlines()]
    assert response.headers["X-Request-ID"] == "my-proxy-gave-this" == written[-1]["request_id"]
    assert written[-1]["route"] == "/articles/<slug>/<lang>/" and written[-1]["status"] == 200
    assert TOKEN not in lines.getvalue() and "konfidenciali" not in lines.getvalue()


@pytest.mark.parametrize("given", ["short", "with space 12345", "x" * 65, "ok-but\tno", ""])
def test_an_id_of_another_shape_is_replaced(client: FlaskClient, given: str) -> None:
    """Nothing of a stranger's making gets into the log as it stands."""
    answered = client.get("/healthz", headers={"X-Request-ID": given}).headers["X-Request-ID"]
    assert answered != given and len(answered) == 16


def test_an_unforeseen_error_is_logged_with_its_id(world: World, lines: io.StringIO) -> None:
    """The page says 500 and the same id stands in the log, with the trace and without the path's words."""
    app = world.app()

    @app.get("/broken/<word>")
    def broken(word: str) -> str:
        raise RuntimeError("a mistake of ours")

    app.testing = False
    client = app.test_client()
    client.get(f"/open/{TOKEN}")
    response = client.get("/broken/noslepums")
    assert response.status_code == 500
    (error,) = [one for one in map(json.loads, lines.getvalue().splitlines()) if one["level"] == "error"]
    assert (
        error["request_id"] == response.headers["X-Request-ID"] and "a mistake of ours" in error["traceback"]
    )
    assert "noslepums" not in lines.getvalue()
