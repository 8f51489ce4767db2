"""Every route there is, attacked alike: forged, without its headers, with what no browser sends."""

from __future__ import annotations

from collections.abc import Iterator
from urllib.parse import quote

import pytest
from flask import Flask

from i18nflow.webapp.headers import HEADERS
from tests.security.conftest import HOST, LANG, SLUG, Newsroom

CHANGING = {"POST", "PUT", "PATCH", "DELETE"}
FITTING = {
    "slug": SLUG, "lang": LANG, "number": "1", "pair": "1", "token": "0" * 32, "name": "reader", "form": "csv",
    "path": "assets/x.css", "digest": "x",
}  # fmt: skip
FORM = {
    "text": "A text.", "version": "0", "reason": "so", "slug": "new-slug", "offset": "3", "name": "reader", "role": "admin",
    "old": "x", "password": "long enough words", "again": "long enough words", "label": "x", "scopes": "read", "days": "7",
    "title": "Virsraksts", "lang": "en", "theme": "dark", "layout": "grid", "source": "osta", "target": "port", "defaults": "",
    "back": "/", "next": "/", "query": "q=x", "person": "reader", "at": "2099-01-01 09:00", "due": "2099-01-01", "email": "",
    "do": "accept", "line": "2", "was": "x", "with": "x", "find": "osta", "to": "osta",
}  # fmt: skip
# What no browser sends: figures beyond every bound, digits of no number, years that no calendar has, line ends, half a pair.
ABSURD = ["9" * 5000, "²", "0001-01-01T00:00+14:00", "a\0b\r\nX: y", "\"*) NEAR( '; -- {{7*7}}\u202e\ufffe"]


def routes(app: Flask, newsroom: Newsroom, methods: set[str], **given: str) -> Iterator[tuple[str, str]]:
    """Each rule's endpoint and an address that fits it."""
    values = {"key": newsroom.keys[0], **FITTING, **given}
    for rule in app.url_map.iter_rules():
        if rule.methods & methods and not rule.rule.startswith("/api/"):
            address = rule.rule
            for argument in rule.arguments:
                for kind in ("", "int:", "path:"):
                    address = address.replace(f"<{kind}{argument}>", values[argument])
            yield rule.endpoint, address


def test_no_route_does_what_another_site_asks(newsroom: Newsroom) -> None:
    """Signed in as the admin, whose browser another page makes send the request: each is refused, nothing is changed.

    A right token does not help where the browser itself says that another site asks.
    """
    app = newsroom.app()
    admin, other = newsroom.visitor("admin", app), newsroom.visitor("editor", app)
    forgeries = (
        ("", {}),
        (other.token, {}),
        (admin.token, {"Sec-Fetch-Site": "cross-site"}),
        (admin.token, {"Sec-Fetch-Site": "same-site"}),
        (admin.token, {"Origin": f"http://{HOST}.evil.example"}),
        (admin.token, {"Origin": "null"}),
    )
    before, asked = newsroom.state(), 0
    for _endpoint, address in routes(app, newsroom, CHANGING):
        for token, headers in forgeries:
            answer = admin.client.post(
                address, data={**FORM, "csrf_token": token}, headers={"HX-Request": "true", **headers}
            )
            assert answer.status_code == 400, (address, headers, answer.status_code)
        asked += 1
    assert asked > 50
    assert newsroom.state() == before
    assert admin.get("/account/").status_code == 200


def test_the_same_request_from_our_own_page_is_taken(newsroom: Newsroom) -> None:
    """What a browser says of a page of ours opens the second lock."""
    admin = newsroom.visitor("admin", newsroom.app())
    headers = {"Sec-Fetch-Site": "same-origin", "Origin": f"http://{HOST}"}
    assert admin.post("/people/reader/role", {"role": "translator"}, headers=headers).status_code == 303


