"""The Idempotency-Key header: an import that is sent again is answered again, and not done again."""

from __future__ import annotations

import re
from collections.abc import Callable
from hashlib import sha256
from typing import Any

from flask import Response, request

from i18nflow.store import KeptAnswer
from i18nflow.webapp.api.problems import BadRequest
from i18nflow.webapp.api.registry import Call
from i18nflow.workflow import repeating

HEADER = "Idempotency-Key"
_KEY = re.compile("[!-~]{1,100}")
_KEPT_HEADERS = ("Content-Type", "Location")


def once(call: Call[Any, Any], run: Callable[[], Response]) -> Response:
    """What ``run`` answers, or what it answered when the same request came with the same key before."""
    key = request.headers.get(HEADER)
    if key is None:
        return run()
    if not _KEY.fullmatch(key):
        raise BadRequest("is not 1 to 100 visible ASCII characters", pointer=HEADER)
    print_ = _fingerprint()
    kept, repeated = repeating.once(call.ws, call.actor, key, print_, lambda: _kept(run(), print_))
    answer = Response(kept.body, kept.status, headers=dict(kept.headers))
    if repeated:
        answer.headers["Idempotency-Replayed"] = "true"
    return answer


def _kept(answer: Response, print_: str) -> KeptAnswer:
    headers = {name: answer.headers[name] for name in _KEPT_HEADERS if name in answer.headers}
    return KeptAnswer(print_, answer.status_code, headers, answer.get_data())


def _fingerprint() -> str:
    parts = (request.method, request.full_path)
    return sha256("\0".join(parts).encode() + b"\0" + request.get_data()).hexdigest()
