"""The review UI: an edge that parses a request, calls one workflow verb and renders the answer.

:func:`create_app` makes the Flask application; nothing happens at import. Views never write to the store.
"""

from __future__ import annotations

from i18nflow.webapp.factory import create_app

__all__ = ["create_app"]
