"""Answers packed with gzip where the browser takes it."""

from __future__ import annotations

import gzip

from flask import Flask, Response, request

LEAST = 1_000
"""Below this many bytes packing gains nothing."""
LEVEL = 5
PACKABLE = ("text/", "application/javascript", "application/json", "image/svg+xml", "application/xml")


def init_app(app: Flask) -> None:
    """Pack the answers of ``app``."""
    app.after_request(_pack)


def _pack(response: Response) -> Response:
    if not (response.mimetype or "").startswith(PACKABLE) or response.status_code == 304:
        return response
    response.vary.add("Accept-Encoding")
    if not request.accept_encodings["gzip"] or "Content-Encoding" in response.headers:
        return response
    response.direct_passthrough = False
    data = response.get_data()
    if len(data) >= LEAST:
        # A fixed time: equal pages give equal bytes.
        response.set_data(gzip.compress(data, LEVEL, mtime=0))
        response.headers["Content-Encoding"] = "gzip"
    return response
