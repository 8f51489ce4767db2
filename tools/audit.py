"""Audit the pinned dependencies for known vulnerabilities; counts as run only where it could ask its database.

``make audit`` calls it. Status 0: every pinned version was looked up and none is known to be vulnerable. 1: some are.
3: not audited: the tool is missing, the database cannot be reached, or it did not answer for every package (pip-audit
itself ends with 0 then).
"""

from __future__ import annotations

import json
import re
import shutil
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
NOT_AUDITED = 3


def pinned(text: str) -> dict[str, str]:
    """The packages of a constraints file with their versions, by normalised name."""
    found = re.findall(r"^([A-Za-z0-9_.-]+)==([^\s;#]+)", text, flags=re.MULTILINE)
    return {re.sub(r"[-_.]+", "-", name).lower(): version for name, version in found}


def judge(wanted: dict[str, str], output: str) -> tuple[int, str]:
    """The status and a sentence for what pip-audit wrote, JSON or nothing."""
    try:
        answered = json.loads(output)["dependencies"]
    except (ValueError, KeyError, TypeError):
        return NOT_AUDITED, "Not audited: pip-audit could not reach its database."
    looked_up = {re.sub(r"[-_.]+", "-", one["name"]).lower() for one in answered if "skip_reason" not in one}
    missing = sorted(set(wanted) - looked_up)
    if missing:
        return (
            NOT_AUDITED,
            f"Not audited: no answer for {', '.join(missing[:10])} ({len(missing)} of {len(wanted)}).",
        )
    bad = [
        f"{one['name']} {one['version']}: {', '.join(v['id'] for v in one['vulns'])}"
        for one in answered
        if one.get("vulns")
    ]
    if bad:
        return 1, "Known to be vulnerable:\n" + "\n".join(bad)
    return 0, f"Audited: {len(wanted)} packages, none known to be vulnerable."


def main() -> int:
    """Run pip-audit over ``constraints.txt``."""
    constraints = ROOT / "constraints.txt"
    program = shutil.which("pip-audit", path=str(Path(sys.executable).parent)) or shutil.which("pip-audit")
    if program is None:
        print("Not audited: pip-audit is not installed.", file=sys.stderr)
        return NOT_AUDITED
    try:
        run = subprocess.run(  # noqa: S603 - the program found above, no shell
            [program, "-r", str(constraints), "--no-deps", "--disable-pip", "--format", "json", "--progress-spinner", "off", "--timeout", "15"],
            capture_output=True, text=True, timeout=600, check=False,
        )  # fmt: skip
    except (OSError, subprocess.TimeoutExpired) as error:
        print(f"Not audited: {type(error).__name__}.", file=sys.stderr)
        return NOT_AUDITED
    status, sentence = judge(pinned(constraints.read_text(encoding="utf-8")), run.stdout)
    print(sentence, file=sys.stderr)
    return status


if __name__ == "__main__":
    sys.exit(main())
