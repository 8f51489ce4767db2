"""The built site, shown under ``/site/`` as it will be published."""

from __future__ import annotations

from flask import Blueprint, Response, abort, redirect, send_file
from werkzeug.wrappers import Response as AnyResponse

from i18nflow import files
from i18nflow.errors import Refused
from i18nflow.webapp.context import workspace

blueprint = Blueprint("site", __name__, url_prefix="/site")


@blueprint.get("/", defaults={"path": ""}, endpoint="home")
@blueprint.get("/<path:path>")
def page(path: str) -> AnyResponse:
    """A file of the built site; a folder means its ``index.html``."""
    root = workspace().site
    try:
        found = files.inside(root, path)
        if found.is_dir():
            if path and not path.endswith("/"):
                return redirect(f"/site/{path}/", code=308)
            found = found / "index.html"
        if not found.is_file():
            abort(404)
    except (Refused, ValueError, OSError):
        # It leads out, or is no name that a file can have.
        abort(404)
    response: Response = send_file(found, conditional=True)
    response.headers["Cache-Control"] = "private, no-cache"
    return response
