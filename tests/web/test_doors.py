"""Who is let in, and the headers every answer carries."""

from __future__ import annotations

import gzip

import pytest

from i18nflow.webapp.doors import OneTimeLink
from tests.web.conftest import PLACE, TOKEN, Visitor, World

PAGES = ["/", "/new", "/keys", PLACE, f"{PLACE}catalog/", f"{PLACE}publish/"]


@pytest.mark.parametrize("path", [*PAGES, "/site/", "/nowhere"])
def test_nobody_is_let_in_without_the_link(world: World, path: str) -> None:
    """Every page answers 401 with a plain page that says what to do."""
    response = world.app().test_client().get(path)
    assert response.status_code == 401
    assert "i18nflow serve" in response.get_data(as_text=True)


def test_the_link_works_once(world: World) -> None:
    """The first use opens a session and leads to an address without the token; the second is refused."""
    app = world.app()
    first = app.test_client()
    response = first.get(f"/open/{TOKEN}")
    assert (response.status_code, response.headers["Location"]) == (303, "/")
    cookie = response.headers["Set-Cookie"]
    assert "HttpOnly" in cookie and "SameSite=Lax" in cookie
    assert first.get("/").status_code == 200
    assert app.test_client().get(f"/open/{TOKEN}").status_code == 403


def test_who_is_in_may_use_the_link_again(visitor: Visitor) -> None:
    """The link in a person's own history leads to the articles, not to an error."""
    assert visitor.get(f"/open/{TOKEN}").status_code == 303


@pytest.mark.parametrize("token", ["wrong", "", "ā" * 40, "once-onlyx"])
def test_a_wrong_token_is_refused_and_does_not_spend_the_right_one(token: str) -> None:
    """Guessing does not lock the right person out."""
    link = OneTimeLink(TOKEN)
    assert not link.spend(token)
    assert link.spend(TOKEN)
    assert not link.spend(TOKEN)


def test_without_a_link_nobody_comes_in(world: World) -> None:
    """An application made with no token has no back door."""
    client = world.app(token=None).test_client()
    assert client.get("/open/anything").status_code == 403
    assert client.get("/").status_code == 401


@pytest.mark.parametrize("host", ["evil.example", "localhost:81", "localhost.evil.example", "127.0.0.1"])
def test_only_known_hosts_are_answered(world: World, host: str) -> None:
    """A name that somebody else points at this machine gets nothing, not even the link."""
    client = world.app().test_client()
    assert client.get(f"/open/{TOKEN}", headers={"Host": host}).status_code == 400
    assert client.get(f"/open/{TOKEN}").status_code == 303


def test_every_form_needs_its_token(visitor: Visitor, world: World) -> None:
    """A POST without the CSRF token, or with another one, is refused and changes nothing."""
    key = world.segments()["Darbi aprīlī"]
    address = f"{PLACE}segments/{key}/confirm"
    for data in ({}, {"csrf_token": "forged"}):
        response = visitor.client.post(address, data={"text": "Work in April", "version": 0, **data})
        assert response.status_code == 400
    assert world.target("Darbi aprīlī").text == ""


def test_every_view_that_changes_something_is_post_and_guarded(world: World) -> None:
    """No route takes a change by GET; each POST route refuses a request without token, the API one without bearer."""
    app = world.app()
    client = app.test_client()
    client.get(f"/open/{TOKEN}")
    posts = [rule for rule in app.url_map.iter_rules() if "POST" in (rule.methods or ())]
    assert len(posts) > 15
    for rule in posts:
        values = dict.fromkeys(rule.arguments, "1") | {"lang": "en-GB"}
        with app.test_request_context():
            path = rule.build(values, append_unknown=False)
        assert path
        assert client.post(path[1]).status_code == (401 if path[1].startswith("/api/") else 400)


@pytest.mark.parametrize("path", [*PAGES, "/nowhere", "/site/missing"])
def test_every_answer_is_guarded_by_headers(visitor: Visitor, path: str) -> None:
    """A strict policy without inline or evaluated code, and no sniffing, framing or leaking of addresses."""
    headers = visitor.get(path).headers
    policy = headers["Content-Security-Policy"]
    assert (
        "default-src 'none'" in policy and "frame-ancestors 'none'" in policy and "base-uri 'none'" in policy
    )
    assert "unsafe" not in policy and "http" not in policy and "*" not in policy
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["Referrer-Policy"] == "same-origin"
    assert headers["Cross-Origin-Opener-Policy"] == "same-origin"
    assert headers["Cross-Origin-Resource-Policy"] == "same-origin"
    assert "geolocation=()" in headers["Permissions-Policy"]
    assert "no-cache" in headers["Cache-Control"] or "no-store" in headers["Cache-Control"]


@pytest.mark.parametrize("path", PAGES)
def test_pages_hold_nothing_that_the_policy_forbids(visitor: Visitor, path: str) -> None:
    """No inline script, style or handler; nothing from elsewhere."""
    page = visitor.get(path).get_data(as_text=True)
    assert "<script>" not in page and "<style" not in page
    assert ' style="' not in page and " onclick=" not in page and " hx-on" not in page
    assert 'src="http' not in page and 'href="http' not in page


def test_static_files_are_kept_for_ever_under_their_hash(visitor: Visitor) -> None:
    """The address holds the content's hash; another hash is no address."""
    page = visitor.get("/").get_data(as_text=True)
    address = page.split('rel="stylesheet" href="')[1].split('"')[0]
    response = visitor.get(address)
    assert response.status_code == 200 and "immutable" in response.headers["Cache-Control"]
    assert visitor.get(address.replace(address.split("/")[2], "0" * 12)).status_code == 404
    assert visitor.get(f"{'/'.join(address.split('/')[:3])}/../../pyproject.toml").status_code == 404


def test_answers_are_packed_for_those_who_take_it(visitor: Visitor) -> None:
    """gzip on request, plain otherwise, the same page both times."""
    packed = visitor.get("/keys", headers={"Accept-Encoding": "gzip"})
    plain = visitor.get("/keys")
    assert packed.headers["Content-Encoding"] == "gzip" and "Content-Encoding" not in plain.headers
    assert b"</html>" in gzip.decompress(packed.data) and "Accept-Encoding" in packed.headers["Vary"]


@pytest.mark.parametrize(
    "back", ["https://evil.example/", "//evil.example/", "/\\evil.example", "javascript:alert(1)", ""]
)
def test_preferences_never_lead_away(visitor: Visitor, back: str) -> None:
    """The way back is a path of this server."""
    response = visitor.post("/preferences", {"lang": "lv", "back": back})
    assert response.headers["Location"] == "/"


def test_the_site_cannot_be_left(visitor: Visitor, world: World) -> None:
    """A file of the built site is shown; nothing outside of it is, however it is asked for."""
    (world.root / "site" / "lv").mkdir(parents=True)
    (world.root / "site" / "lv" / "index.html").write_text("<p>Ziņas</p>", encoding="utf-8")
    (world.root / "site-secret").write_text("no", encoding="utf-8")
    assert "Ziņas" in visitor.get("/site/lv/").get_data(as_text=True)
    assert visitor.get("/site/lv").headers["Location"] == "/site/lv/"
    for path in (
        "../i18nflow.toml",
        "..%2fi18nflow.toml",
        "lv/../../i18nflow.toml",
        "%2e%2e/site-secret",
        "..%5ci18nflow.toml",
        "lv%00",
    ):
        assert visitor.get(f"/site/{path}").status_code == 404
