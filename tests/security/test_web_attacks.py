"""The browser's door, attacked: fixation, replay, open redirects, forged requests, other people's pages, paths."""

from __future__ import annotations

import csv
import io
import re
from datetime import timedelta

import pytest

from i18nflow.errors import Refused
from i18nflow.ingest import address
from i18nflow.model import Role
from i18nflow.workflow import audit, invitations, people, sessions
from tests.security.conftest import HOST, PASSWORD, SLUG, Newsroom


def test_nothing_is_seen_without_signing_in(newsroom: Newsroom) -> None:
    """Every page sends a visitor to the sign-in page; what is sent or asked in parts is refused."""
    app = newsroom.app()
    visitor = newsroom.visitor(app=app)
    for address_ in (
        "/",
        f"/articles/{SLUG}/en-GB/",
        "/people",
        "/audit",
        "/audit/export.csv",
        "/account/",
        "/site/",
    ):
        response = visitor.get(address_)
        assert response.status_code == 303 and "/sign-in" in response.location, address_
        assert SLUG not in response.get_data(as_text=True).replace(f"next=/articles/{SLUG}", "").replace(
            f"articles/{SLUG}", ""
        )
    assert visitor.get("/", headers={"HX-Request": "true"}).status_code == 401


def test_the_one_time_link_opens_nothing_with_accounts(newsroom: Newsroom) -> None:
    """Neither the link nor a cookie of the time before accounts lets anybody in."""
    app = newsroom.app()
    client = app.test_client()
    with client.session_transaction(base_url=f"http://{HOST}") as cookie:
        cookie["in"] = True
    assert client.get("/").status_code == 303
    assert "/sign-in" in client.get("/").location


def test_a_planted_session_is_not_kept(newsroom: Newsroom) -> None:
    """Signing in begins a session of its own: a cookie that somebody planted before is worth nothing (fixation)."""
    app = newsroom.app()
    visitor = newsroom.visitor(app=app)
    with visitor.client.session_transaction(base_url=f"http://{HOST}") as cookie:
        cookie["sid"], cookie["planted"] = "attacker-knows-this", "yes"
    visitor.sign_in("translator")
    with visitor.client.session_transaction(base_url=f"http://{HOST}") as cookie:
        assert cookie["sid"] != "attacker-knows-this" and "planted" not in cookie


def test_a_copied_cookie_dies_with_the_session(newsroom: Newsroom) -> None:
    """After signing out, the very same cookie opens nothing any more."""
    app = newsroom.app()
    visitor = newsroom.visitor("translator", app)
    with visitor.client.session_transaction(base_url=f"http://{HOST}") as cookie:
        copied = dict(cookie)
    visitor.post("/sign-out")
    thief = newsroom.visitor(app=app)
    with thief.client.session_transaction(base_url=f"http://{HOST}") as cookie:
        cookie.update(copied)
    assert "/sign-in" in thief.get("/").location


def test_the_cookie_is_closed(newsroom: Newsroom) -> None:
    """HttpOnly and SameSite always, Secure behind HTTPS."""
    cookie = newsroom.visitor(app=newsroom.app()).get("/sign-in").headers["Set-Cookie"]
    assert "HttpOnly" in cookie and "SameSite=Lax" in cookie
    secure = newsroom.app(secure_cookies=True).test_client().get("/sign-in", base_url=f"https://{HOST}")
    assert "Secure" in secure.headers["Set-Cookie"]


@pytest.mark.parametrize(
    "elsewhere",
    [
        "https://evil.example",
        "//evil.example",
        "/\\evil.example",
        "javascript:alert(1)",
        "/\tevil",
        "http:evil.example",
    ],
)
def test_signing_in_leads_nowhere_else(newsroom: Newsroom, elsewhere: str) -> None:
    """A crafted link to the sign-in page cannot send a person to another site afterwards."""
    visitor = newsroom.visitor(app=newsroom.app())
    visitor.get("/sign-in")
    response = visitor.post("/sign-in", {"name": "reader", "password": PASSWORD, "next": elsewhere})
    assert response.location == "/"


