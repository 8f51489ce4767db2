"""The security headers of every answer."""

from __future__ import annotations

from flask import Flask, Response, request

OWN_PAGES = "; ".join(
    (
        "default-src 'none'",
        "script-src 'self'",
        "style-src 'self'",
        "img-src 'self' data:",
        "font-src 'self'",
        "connect-src 'self'",
        "manifest-src 'self'",
        "form-action 'self'",
        "base-uri 'none'",
        "frame-ancestors 'none'",
    )
)
# The published site is shown as it will be, but with no script: nothing in it may act as the reviewer.
BUILT_SITE = "; ".join(
    (
        "default-src 'none'",
        "style-src 'self'",
        "img-src 'self' data:",
        "font-src 'self'",
        "media-src 'self'",
        "form-action 'none'",
        "base-uri 'none'",
        "frame-ancestors 'none'",
    )
)
# The page as it would be published, in a frame beside the article. It runs nothing; the article's script may look in.
PREVIEW = BUILT_SITE.replace("frame-ancestors 'none'", "frame-ancestors 'self'")
# The article's page holds that frame.
WITH_PREVIEW = OWN_PAGES + "; frame-src 'self'"
POLICIES = {
    "site.page": BUILT_SITE,
    "site.home": BUILT_SITE,
    "review.preview": PREVIEW,
    "review.preview_page": PREVIEW,
}
HEADERS = {
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",
    "X-Frame-Options": "DENY",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=(), payment=(), usb=()",
}


def init_app(app: Flask) -> None:
    """Give every answer of ``app`` its headers."""
    app.after_request(_protect)


def _protect(response: Response) -> Response:
    endpoint = request.endpoint or ""
    policy = POLICIES.get(endpoint, WITH_PREVIEW if endpoint.startswith("review.") else OWN_PAGES)
    response.headers["Content-Security-Policy"] = policy
    for name, value in HEADERS.items():
        response.headers[name] = value
    if policy is PREVIEW:
        response.headers["X-Frame-Options"] = "SAMEORIGIN"
    # An article before publication is confidential: nothing of it stays in a shared cache.
    response.headers.setdefault(
        "Cache-Control", "no-store" if request.method == "POST" else "private, no-cache"
    )
    return response
