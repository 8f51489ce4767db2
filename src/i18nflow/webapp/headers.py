"""The security headers of every answer."""

from __future__ import annotations

from flask import Flask, Response, current_app, request

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
_STILL = (
    "default-src 'none'",
    "style-src 'self'",
    "img-src 'self' data:",
    "font-src 'self'",
    "media-src 'self'",
    "base-uri 'none'",
)
# The page as it would be published, in a frame beside the article. It runs nothing; the article's script may look in.
PREVIEW = "; ".join((*_STILL, "form-action 'none'", "frame-ancestors 'self'"))
# The built site behaves as it will when it is published: the theme's scripts run, which are the only files under
# assets/. Nothing in it may act as the reviewer, though: it can fetch nothing and send no form but within the site,
# and it opens no window in which it could press the buttons of a page of ours.
BUILT_SITE = "; ".join(
    (
        *_STILL,
        "script-src {host}/site/assets/",
        "connect-src {host}/site/",
        "form-action {host}/site/",
        "worker-src 'none'",
        "frame-ancestors 'none'",
        "sandbox allow-scripts allow-same-origin allow-forms",
    )
)
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
    "Cross-Origin-Embedder-Policy": "require-corp",
    "Permissions-Policy": "camera=(), display-capture=(), geolocation=(), microphone=(), payment=(), usb=()",
    "X-Permitted-Cross-Domain-Policies": "none",
}
HTTPS_ONLY = "max-age=31536000"
"""For this host alone: what else the newsroom has under its domain is not ours to decide about."""


def init_app(app: Flask) -> None:
    """Give every answer of ``app`` its headers."""
    app.after_request(_protect)


def _protect(response: Response) -> Response:
    endpoint = request.endpoint or ""
    policy = POLICIES.get(endpoint, WITH_PREVIEW if endpoint.startswith("review.") else OWN_PAGES)
    if policy is BUILT_SITE:
        # The host is one of those that the server answers to: it was compared before.
        policy = policy.format(host=request.host)
    response.headers["Content-Security-Policy"] = policy
    for name, value in HEADERS.items():
        response.headers[name] = value
    if policy is PREVIEW:
        response.headers["X-Frame-Options"] = "SAMEORIGIN"
    if current_app.config["SESSION_COOKIE_SECURE"]:
        response.headers["Strict-Transport-Security"] = HTTPS_ONLY
    # An article before publication is confidential: nothing of it stays in a shared cache.
    response.headers.setdefault(
        "Cache-Control", "no-store" if request.method == "POST" else "private, no-cache"
    )
    return response
