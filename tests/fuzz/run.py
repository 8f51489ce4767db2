"""Fuzz one target with atheris: ``python -m tests.fuzz.run TARGET SECONDS CORPUS ARTIFACTS``.

A process of its own: libFuzzer ends it, with status 0 when the time is up and nothing was found.
"""

from __future__ import annotations

import sys

import atheris

with atheris.instrument_imports(include=["i18nflow"]):
    from tests.fuzz.targets import TARGETS

if __name__ == "__main__":
    name, seconds, corpus, artifacts = sys.argv[1:]
    flags = [
        sys.argv[0], corpus, f"-max_total_time={seconds}", f"-artifact_prefix={artifacts}/", "-timeout=20",
        "-rss_limit_mb=2048", "-max_len=4096", "-verbosity=0", "-print_final_stats=1",
    ]  # fmt: skip
    atheris.Setup(flags, TARGETS[name])
    atheris.Fuzz()
