"""How the pages look: templates and static files, the newsroom's before the program's own.

A theme folder holds ``templates/`` and ``static/``; whatever it has takes the place of the program's file of that
name. A replaced template reaches the original as ``shipped/<name>``; ``static/extra.css`` is added to the style
sheet instead of replacing it. Everything is read once, so rendering touches no file.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from hashlib import blake2b
from pathlib import Path

from jinja2 import DictLoader, Environment, StrictUndefined, Template

_HASHED = frozenset({".css", ".js"})


@dataclass(frozen=True)
class Theme:
    """Templates ready to render, and the static files with their place on the site.

    ``templates`` are their sources by name. ``assets`` maps a path within the site to its bytes, ``urls`` a file's plain name to that path.
    """

    environment: Environment
    templates: Mapping[str, str]
    assets: Mapping[str, bytes]
    urls: Mapping[str, str]
    digest: str

    def template(self, name: str) -> Template:
        """The template of that name."""
        return self.environment.get_template(name)


def load_theme(shipped: Path, newsroom: Path | None = None) -> Theme:
    """Read the program's theme from ``shipped`` (its ``web`` folder) and a newsroom's over it."""
    templates = _texts(shipped / "templates" / "site")
    static = _files(shipped / "static" / "site")
    templates |= {f"shipped/{name}": text for name, text in templates.items()}
    if newsroom is not None:
        templates |= _texts(newsroom / "templates")
        static |= _files(newsroom / "static")
    if extra := static.pop("extra.css", None):
        static["site.css"] = static["site.css"] + b"\n" + extra
    environment = Environment(
        loader=DictLoader(templates),
        autoescape=True,
        trim_blocks=True,
        lstrip_blocks=True,
        undefined=StrictUndefined,
        auto_reload=False,
    )
    urls = {name: _place(name, data) for name, data in static.items()}
    return Theme(
        environment=environment,
        templates=templates,
        assets={urls[name]: data for name, data in static.items()},
        urls=urls,
        digest=_digest(*(f"{k}\0{v}".encode() for k, v in sorted(templates.items())), *urls.values()),
    )


def _place(name: str, data: bytes) -> str:
    path = Path(name)
    if path.suffix not in _HASHED:
        return f"assets/{name}"
    return f"assets/{path.with_suffix('')}.{_digest(data)[:8]}{path.suffix}"


def _texts(folder: Path) -> dict[str, str]:
    return {name: data.decode("utf-8") for name, data in _files(folder).items()}


def _files(folder: Path) -> dict[str, bytes]:
    if not folder.is_dir():
        return {}
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file() and not any(part.startswith(".") for part in path.relative_to(folder).parts)
    }


def _digest(*parts: bytes | str) -> str:
    made = blake2b(digest_size=8)
    for part in parts:
        made.update(part.encode() if isinstance(part, str) else part)
    return made.hexdigest()