def test_forged_and_foreign_requests_are_refused(newsroom: Newsroom) -> None:
    """No CSRF token, a wrong one, another's, or another Host: nothing is done."""
    app = newsroom.app()
    admin, other = newsroom.visitor("admin", app), newsroom.visitor("reader", app)
    before = newsroom.state()
    for token in ("", "x", other.token):
        response = admin.client.post("/people/reader/role", data={"csrf_token": token, "role": "admin"})
        assert response.status_code == 400
    assert admin.get("/", headers={"Host": "evil.example"}).status_code == 400
    assert newsroom.state() == before


def test_guessing_at_the_page_is_slowed(newsroom: Newsroom) -> None:
    """The sixth try in a row answers 429 with Retry-After, whoever asks; each worker process sees the same figures."""
    for number in range(5):
        visitor = newsroom.visitor(app=newsroom.app())
        visitor.get("/sign-in")
        assert (
            visitor.post("/sign-in", {"name": "admin", "password": f"wrong guess {number}"}).status_code
            == 422
        )
    visitor = newsroom.visitor(app=newsroom.app())
    visitor.get("/sign-in")
    response = visitor.post("/sign-in", {"name": "admin", "password": PASSWORD})
    assert response.status_code == 429 and int(response.headers["Retry-After"]) > 0


@pytest.mark.parametrize(
    "page", ["/people", "/audit", "/audit?check=1", "/audit/export.csv", "/audit/export.jsonl"]
)
def test_the_admins_pages_are_the_admins(newsroom: Newsroom, page: str) -> None:
    """An editor sees none of them; an admin each."""
    app = newsroom.app()
    assert newsroom.visitor("editor", app).get(page).status_code == 403
    assert newsroom.visitor("admin", app).get(page).status_code == 200


def test_an_invitation_is_walked_through(newsroom: Newsroom) -> None:
    """The admin makes a link, shown once; the invited person makes the account and is in, in that role."""
    app = newsroom.app()
    admin = newsroom.visitor("admin", app)
    admin.get("/people")
    page = admin.post("/people/invitations", {"role": "reviewer", "email": "eva@example.org"}).get_data(
        as_text=True
    )
    link = re.search(r"<code[^>]*>http://localhost(/invitation/[^<]+)</code>", page)[1]
    assert link not in admin.get("/people").get_data(as_text=True)
    eva = newsroom.visitor(app=app)
    assert "eva@example.org" in eva.get(link).get_data(as_text=True)
    sent = {"name": "eva", "password": PASSWORD, "again": PASSWORD, "role": "admin"}
    assert eva.post(link, sent).status_code == 303
    assert eva.get("/").status_code == 200
    assert newsroom.visitor(app=app).get(link).status_code == 404
    with newsroom.open() as ws:
        assert ws.store.users.get("eva").role is Role.REVIEWER


def test_sign_out_everywhere(newsroom: Newsroom) -> None:
    """Both browsers are out, by one's own hand or the admin's."""
    app = newsroom.app()
    one, two, admin = (
        newsroom.visitor("editor", app),
        newsroom.visitor("editor", app),
        newsroom.visitor("admin", app),
    )
    one.post("/account/sign-out-everywhere")
    assert "/sign-in" in two.get("/").location and "/sign-in" in one.get("/").location
    three = newsroom.visitor("editor", app)
    admin.post("/people/editor/sign-out")
    assert "/sign-in" in three.get("/").location


def test_a_token_is_shown_once(newsroom: Newsroom) -> None:
    """It stands on the page that makes it and on no other."""
    visitor = newsroom.visitor("translator", newsroom.app())
    visitor.get("/account/")
    page = visitor.post("/account/tokens", {"label": "script", "scopes": "read", "days": "30"}).get_data(
        as_text=True
    )
    token = re.search(r"<code[^>]*>(i18nflow_[^<…]+)</code>", page)[1]
    assert token not in visitor.get("/account/").get_data(as_text=True)
    with newsroom.open() as ws:
        assert people.actor_of_token(ws, token)[0].name == "translator"


