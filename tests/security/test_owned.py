"""What is one person's own is nobody else's: reached for by numbers and names in addresses, forms and JSON."""

from __future__ import annotations

import sqlite3

from i18nflow.model import Role
from i18nflow.people import Scope
from i18nflow.webapp.api.base import Input
from i18nflow.workflow import tokens
from tests.security.conftest import LANG, SLUG, Newsroom, Visitor

OWNER, OTHER = "translator", "editor"
OWN = {
    "api_token": "select * from api_token where user_id = (select id from user where name = :who)",
    "session": "select id, user_id, ends_at from session where user_id = (select id from user where name = :who)",
    "user": "select name, display, email, role, lang, password, publish_name from user where name = :who",
    "saved_view": "select * from saved_view where person = :who",
    "seen": "select * from seen where person = :who",
    "draft": "select * from draft where actor = :who",
    "set_aside": "select * from set_aside where actor = :who",
    "preference": "select * from preference where actor = :who",
}


def own(newsroom: Newsroom, who: str = OWNER) -> dict[str, list[tuple[object, ...]]]:
    """Everything that is a person's own, table by table."""
    with sqlite3.connect(newsroom.root / "i18nflow.db") as conn:
        found = {name: conn.execute(sql, {"who": who}).fetchall() for name, sql in OWN.items()}
    conn.close()
    return found


def furnished(newsroom: Newsroom) -> tuple[Visitor, Visitor]:
    """The owner with something in every table, and the other one, both signed in."""
    app = newsroom.app()
    owner, other = newsroom.visitor(OWNER, app), newsroom.visitor(OTHER, app)
    place = f"/articles/{SLUG}/{LANG}/segments"
    owner.get("/")
    typed = {"text": "only I have typed this", "version": "0"}
    assert owner.post(f"{place}/{newsroom.keys[1]}/typed", typed).status_code == 303
    aside = {"text": "and I gave this up", "version": "0"}
    assert owner.post(f"{place}/{newsroom.keys[2]}/discard", aside).status_code == 303
    assert owner.post("/views", {"name": "mine alone", "query": "q=osta"}).status_code == 303
    assert owner.post("/preferences", {"layout": "grid"}).status_code == 303
    assert owner.post("/inbox/seen", {"item": "mention-1"}).status_code == 303
    made = owner.post("/account/tokens", {"label": "my own script", "scopes": "read", "days": "9"})
    assert made.status_code == 200
    assert all(own(newsroom).values()), own(newsroom)
    other.get("/")
    return owner, other


def test_no_form_reaches_what_is_anothers(newsroom: Newsroom) -> None:
    """Another's numbers in the address, another's name in a field of every name that could be believed: nothing of theirs moves."""
    owner, other = furnished(newsroom)
    before, place = own(newsroom), f"/articles/{SLUG}/{LANG}/segments"
    believed = dict.fromkeys(("name", "user", "actor", "person", "who", "owner", "id", "by", "author"), OWNER)
    believed |= {"role": "admin", "roles": "admin", "is_admin": "1", "disabled_at": ""}
    tried = [
        ("/account/tokens/1/revoke", {}),
        ("/views/1/forget", {}),
        ("/views", {"name": "mine alone", "query": "q=cits"}),
        ("/inbox/seen", {"item": "mention-2"}),
        ("/preferences", {"layout": "page"}),
        ("/account/profile", {"display": "Cits", "email": "x@example.org", "lang": "en"}),
        ("/account/tokens", {"label": "theirs", "scopes": "read", "days": "5"}),
        (f"{place}/{newsroom.keys[1]}/typed", {"text": "", "version": "0"}),
        (f"{place}/{newsroom.keys[1]}/discard", {"text": "x", "version": "0"}),
        (f"{place}/{newsroom.keys[2]}/try", {"text": "", "version": "0", "insert": "aside-0"}),
        ("/account/sign-out-everywhere", {}),
    ]
    for address, form in tried:
        other.post(address, {**believed, **form})
        assert own(newsroom) == before, address
    assert owner.get("/account/").status_code == 200
    (person,) = own(newsroom, OTHER)["user"]
    assert person[3] == OTHER and person[1] == "Cits", "a role came with a form"


def test_no_page_shows_what_is_anothers(newsroom: Newsroom) -> None:
    """What somebody is typing, gave up, calls a view or a token: on their pages, on nobody else's."""
    owner, other = furnished(newsroom)
    pages = [
        "/account/",
        "/segments",
        f"/articles/{SLUG}/{LANG}/",
        *(f"/articles/{SLUG}/{LANG}/segments/{key}/panel" for key in newsroom.keys),
        *(f"/articles/{SLUG}/{LANG}/?segment={key}" for key in newsroom.keys),
    ]

    def seen_by(who: Visitor) -> str:
        return "".join(who.get(page).get_data(as_text=True) for page in pages)

    words = ("only I have typed this", "and I gave this up", "mine alone", "my own script")
    mine, theirs = seen_by(owner), seen_by(other)
    assert all(one in mine for one in words)
    assert not any(one in theirs for one in words)


def test_no_token_reaches_what_is_anothers(newsroom: Newsroom) -> None:
    """The same through the REST interface, with a token of as many rights as an editor has; a field too many is refused."""
    furnished(newsroom)
    admin, before = newsroom.actor(Role.ADMIN), own(newsroom)
    with newsroom.open() as ws:
        text = tokens.issue(ws, "script", {Scope.PUBLISH}, admin, user=OTHER)[1]
    client = newsroom.app().test_client()
    target = f"/segments/{newsroom.keys[1]}/targets/{LANG}"
    tried = [
        ("DELETE", "/tokens/1", None),
        ("DELETE", "/views/1", None),
        ("DELETE", f"{target}/typed", None),
        ("PUT", f"{target}/typed", {"text": "theirs", "version": 0}),
        ("POST", "/inbox/seen", {"items": ["mention-2"]}),
        ("PATCH", "/me/profile", {"display": "Cits"}),
        ("PATCH", "/me/profile", {"display": "Cits", "role": "admin"}),
        ("PATCH", "/me/profile", {"display": "Cits", "name": OWNER}),
        ("DELETE", "/me/sessions", None),
    ]
    said = {}
    for method, path, body in tried:
        headers = {"Authorization": f"Bearer {text}"}
        answer = client.open(f"/api/v1{path}", method=method, json=body, headers=headers)
        said[method, path, len(body or ())] = answer.status_code
        assert own(newsroom) == before, path
    assert said["DELETE", "/tokens/1", 0] == 404
    assert said["PATCH", "/me/profile", 2] == 400, "a field that is nobody's to set was taken"
    for path in ("/tokens", "/views", f"{target}/typed", "/me"):
        answer = client.get(f"/api/v1{path}", headers={"Authorization": f"Bearer {text}"})
        shown = answer.get_data(as_text=True)
        assert "my own script" not in shown and "mine alone" not in shown and "only I have" not in shown, path


def test_every_body_refuses_what_does_not_belong_there() -> None:
    """No shape that is taken ignores a name: a role or an owner cannot be slipped in beside what is asked."""

    def below(kind: type) -> list[type]:
        return [kind, *(one for child in kind.__subclasses__() for one in below(child))]

    kinds = below(Input)
    assert len(kinds) > 40
    for kind in kinds:
        assert kind.__struct_config__.forbid_unknown_fields, kind  # type: ignore[attr-defined]
