"""Static files under addresses that hold a hash of them all, so that browsers may keep them for ever.

One hash for all: a module that imports ``./rows.js`` finds it beside itself, with no list of names to be kept.
"""

from __future__ import annotations

from hashlib import sha256
from pathlib import Path

from flask import Flask, Response, abort, send_file, url_for

SHOWN = ("ui", "vendor")
TYPES = {".js": "text/javascript", ".css": "text/css", ".svg": "image/svg+xml", ".txt": "text/plain"}
FOR_EVER = "public, max-age=31536000, immutable"


def init_app(app: Flask, folder: Path) -> None:
    """Serve the UI's static files; templates get ``asset('ui/review.css')``."""
    names = [
        path.relative_to(folder).as_posix()
        for part in SHOWN
        for path in sorted((folder / part).rglob("*"))
        if path.suffix in TYPES
    ]
    made = sha256()
    for name in names:
        made.update(name.encode() + b"\0" + (folder / name).read_bytes())
    known, current = frozenset(names), made.hexdigest()[:12]

    def static_file(digest: str, name: str) -> Response:
        if digest != current or name not in known:
            abort(404)
        response = send_file(folder / name, mimetype=TYPES[Path(name).suffix], etag=digest, max_age=None)
        response.headers["Cache-Control"] = FOR_EVER
        return response

    def asset(name: str) -> str:
        if name not in known:
            raise LookupError(f"there is no static file '{name}'")
        return url_for("assets.static_file", digest=current, name=name)

    def modules(part: str) -> list[str]:
        """Every module of a folder, for the browser to fetch at once instead of one import after the other."""
        return [asset(name) for name in names if name.startswith(f"{part}/") and name.endswith(".js")]

    app.add_url_rule("/static/<digest>/<path:name>", "assets.static_file", static_file)
    app.jinja_env.globals.update(asset=asset, modules=modules)
