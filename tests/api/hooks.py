"""What schemathesis cannot guess: names of things that exist. Values that break the document are left as they are."""

from __future__ import annotations

import json
import os
import re
from typing import Any

import schemathesis

KNOWN: dict[str, list[str | int]] = json.loads(os.environ["I18NFLOW_KNOWN"])
VALID = {
    "slug": r"[a-z0-9]+(-[a-z0-9]+)*",
    "lang": r"[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})*",
    "key": r"[a-z0-9]{8}",
    "name": r"[a-z-]+",
    "person": r"[^/]{1,40}",
    "id": r"[1-9][0-9]*",
    "pair": r"[1-9][0-9]*",
}


@schemathesis.hook
def map_path_parameters(context: Any, path_parameters: Any) -> Any:
    """Four of five valid names become the name of something that exists."""
    for name, value in (path_parameters or {}).items():
        known = KNOWN.get(name)
        if known and isinstance(value, str | int) and re.fullmatch(VALID[name], str(value)):
            number = sum(str(value).encode())
            if number % 5:
                path_parameters[name] = known[number % len(known)]
    return path_parameters


@schemathesis.hook
def before_call(context: Any, case: Any, kwargs: Any) -> None:
    """Nobody shuts out the run itself: its token and its person stand in what it is answered."""
    path, body = case.path_parameters or {}, case.body if isinstance(case.body, dict) else {}
    if case.operation.path == "/tokens/{id}" and str(path.get("id")) == str(KNOWN["token"][0]):
        path["id"] = 1
    for where in (path, body):
        if where.get("person") == "robot-admin" and case.method != "GET":
            where["person"] = "robot-reviewer"
