"""Run every benchmark, each in a process of its own, and print its figures beside its peers'.

``--data DIR`` is the folder of texts to measure on; without it only the benchmarks that make their own texts run.
``--only NAME`` runs one. Peers that are Python packages run in a Python of their own: ``make peers`` makes one in
``.venv-peers``, ``--peers PYTHON`` names another. A peer that is not installed is told, and never guessed.
"""

from __future__ import annotations

import argparse
import subprocess
import sys
from pathlib import Path

OWN_PEERS = Path(__file__).resolve().parents[1] / ".venv-peers" / "bin" / "python"
# name -> whether it needs --data
BENCHMARKS = {
    "sentences": True,
    "terms": True,
    "number_values": True,
    "memory": True,
    "alignment": True,
    "archive": True,
    "enforcement": True,
    "disagreement": True,
    "publish": False,
    "desk": False,
    "editor": False,
}


def main() -> int:
    """Run what was asked for; the worst status."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description=__doc__)
    parser.add_argument("--data", type=Path)
    parser.add_argument("--peers", type=Path, default=OWN_PEERS if OWN_PEERS.exists() else None)
    parser.add_argument("--only", choices=BENCHMARKS)
    options = parser.parse_args()
    worst = 0
    for name, needs_data in BENCHMARKS.items():
        if options.only and name != options.only:
            continue
        if needs_data and options.data is None:
            print(f"== {name}: needs --data DIR, passed over", flush=True)
            continue
        print(f"== {name}", flush=True)
        words = ["--data", str(options.data)] if needs_data else []
        words += _peers(name, options.peers)
        worst = max(
            worst,
            subprocess.run([sys.executable, "-m", f"benchmarks.{name}", *words], check=False).returncode,
        )
    return worst


def _peers(name: str, python: Path | None) -> list[str]:
    """How a benchmark is told where its peers are."""
    if python is None:
        return []
    if name == "sentences":
        return ["--peers", str(python)]
    pofilter = python.parent / "pofilter"
    return ["--pofilter", str(pofilter)] if name == "number_values" and pofilter.exists() else []


if __name__ == "__main__":
    sys.exit(main())
