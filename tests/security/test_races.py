"""Two at once: one invitation, the last two admins, guesses in parallel; and what an answer's effort tells."""

from __future__ import annotations

import io
import threading
from collections.abc import Callable, Sequence

import pytest

from i18nflow.errors import I18nFlowError
from i18nflow.ingest import address
from i18nflow.model import Role
from i18nflow.people import Scope, User, passwords
from i18nflow.workflow import invitations, people, sessions, tokens
from i18nflow.workflow.sessions import TooMany
from i18nflow.workflow.workspace import Workspace
from tests.security.conftest import PASSWORD, Newsroom


def at_once(newsroom: Newsroom, acts: Sequence[Callable[[Workspace], object]]) -> list[object]:
    """What each act gave or raised, begun at the same moment, each with a connection of its own as workers have."""
    gate, results = threading.Barrier(len(acts)), [None] * len(acts)

    def run(number: int) -> None:
        with newsroom.open() as ws:
            gate.wait()
            try:
                results[number] = acts[number](ws)
            except I18nFlowError as error:
                results[number] = error

    threads = [threading.Thread(target=run, args=(number,)) for number in range(len(acts))]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return results


def test_an_invitation_opened_twice_at_once_makes_one_account(newsroom: Newsroom) -> None:
    """Four people with the same link."""
    with newsroom.open() as ws:
        _, token = invitations.invite(ws, Role.EDITOR, newsroom.actor(Role.ADMIN))
        before = len(ws.store.users.all())
    results = at_once(
        newsroom,
        [
            lambda ws, name=name: invitations.accept(ws, token, User(name, Role.ADMIN), PASSWORD)
            for name in ("viens", "divi", "tris", "cetri")
        ],
    )
    assert sum(isinstance(one, User) for one in results) == 1
    with newsroom.open() as ws:
        assert len(ws.store.users.all()) == before + 1


def test_two_admins_who_lower_each_other_leave_one(newsroom: Newsroom) -> None:
    """Each still acts as an admin when it begins; the second finds itself before the last one."""
    first = newsroom.actor(Role.ADMIN)
    with newsroom.open() as ws:
        people.add(ws, User("otrs", Role.ADMIN), first, password=PASSWORD)
        second = people.actor(ws, "otrs")
    results = at_once(
        newsroom,
        [
            lambda ws: people.disable(ws, "otrs", first),
            lambda ws: people.set_role(ws, "admin", Role.READER, second),
        ],
    )
    assert sum(isinstance(one, User) for one in results) == 1
    with newsroom.open() as ws:
        assert ws.store.users.admins() == 1


def test_guesses_in_parallel_gain_nothing(newsroom: Newsroom, monkeypatch: pytest.MonkeyPatch) -> None:
    """Sixteen at the same moment, from as many addresses: five are looked at."""
    looked: list[str] = []
    real = sessions.is_password

    def counted(password: str, stored: str | None) -> bool:
        looked.append(password)
        return real(password, stored)

    monkeypatch.setattr(sessions, "is_password", counted)
    results = at_once(
        newsroom,
        [
            lambda ws, n=n: sessions.sign_in(ws, "admin", f"wrong guess {n}", address=f"10.0.0.{n}")
            for n in range(16)
        ],
    )
    assert len(looked) == 5 and sum(isinstance(one, TooMany) for one in results) == 11


@pytest.mark.parametrize("name", ["reader", "nobody", "closed", "keyless", "READER", "x" * 500])
def test_every_name_takes_the_same_effort(
    newsroom: Newsroom, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    """A digest is computed once for any name: known, unknown, closed, without a password; and the words are the same."""
    admin = newsroom.actor(Role.ADMIN)
    with newsroom.open() as ws:
        people.add(ws, User("closed", Role.READER), admin, password=PASSWORD)
        people.add(ws, User("keyless", Role.READER), admin)
        people.disable(ws, "closed", admin)
    computed: list[str] = []
    real = passwords._hasher.verify
    monkeypatch.setattr(
        type(passwords._hasher),
        "verify",
        lambda _self, stored, given: computed.append(stored) or real(stored, given),
    )
    visitor = newsroom.visitor(app=newsroom.app())
    visitor.get("/sign-in")
    answer = visitor.post("/sign-in", {"name": name, "password": "wrong password 1"})
    assert answer.status_code == 422 and "The name or the password is wrong." in answer.get_data(as_text=True)
    assert len(computed) == 1


def test_what_a_person_may_is_asked_at_every_request(newsroom: Newsroom) -> None:
    """Lowered, then shut out, with a page open and a token in a script: the next request knows."""
    app, admin = newsroom.app(), newsroom.actor(Role.ADMIN)
    visitor = newsroom.visitor("editor", app)
    with newsroom.open() as ws:
        _, text = tokens.issue(ws, "x", [Scope.READ, Scope.TRANSLATE], people.actor(ws, "editor"))
        people.set_role(ws, "editor", Role.READER, admin)
    call = {"Authorization": f"Bearer {text}"}
    assert visitor.post("/articles/ostas-zinas/en-GB/publish/archive").status_code == 403
    assert app.test_client().get("/api/v1/me", headers=call).get_json()["roles"] == ["reader"]
    with newsroom.open() as ws:
        people.disable(ws, "editor", admin)
    assert visitor.get("/").status_code == 303
    assert app.test_client().get("/api/v1/me", headers=call).status_code == 401


def test_a_reader_has_nothing_kept_and_nothing_fetched(
    newsroom: Newsroom, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Who can save nothing fills no disk with what is sent, and sends the server to no address."""
    monkeypatch.setattr(address, "fetch", lambda *_args, **_options: pytest.fail("fetched"))
    reader = newsroom.visitor("reader", newsroom.app())
    for where in ("/new", "/articles/ostas-zinas/en-GB/catalog/"):
        for sent in (
            {"file": (io.BytesIO(b"x" * 1000), "a.txt")},
            {"html": "<p>x</p>", "text": "x"},
            {"address": "https://osta.example.org/"},
        ):
            assert reader.post(where, sent).status_code == 403
    assert not list((newsroom.root / ".incoming").glob("*"))


def test_what_is_somebodys_own_is_nobody_elses(newsroom: Newsroom) -> None:
    """Views, tokens, typed texts, asked for by their numbers: another's do not exist, an admin's right apart."""
    app, lang, key = newsroom.app(), "en-GB", newsroom.keys[0]
    owner, thief = newsroom.visitor("translator", app), newsroom.visitor("editor", app)
    owner.post("/views", {"name": "Mine", "query": "q=slepeni"})
    owner.post(
        f"/articles/ostas-zinas/{lang}/segments/{key}/typed", {"text": "Not yet for anybody", "version": "0"}
    )
    with newsroom.open() as ws:
        made, _ = tokens.issue(ws, "x", [Scope.READ], people.actor(ws, "translator"))
        [view] = ws.store.views.of("translator")
    before = newsroom.state()
    assert thief.post(f"/views/{view.id}/forget").status_code in (303, 404)
    assert thief.post(f"/account/tokens/{made.id}/revoke").status_code == 404
    for page in (
        "/segments",
        "/",
        "/account/",
        f"/articles/ostas-zinas/{lang}/",
        f"/articles/ostas-zinas/{lang}/segments/{key}",
    ):
        shown = thief.get(page).get_data(as_text=True)
        assert "slepeni" not in shown and "Not yet for anybody" not in shown, page
    assert newsroom.state() == before
    with newsroom.open() as ws:
        assert [one.name for one in ws.store.views.of("translator")] == ["Mine"]
        assert ws.store.tokens.get(made.id).revoked is None
