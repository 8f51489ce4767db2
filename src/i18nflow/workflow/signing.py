"""The secrets that sign what is sent to webhooks: derived when they are needed, stored nowhere.

A secret comes from a key outside the database and a salt that the webhook has in it. The key is the server's own
secret (``I18NFLOW_SECRET``) where there is one, else a file ``.webhooks.key`` of the workspace that only its owner
can read and no backup takes along. So who has the database or a backup alone can sign nothing. The digest beside the
salt tells which key a webhook was made with, so that a wrong one is noticed here and not by the receiver.
"""

from __future__ import annotations

import base64
import hmac
import secrets
from collections.abc import Iterator
from hashlib import sha256
from pathlib import Path

from i18nflow import secret as server
from i18nflow.errors import Refused
from i18nflow.model import said
from i18nflow.store import Webhook
from i18nflow.workflow.workspace import Workspace

KEY_FILE = ".webhooks.key"
PREFIX = "whsec_"
"""How the Standard Webhooks specification has a secret begin."""
PURPOSE = "i18nflow webhook"


def made(ws: Workspace) -> tuple[str, str, str]:
    """A new secret, with the salt and the digest to be stored for it. Raises :class:`Refused` without a key."""
    own = server.secret()
    if not own.lasting:
        server.make_private(key_file(ws.root))
    key = own.value if own.lasting else _from_file(key_file(ws.root))
    salt = secrets.token_hex(16)
    secret = _derive(key, salt)
    return secret, salt, _digest(secret)


def secret_of(ws: Workspace, webhook: Webhook) -> str:
    """The secret of a webhook. Raises :class:`Refused`, with what to do, where it cannot be derived here."""
    for key in _keys(ws):
        secret = _derive(key, webhook.salt)
        if hmac.compare_digest(_digest(secret), webhook.digest):
            return secret
    raise Refused(
        said(
            "webhook {id} was made with a key that is not here: set {variable} as it was, put back {key_file}, or make a new secret ('i18nflow webhooks rotate {id}').",
            id=webhook.id,
            variable=server.VARIABLE,
            key_file=KEY_FILE,
        )
    )


def key_file(root: Path) -> Path:
    """Where the key of the workspace in ``root`` lies where the environment names no secret."""
    return root / KEY_FILE


def _keys(ws: Workspace) -> Iterator[bytes]:
    own = server.secret()
    if own.lasting:
        yield own.value
    if key_file(ws.root).exists():
        yield _from_file(key_file(ws.root))


def _from_file(path: Path) -> bytes:
    return server.read_private(path, named="the key of the webhooks").encode()


def _derive(key: bytes, salt: str) -> str:
    return PREFIX + base64.b64encode(server.derived(key, bytes.fromhex(salt), PURPOSE)).decode()


def _digest(secret: str) -> str:
    # 256 bits nobody chose: a plain digest gives nothing away.
    return sha256(secret.encode()).hexdigest()
