"""No secret is in the repository, and a dependency audit that audited nothing does not pass."""

from __future__ import annotations

import json
import re
import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
SECRETS = {
    "a private key": r"-----BEGIN (?:[A-Z]+ )?PRIVATE KEY-----\s+[A-Za-z0-9+/=]{40}",
    "a cloud key": r"\b(?:AKIA|ASIA)[0-9A-Z]{16}\b|\bAIza[0-9A-Za-z_-]{35}\b",
    "a token of a code host": r"\bgh[pousr]_[A-Za-z0-9]{36}\b|\bglpat-[A-Za-z0-9_-]{20}\b|\bpypi-[A-Za-z0-9_-]{50}",
    "a token of a chat": r"\bxox[abprs]-[A-Za-z0-9-]{20}",
    "an API token of ours": r"\bi18nflow_[A-Za-z0-9_-]{40}",
    "a signed token": r"\beyJ[A-Za-z0-9_-]{20,}\.eyJ[A-Za-z0-9_-]{20,}\.[A-Za-z0-9_-]{20}",
    "a key in a setting": r"(?i)\b[a-z_]*(?:api_?key|secret|passw(?:or)?d|auth_?token)\b\s*[=:]\s*[\"'][A-Za-z0-9+/_=-]{28,}[\"']",
    "a name and password in an address": r"\b[a-z]{3,6}://[^\s/:@\"'{}<>]{1,40}:[^\s/:@\"'{}<>]{8,}@",
}


def found_in(text: str) -> list[str]:
    return [what for what, pattern in SECRETS.items() if re.search(pattern, text)]


def tracked() -> list[Path]:
    listed = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, check=False)
    if listed.returncode:
        pytest.skip("not a git checkout")
    return [ROOT / name for name in listed.stdout.decode().split("\0") if name]


def test_no_secret_is_in_the_repository() -> None:
    """Every tracked text file is looked through, and no database, key file or environment file is tracked."""
    problems = []
    for path in tracked():
        if re.search(r"(?:^|/)(?:\.env|id_rsa|.*\.(?:pem|key|p12|db|sqlite))$", path.name):
            problems.append(f"{path}: a file that holds secrets")
        if path.is_file() and path.stat().st_size < 2_000_000:
            problems += [
                f"{path}: {what}" for what in found_in(path.read_text(encoding="utf-8", errors="ignore"))
            ]
    assert problems == []


@pytest.mark.parametrize(
    "text",
    [
        "-----BEGIN " + "RSA PRIVATE KEY-----\n" + "A" * 64,
        "AKIA" + "ABCDEFGHIJKLMNOP",
        "ghp_" + "a" * 36,
        "i18nflow_" + "x" * 43,
        'API_KEY = "' + "0123456789abcdef" * 2 + '"',
        "https://user:" + "longpassword@example.org/",
    ],
)
def test_the_scan_finds_what_it_is_for(text: str) -> None:
    """A planted secret of each kind is found."""
    assert found_in(text)


def audit():
    namespace: dict[str, object] = {"__file__": str(ROOT / "tools" / "audit.py"), "__name__": "audit"}
    exec((ROOT / "tools" / "audit.py").read_text(encoding="utf-8"), namespace)
    return namespace


@pytest.mark.parametrize(
    ("output", "status"),
    [
        ("", 3),
        ("{}", 3),
        (json.dumps({"dependencies": []}), 3),
        (json.dumps({"dependencies": [{"name": "a", "skip_reason": "no connection"}]}), 3),
        (json.dumps({"dependencies": [{"name": "A_b", "version": "1", "vulns": []}]}), 0),
        (json.dumps({"dependencies": [{"name": "a-b", "version": "1", "vulns": [{"id": "X-1"}]}]}), 1),
    ],
)
def test_an_audit_without_an_answer_is_none(output: str, status: int) -> None:
    """Nothing said, nothing listed, something skipped: not audited, and not status 0."""
    judge, pinned = audit()["judge"], audit()["pinned"]
    assert judge(pinned("a.b==1\n"), output)[0] == status