def test_formulas_in_the_exported_log_are_harmless(newsroom: Newsroom) -> None:
    """No cell of the CSV begins as a spreadsheet's formula does."""
    with newsroom.open() as ws:
        audit.record(ws, "=HYPERLINK(1)", "act", "+cmd|' /C calc'!A0", note="x")
        audit.record(ws, "@SUM(1)", "act", "-1+2")
    data = newsroom.visitor("admin", newsroom.app()).get("/audit/export.csv").get_data(as_text=True)
    rows = list(csv.reader(io.StringIO(data)))
    assert len(rows) > 3
    assert not [cell for row in rows for cell in row if cell[:1] in ("=", "+", "-", "@", "\t", "\r")]


@pytest.mark.parametrize(
    "path",
    [
        "../i18nflow.db",
        "..%2fi18nflow.db",
        "%2e%2e/i18nflow.toml",
        "....//i18nflow.db",
        "x/../../i18nflow.db",
        "link/passwd",
        "a%00b",
    ],
)
def test_the_shown_site_gives_nothing_else_away(newsroom: Newsroom, path: str) -> None:
    """No path, encoded or through a symbolic link, leads out of the built site."""
    site = newsroom.root / "site"
    site.mkdir(exist_ok=True)
    (site / "link").symlink_to("/etc")
    response = newsroom.visitor("reader", newsroom.app()).get(f"/site/{path}")
    assert response.status_code in (308, 404)
    assert b"SQLite" not in response.data and b"root:" not in response.data


def test_markup_in_names_stays_text(newsroom: Newsroom) -> None:
    """What a person types as a name comes back as text on the admin's pages."""
    visitor = newsroom.visitor("translator", newsroom.app())
    visitor.post(
        "/account/profile", {"display": "<script>alert(1)</script>", "email": '"><img src=x onerror=a()>'}
    )
    page = newsroom.visitor("admin", newsroom.app()).get("/people").get_data(as_text=True)
    assert "<script>alert" not in page and "<img src=x" not in page


def test_the_headers_of_every_answer(newsroom: Newsroom) -> None:
    """No inline script or style, no framing, no sniffing, no cache; on pages, errors and downloads alike."""
    visitor = newsroom.visitor("admin", newsroom.app())
    for page in ("/", "/people", "/audit", "/audit/export.csv", "/nowhere"):
        headers = visitor.get(page).headers
        policy = headers["Content-Security-Policy"]
        assert (
            "unsafe" not in policy and "default-src 'none'" in policy and "frame-ancestors 'none'" in policy
        )
        assert headers["X-Content-Type-Options"] == "nosniff"
        assert headers["Referrer-Policy"] == "same-origin"
        assert "no-cache" in headers["Cache-Control"] or "no-store" in headers["Cache-Control"]


@pytest.mark.parametrize(
    "url",
    [
        "http://127.0.0.1:1/",
        "http://localhost:1/",
        "http://intern.LOCALHOST.:1/",
        "http://[::1]:1/",
        "http://169.254.169.254/",
        "http://10.0.0.1/",
        "http://[::ffff:10.0.0.1]/",
    ],
)
def test_no_outgoing_request_reaches_inside(url: str) -> None:
    """An article's address and a webhook alike: private networks are refused before anything is sent."""
    with pytest.raises(Refused, match="private"):
        address.fetch(url)
    with pytest.raises(Refused, match="private"):
        address.post(url, b"{}", {})


def test_a_name_that_changes_its_mind_gains_nothing() -> None:
    """One private address among several refuses the whole name (DNS rebinding); what was judged is what is used."""
    with pytest.raises(Refused, match="private"):
        address.fetch("http://rebind.example/", resolver=lambda *_: ["93.184.216.34", "127.0.0.1"])


def test_a_session_of_an_idle_browser_ends(newsroom: Newsroom, monkeypatch: pytest.MonkeyPatch) -> None:
    """Twelve hours without use, and the person signs in again."""
    with newsroom.open() as ws:
        _, token = sessions.sign_in(ws, "reader", PASSWORD, address="10.0.0.1")
        late = ws.now() + timedelta(hours=12, minutes=1)
        object.__setattr__(ws, "clock", lambda: late)
        assert sessions.person(ws, token) is None
        assert invitations.LONGEST_DAYS <= 60
