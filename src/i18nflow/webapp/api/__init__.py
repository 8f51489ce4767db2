"""The REST interface under ``/api/v1``: everything the review pages do, for programs.

Each module of a tag (articles, targets, catalogs …) declares its operations with
:func:`i18nflow.webapp.api.registry.operation`; routes and the OpenAPI document are made from these declarations.
Handlers call one workflow verb each, as views do; they never write to the store. How it is used is told in
``docs/reference/api.md``.
"""

from __future__ import annotations

from flask import Blueprint, Flask
from flask_wtf import CSRFProtect

from i18nflow.errors import I18nFlowError
from i18nflow.webapp.api import (
    about,
    alignments,
    articles,
    audits,
    catalogs,
    editions,
    engines,
    glossaries,
    memory,
    names,
    people,
    problems,
    replacements,
    runs,
    schedules,
    search,
    segments,
    selections,
    serving,
    statistics,
    targets,
    webhooks,
    work,
)
from i18nflow.webapp.api.registry import OPERATIONS

__all__ = ["OPERATIONS", "TAGS", "init_app"]

TAGS = (
    about,
    articles,
    segments,
    targets,
    selections,
    replacements,
    runs,
    work,
    editions,
    schedules,
    catalogs,
    glossaries,
    names,
    memory,
    alignments,
    search,
    statistics,
    engines,
    webhooks,
    people,
    audits,
)
"""The modules that declare operations, in the order of the document."""


def init_app(app: Flask, csrf: CSRFProtect) -> None:
    """Serve the interface from ``app``. It takes no cookies, so it needs no CSRF tokens."""
    blueprint = Blueprint("api", __name__, url_prefix=problems.PREFIX.rstrip("/"))
    for operation in OPERATIONS:
        serving.add(blueprint, operation)
    blueprint.register_error_handler(I18nFlowError, problems.of_error)
    blueprint.register_error_handler(problems.ApiError, problems.of_error)
    app.register_blueprint(blueprint)
    csrf.exempt(blueprint)
