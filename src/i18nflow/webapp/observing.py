"""What whoever runs the server sees of it: request ids, a log line per request, health, metrics.

Nothing of an article, a query string, a token or a name is in the log or the metrics: paths are logged by the
pattern of their route.
"""

from __future__ import annotations

import hmac
import json
import logging
import os
import re
import secrets
import time
from collections.abc import Iterator
from datetime import UTC, datetime
from multiprocessing import Array

from flask import Flask, Response, abort, g, has_request_context, request
from prometheus_client import CollectorRegistry, generate_latest
from prometheus_client.core import CounterMetricFamily, GaugeMetricFamily, HistogramMetricFamily, Metric
from prometheus_client.registry import Collector

from i18nflow.errors import ConfigError, I18nFlowError, StoreError
from i18nflow.ingest.address import is_this_machine
from i18nflow.webapp.context import workspace

ENDPOINTS = frozenset({"observing.health", "observing.metrics"})
"""They answer any Host, without a session and before everything else: a probe knows neither."""
TOKEN = "I18NFLOW_METRICS_TOKEN"  # noqa: S105 the name of a variable, not its value
LOG = logging.getLogger("i18nflow.requests")
FAULTS = logging.getLogger("i18nflow.faults")
BUCKETS = (0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 10.0)
"""Upper bounds of the histogram's buckets, in seconds."""
KINDS = ("page", "save", "api", "static", "other")
_REQUEST_ID = re.compile(r"[A-Za-z0-9._-]{8,64}")


