"""Fuzz targets with atheris: ``python -m tests.fuzz.run ARTIFACTS CORPUS TARGET,... FLAG...`` (flags of libFuzzer).

The program is instrumented once; each target then has a process of its own, which libFuzzer ends: with status 0 when
its time or its runs are over and nothing was found. What was found is written to ARTIFACTS under the target's name.
"""

from __future__ import annotations

import os
import sys

import atheris

with atheris.instrument_imports(include=["i18nflow"]):
    from tests.fuzz.targets import TARGETS


def fuzz(name: str, corpus: str, artifacts: str, flags: list[str]) -> None:
    """Does not return."""
    flags = [
        sys.argv[0], f"{corpus}/{name}", f"-artifact_prefix={artifacts}/{name}-", "-timeout=20",
        "-rss_limit_mb=2048", "-max_len=4096", "-verbosity=0", "-print_final_stats=1", *flags,
    ]  # fmt: skip
    atheris.Setup(flags, TARGETS[name])
    atheris.Fuzz()


if __name__ == "__main__":
    artifacts, corpus, names, *flags = sys.argv[1:]
    for name in names.split(","):
        if (child := os.fork()) == 0:
            fuzz(name, corpus, artifacts, flags)
            os._exit(1)
        if os.waitpid(child, 0)[1]:
            sys.exit(f"{name}: see above, and the file in {artifacts}")