@pytest.mark.parametrize("who", ["admin", None])
def test_every_answer_has_its_headers(newsroom: Newsroom, who: str | None) -> None:
    """Pages, parts, downloads, errors, static files, the API, probes, the built site: what OWASP lists, nothing unsafe."""
    (newsroom.root / "site" / "assets").mkdir(parents=True, exist_ok=True)
    (newsroom.root / "site" / "index.html").write_text("<p>x</p>")
    app = newsroom.app(secure_cookies=True)
    client = app.test_client()
    base = f"https://{HOST}"
    if who:
        page = client.get("/sign-in", base_url=base).get_data(as_text=True)
        token = page.partition('name="csrf" content="')[2].partition('"')[0]
        signed = client.post(
            "/sign-in",
            data={"name": who, "password": "zirgs baterija skava", "csrf_token": token},
            base_url=base,
            headers={"Referer": f"{base}/sign-in"},
        )
        assert signed.status_code == 303
        cookie = client.get_cookie(app.config["SESSION_COOKIE_NAME"], HOST)
        assert cookie and cookie.key.startswith("__Host-") and cookie.secure and cookie.http_only
        assert cookie.path == "/" and cookie.domain == HOST and cookie.same_site == "Lax"
    static = app.jinja_env.globals["asset"]
    with app.test_request_context(base_url=base):
        known = static("ui/review.css")
    addresses = [
        *(address for _, address in routes(app, newsroom, {"GET"})),
        known, "/site/index.html", "/api/v1/me", "/api/v1/openapi.json", "/nowhere", "/api/v1/nowhere", "//evil.example/..",
    ]  # fmt: skip
    assert len(addresses) > 50
    seen = set()
    for address in addresses:
        for part in ({}, {"HX-Request": "true"}):
            answer = client.get(address, base_url=base, headers=part)
            seen.add(answer.status_code)
            assert answer.status_code != 500, address
            for name, value in HEADERS.items():
                assert answer.headers[name] in (value, "SAMEORIGIN"), (address, name)
            policy = answer.headers["Content-Security-Policy"]
            assert policy.startswith("default-src 'none'") and "unsafe" not in policy, address
            assert "frame-ancestors 'none'" in policy or "/preview/" in address, address
            assert answer.headers["Strict-Transport-Security"].startswith("max-age=31536000")
            kept = answer.headers["Cache-Control"]
            assert ("private" in kept and "no-cache" in kept) or "no-store" in kept or address == known, (
                address
            )
            assert "Server" not in answer.headers and "evil.example" not in answer.headers.get("Location", "")
            kind = answer.mimetype
            assert kind in KINDS or answer.status_code in (303, 308), (address, kind)
            if kind in SAVED and answer.status_code == 200:
                assert "attachment" in answer.headers["Content-Disposition"], address
            answer.close()
    assert {200, 404} <= seen if who else {303, 401} <= seen


SAVED = {"text/csv", "application/x-ndjson", "text/x-gettext-translation"}
KINDS = {
    "text/html", "application/json", "application/problem+json", "text/plain", "text/css", *SAVED,
}  # fmt: skip


def test_no_route_falls_over(newsroom: Newsroom) -> None:
    """In each place of each address, and in every field at once: refused with a sentence, never an error of ours."""
    app = newsroom.app()
    admin = newsroom.visitor("admin", app)
    left = ("entrance.sign_out", "account.sign_out_everywhere", "administration.sign_out")
    for method in ("GET", "POST"):
        plain = [one for one in routes(app, newsroom, {method}) if one[0] not in left]
        for value in ABSURD:
            fields = dict.fromkeys((*FORM, *FIELDS), value)
            part = quote(value[:2000], safe="")
            every = dict.fromkeys((*FITTING, "key"), part)
            for _endpoint, address in (*plain, *routes(app, newsroom, {method}, **every)):
                if method == "GET":
                    answer = admin.client.get(address, query_string=fields)
                else:
                    answer = admin.client.post(
                        address, data={**fields, "csrf_token": admin.token}, headers={"HX-Request": "true"}
                    )
                assert answer.status_code != 500, ascii(address)[:200]
                answer.close()


FIELDS = (
    "before", "since", "until", "who", "action", "object", "page", "weeks", "age", "finding", "state", "origin", "q", "order",
    "assigned", "first", "last", "segment", "item", "side", "hit", "term", "accept", "also", "avoid", "never", "kind", "gender",
    "date", "author", "summary", "topics", "note", "insert", "take", "seen", "viewport", "html", "address",
)  # fmt: skip
