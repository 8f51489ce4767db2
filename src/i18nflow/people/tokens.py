"""Random tokens: 256 bits, shown once, kept as a digest.

A plain SHA-256 is enough for what is random: there is nothing to guess. Passwords need argon2.
"""

from __future__ import annotations

import secrets
from hashlib import sha256

BYTES = 32
API_PREFIX = "i18nflow_"
SHOWN = len(API_PREFIX) + 6


def new_token() -> str:
    """A token for a link or a cookie."""
    return secrets.token_urlsafe(BYTES)


def new_api_token() -> tuple[str, str]:
    """An API token and the first letters by which its owner knows it again.

    The prefix lets secret scanners find a token that was put where it should not be.
    """
    token = API_PREFIX + secrets.token_urlsafe(BYTES)
    return token, token[:SHOWN]


def digest(token: str) -> str:
    """What is stored of ``token``."""
    return sha256(token.encode()).hexdigest()
