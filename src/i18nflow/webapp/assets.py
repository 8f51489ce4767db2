"""Static files under addresses that hold their content's hash, so that browsers may keep them for ever."""

from __future__ import annotations

from hashlib import sha256
from pathlib import Path

from flask import Flask, Response, abort, send_file, url_for

SHOWN = ("ui", "vendor")
TYPES = {".js": "text/javascript", ".css": "text/css", ".svg": "image/svg+xml", ".txt": "text/plain"}
FOR_EVER = "public, max-age=31536000, immutable"


def init_app(app: Flask, folder: Path) -> None:
    """Serve the UI's static files; templates get ``asset('ui/review.css')``."""
    hashes = {
        path.relative_to(folder).as_posix(): sha256(path.read_bytes()).hexdigest()[:12]
        for part in SHOWN
        for path in sorted((folder / part).rglob("*"))
        if path.suffix in TYPES
    }

    def static_file(digest: str, name: str) -> Response:
        if hashes.get(name) != digest:
            abort(404)
        response = send_file(folder / name, mimetype=TYPES[Path(name).suffix], etag=digest, max_age=None)
        response.headers["Cache-Control"] = FOR_EVER
        return response

    def asset(name: str) -> str:
        return url_for("assets.static_file", digest=hashes[name], name=name)

    app.add_url_rule("/static/<digest>/<path:name>", "assets.static_file", static_file)
    app.jinja_env.globals["asset"] = asset
