"""The secrets that sign what is sent to webhooks, derived when they are needed, stored nowhere; and sealed addresses.

A secret comes from a key outside the database and a salt that the webhook has in it. The key is the server's own
secret (``I18NFLOW_SECRET``) where there is one, else a file ``.webhooks.key`` of the workspace that only its owner
can read and no backup takes along. So who has the database or a backup alone can sign nothing. The digest beside the
salt tells which key a webhook was made with, so that a wrong one is noticed here and not by the receiver.

Whoever knows the address of a chat's webhook can post to it: an address is a secret too. It lies sealed in the
database, with a key derived in the same way, beside what may be shown of it.
"""

from __future__ import annotations

import base64
import hmac
import secrets
from collections.abc import Iterator
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

from cryptography.fernet import Fernet, InvalidToken

from i18nflow import secret as server
from i18nflow.errors import Refused
from i18nflow.model import said
from i18nflow.store import Webhook
from i18nflow.workflow.workspace import Workspace

KEY_FILE = ".webhooks.key"
PREFIX = "whsec_"
"""How the Standard Webhooks specification has a secret begin."""
PURPOSE = "i18nflow webhook"
SEALING = "i18nflow address of a webhook"


@dataclass(frozen=True, slots=True)
class Keys:
    """What belongs to one webhook: ``salt`` and ``digest`` are stored, the other two never."""

    salt: str
    digest: str
    secret: str
    seal: bytes

    def sealed(self, address: str) -> str:
        """``address`` as nobody without the key can read or change it."""
        return Fernet(self.seal).encrypt(address.encode()).decode()

    def unsealed(self, sealed: str) -> str:
        """The address that :meth:`sealed` was given. Raises :class:`Refused` for what was sealed with another key, or changed."""
        try:
            return Fernet(self.seal).decrypt(sealed).decode()
        except InvalidToken as error:
            raise Refused(
                said("the sealed address cannot be read: remove the webhook and add it anew")
            ) from error


def made(ws: Workspace) -> Keys:
    """The keys of a new webhook, or new ones. Raises :class:`Refused` where there is no key to derive them from."""
    own = server.secret()
    if not own.lasting:
        server.make_private(key_file(ws.root))
    key = own.value if own.lasting else _from_file(key_file(ws.root))
    return _keys_from(key, secrets.token_hex(16))


def keys_of(ws: Workspace, webhook: Webhook) -> Keys:
    """The keys of a webhook. Raises :class:`Refused`, with what to do, where they cannot be derived here."""
    for key in _known(ws) if webhook.salt else ():
        keys = _keys_from(key, webhook.salt)
        if hmac.compare_digest(keys.digest, webhook.digest):
            return keys
    if not webhook.sealed:
        raise Refused(
            said(
                "webhook {id} was made with a key that is not here: set {variable} as it was, put back {key_file}, or make a new secret ('i18nflow webhooks rotate {id}').",
                id=webhook.id,
                variable=server.VARIABLE,
                key_file=KEY_FILE,
            )
        )
    raise Refused(
        said(
            "webhook {id} was made with a key that is not here, and without it its address cannot be read: set {variable} as it was, put back {key_file}, or remove the webhook and add it anew ('i18nflow webhooks remove {id}').",
            id=webhook.id,
            variable=server.VARIABLE,
            key_file=KEY_FILE,
        )
    )


def key_file(root: Path) -> Path:
    """Where the key of the workspace in ``root`` lies where the environment names no secret."""
    return root / KEY_FILE


def _known(ws: Workspace) -> Iterator[bytes]:
    own = server.secret()
    if own.lasting:
        yield own.value
    if key_file(ws.root).exists():
        yield _from_file(key_file(ws.root))


def _from_file(path: Path) -> bytes:
    return server.read_private(path, named="the key of the webhooks").encode()


def _keys_from(key: bytes, salt: str) -> Keys:
    def derived(purpose: str) -> bytes:
        return server.derived(key, bytes.fromhex(salt), purpose)

    secret = PREFIX + base64.b64encode(derived(PURPOSE)).decode()
    # 256 bits nobody chose: a plain digest gives nothing away.
    digest = sha256(secret.encode()).hexdigest()
    return Keys(salt, digest, secret, base64.urlsafe_b64encode(derived(SEALING)))
