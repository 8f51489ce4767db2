"""Where the files that ship with the program are: templates, static files, catalogs, samples."""

from __future__ import annotations

from pathlib import Path

_PACKAGE = Path(__file__).resolve().parent


def root() -> Path:
    """The folder with ``web/``, ``locales/``, ``articles/`` and ``glossary.csv``.

    Installed from a wheel it is ``i18nflow/_data``; in a checkout it is the top of the repository.
    """
    data = _PACKAGE / "_data"
    return data if data.is_dir() else _PACKAGE.parents[1]