class Counts(Collector):
    """Counts of requests, shared by the worker processes that are forked after it was made."""

    def __init__(self) -> None:
        # Per kind: answers by class of status (1xx to 5xx), one more for shed ones, buckets, +Inf, sum of seconds.
        self._width = 6 + len(BUCKETS) + 2
        self._cells = Array("d", self._width * len(KINDS))

    def add(self, kind: str, status: int, seconds: float) -> None:
        """Count one answer."""
        base = KINDS.index(kind) * self._width
        bucket = next((n for n, most in enumerate(BUCKETS) if seconds <= most), len(BUCKETS))
        with self._cells.get_lock():
            self._cells[base + min(max(status // 100, 1), 5) - 1] += 1
            self._cells[base + 6 + bucket] += 1
            self._cells[base + self._width - 1] += seconds

    def shed(self) -> None:
        """Count one request that was turned away because too many were waiting."""
        with self._cells.get_lock():
            self._cells[(KINDS.index("other")) * self._width + 5] += 1

    def collect(self) -> Iterator[Metric]:
        """The counts in Prometheus's terms."""
        with self._cells.get_lock():
            cells = [float(cell) for cell in self._cells.get_obj()]
        answers = CounterMetricFamily("i18nflow_requests", "Answered requests.", labels=("kind", "status"))
        seconds = HistogramMetricFamily(
            "i18nflow_request_seconds", "Time from request to answer.", labels=("kind",)
        )
        shed = 0.0
        for number, kind in enumerate(KINDS):
            part = cells[number * self._width : (number + 1) * self._width]
            for status in range(5):
                answers.add_metric((kind, f"{status + 1}xx"), part[status])
            shed += part[5]
            total, upto = 0.0, []
            for bound, count in zip((*BUCKETS, float("inf")), part[6:-1], strict=True):
                total += count
                upto.append(("+Inf" if bound == float("inf") else str(bound), total))
            seconds.add_metric((kind,), upto, part[-1])
        yield answers
        yield seconds
        yield CounterMetricFamily(
            "i18nflow_requests_shed", "Requests turned away with 503: too many were waiting.", value=shed
        )


class Stored(Collector):
    """What the workspace holds at the moment it is asked."""

    def collect(self) -> Iterator[Metric]:
        """Articles, targets by state, memory units, typed drafts."""
        for one in workspace().store.measures():
            gauge = GaugeMetricFamily(f"i18nflow_{one.name}", one.help, labels=one.labels)
            for values, count in one.rows:
                gauge.add_metric(values, count)
            yield gauge


def init_app(app: Flask) -> Counts:
    """Let ``app`` be observed; the counts are shared by all workers forked from now on."""
    counts = Counts()
    app.before_request(_begin)

    @app.after_request
    def end(response: Response) -> Response:
        _end(counts, response)
        return response

    app.logger.addFilter(_named)
    app.add_url_rule("/healthz", "observing.health", _health)
    app.add_url_rule("/metrics", "observing.metrics", lambda: _metrics(counts))
    return counts


def fault(error: I18nFlowError) -> None:
    """Log what only whoever runs the server can mend, with the place that the page does not tell."""
    if isinstance(error, StoreError | ConfigError):
        FAULTS.error("%s", error, extra={"request_id": g.get("request_id", "")})


def _named(record: logging.LogRecord) -> bool:
    """Give the framework's record of an unforeseen error the request's id, and take its path out."""
    record.msg, record.args = "unforeseen error", ()
    record.request_id = g.get("request_id", "") if has_request_context() else ""
    return True


def _begin() -> None:
    given = request.headers.get("X-Request-ID", "")
    g.request_id = given if _REQUEST_ID.fullmatch(given) else secrets.token_hex(8)
    g.began = time.perf_counter()


def _end(counts: Counts, response: Response) -> None:
    seconds = time.perf_counter() - g.get("began", time.perf_counter())
    kind = _kind()
    counts.add(kind, response.status_code, seconds)
    response.headers["X-Request-ID"] = g.get("request_id", "")
    if kind != "static":
        LOG.info(
            "request",
            extra={
                "request_id": g.get("request_id", ""), "method": request.method, "route": _route(),
                "status": response.status_code, "ms": round(seconds * 1000, 1),
            },
        )  # fmt: skip


def _kind() -> str:
    route = _route()
    if route.startswith("/static/"):
        return "static"
    if route.startswith("/api/"):
        return "api"
    if request.method == "POST":
        return "save"
    return "page" if request.url_rule is not None and request.endpoint not in ENDPOINTS else "other"


def _route() -> str:
    return request.url_rule.rule if request.url_rule is not None else "(none)"


def _health() -> tuple[dict[str, str], int]:
    """Whether this server can answer: the database opens and can be read."""
    try:
        # With a connection of its own: one that is used again would not notice that the file is gone.
        with workspace().reopened() as ws:
            ws.store.setting("targets")
    except I18nFlowError:
        return {"status": "unavailable"}, 503
    return {"status": "ok"}, 200


def _metrics(counts: Counts) -> Response:
    if not _may_measure():
        abort(404)
    registry = CollectorRegistry(auto_describe=False)
    registry.register(counts)
    registry.register(Stored())
    return Response(generate_latest(registry), content_type="text/plain; version=0.0.4; charset=utf-8")


def _may_measure() -> bool:
    """A program on this machine, not through a proxy, or one that knows the token."""
    token = os.environ.get(TOKEN, "")
    given = request.headers.get("Authorization", "")
    if token and hmac.compare_digest(given.encode(), f"Bearer {token}".encode()):
        return True
    if any(name in request.headers for name in ("X-Forwarded-For", "Forwarded", "Via")):
        return False
    return is_this_machine(request.remote_addr or "")


class JsonLines(logging.Formatter):
    """A log record as one JSON object a line: ``at`` (UTC), ``level``, ``event`` and what came with it."""

    FIELDS = ("request_id", "method", "route", "status", "ms", "worker")

    def format(self, record: logging.LogRecord) -> str:
        """The line."""
        line: dict[str, object] = {
            "at": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname.lower(),
            "event": record.getMessage(),
            "process": record.process,
        }
        line |= {name: getattr(record, name) for name in self.FIELDS if hasattr(record, name)}
        if record.exc_info:
            line["traceback"] = self.formatException(record.exc_info)
        return json.dumps(line, ensure_ascii=False)
