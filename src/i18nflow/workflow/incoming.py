"""What somebody sent in and has not yet decided about: kept as files for a day, between a preview and its saving."""

from __future__ import annotations

import json
import re
import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta

from i18nflow import files
from i18nflow.errors import NotFound
from i18nflow.model import Actor, Role, said
from i18nflow.workflow.rights import require
from i18nflow.workflow.workspace import Workspace

FOLDER = ".incoming"
KEPT = timedelta(days=1)
_TOKEN = re.compile(r"[0-9a-f]{32}")


@dataclass(frozen=True, slots=True)
class Sent:
    """What was sent: its bytes, and the facts needed to read it again."""

    data: bytes
    facts: Mapping[str, str]


def may_send(actor: Actor) -> None:
    """Raise :class:`i18nflow.errors.Refused` for who could save nothing of it: no file is kept, no address asked."""
    require(actor, Role.TRANSLATOR, said("import an article"))


def keep(ws: Workspace, sent: Sent) -> str:
    """Keep ``sent`` for a day; the token that finds it again."""
    _purge(ws)
    token = secrets.token_hex(16)
    folder = ws.root / FOLDER
    files.write_atomic(folder / token, sent.data)
    files.write_atomic(folder / f"{token}.json", json.dumps(dict(sent.facts), ensure_ascii=False).encode())
    return token


def find(ws: Workspace, token: str) -> Sent:
    """What was kept under ``token``. Raises :class:`NotFound` where it is gone."""
    path = ws.root / FOLDER / token
    if not _TOKEN.fullmatch(token) or not path.is_file():
        raise NotFound(said("What was sent is no longer kept (it waits for one day): send it again."))
    facts = json.loads(files.read_bytes(path.with_name(f"{token}.json")))
    return Sent(files.read_bytes(path), {str(name): str(value) for name, value in facts.items()})


def forget(ws: Workspace, token: str) -> None:
    """Throw away what was kept under ``token``: it was saved, or given up."""
    if _TOKEN.fullmatch(token):
        for name in (token, f"{token}.json"):
            (ws.root / FOLDER / name).unlink(missing_ok=True)


def _purge(ws: Workspace) -> None:
    oldest = (ws.now() - KEPT).timestamp()
    folder = ws.root / FOLDER
    for path in folder.iterdir() if folder.is_dir() else ():
        if path.stat().st_mtime < oldest:
            path.unlink(missing_ok=True)
