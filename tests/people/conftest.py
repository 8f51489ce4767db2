"""Cheap password digests: what is tested is who comes in, not how long argon2 takes."""

from __future__ import annotations

import argon2
import pytest

from i18nflow.people import passwords


@pytest.fixture(autouse=True)
def _cheap_digests(monkeypatch: pytest.MonkeyPatch) -> None:
    cheap = argon2.PasswordHasher(time_cost=1, memory_cost=8, parallelism=1)
    monkeypatch.setattr(passwords, "_hasher", cheap)
    monkeypatch.setattr(passwords, "_nobody", cheap.hash("nobody has this password"))
