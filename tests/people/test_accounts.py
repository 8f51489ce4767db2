"""Accounts: names, roles, passwords, sessions, invitations, API tokens; what is stored of them."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

import pytest

from i18nflow.errors import Conflict, InputError, NotFound, Refused
from i18nflow.model import Actor, Role
from i18nflow.people import Scope, User, check_name, check_password, digest
from i18nflow.workflow import audit, invitations, people, sessions, tokens
from i18nflow.workflow.sessions import TooMany
from i18nflow.workflow.workspace import Workspace

PASSWORD = "zirgs baterija skava"


@pytest.fixture
def staffed(workspace: Workspace, actor: Actor) -> Iterator[Workspace]:
    """A workspace with an admin, Anna, and a translator, Juris."""
    people.add(workspace, User("anna", Role.ADMIN), actor, password=PASSWORD)
    people.add(workspace, User("juris", Role.TRANSLATOR), actor, password=PASSWORD)
    yield workspace


@pytest.fixture
def anna(staffed: Workspace) -> Actor:
    return people.actor(staffed, "anna")


@pytest.fixture
def juris(staffed: Workspace) -> Actor:
    return people.actor(staffed, "juris")


@pytest.mark.parametrize("name", ["anna", "Jānis.Bērziņš", "a-1", "Оля"])
def test_names_of_people_are_taken(name: str) -> None:
    """Letters of one script, digits, dot, underscore, hyphen."""
    assert check_name(name) == name


@pytest.mark.parametrize(
    "name",
    [
        "",
        " anna",
        "an na",
        "i18nflow",
        "erased-7",
        "\u0430nna",
        "-anna",
        "a" * 41,
        "anna.",
        "=cmd",
        "ﬁa",
        "a\u202eb",
    ],
)
def test_names_that_deceive_are_refused(name: str) -> None:
    """No spaces, no mixture of scripts, no direction marks, none that reads like the program or a tombstone."""
    with pytest.raises(InputError):
        check_name(name)


@pytest.mark.parametrize("password", ["short", "aaaaaaaaaaaaaaaa", "x" * 201, "juris1234567"])
def test_weak_passwords_are_refused(password: str) -> None:
    """A password stands alone: it is long, not one letter over and over, not the name."""
    with pytest.raises(InputError):
        check_password(password, "juris")


def test_without_accounts_the_person_at_the_machine_may_do_everything(workspace: Workspace) -> None:
    """No account is needed on one's own machine."""
    assert people.actor(workspace, "whoever").may(Role.ADMIN)


def test_the_first_account_is_an_admin(workspace: Workspace, actor: Actor) -> None:
    """A workspace with accounts and no admin could not be administered."""
    with pytest.raises(Refused, match="admin"):
        people.add(workspace, User("juris", Role.READER), actor)


def test_with_accounts_everybody_acts_under_one(staffed: Workspace) -> None:
    """`--by NAME` means that account and its role; another name is refused."""
    assert people.actor(staffed, "JURIS") == Actor("juris", frozenset({Role.TRANSLATOR}))
    with pytest.raises(Refused, match="--by"):
        people.actor(staffed, "nobody")


def test_a_name_is_given_once(staffed: Workspace, anna: Actor) -> None:
    """Anna and ANNA are the same account."""
    with pytest.raises(Conflict):
        people.add(staffed, User("ANNA", Role.READER), anna)


def test_only_admins_administer(staffed: Workspace, juris: Actor) -> None:
    """A translator adds nobody and raises nobody, not even himself."""
    for attempt in (
        lambda: people.add(staffed, User("eva", Role.READER), juris),
        lambda: people.set_role(staffed, "juris", Role.ADMIN, juris),
        lambda: people.disable(staffed, "anna", juris),
        lambda: people.set_password(staffed, "anna", PASSWORD, juris),
        lambda: invitations.invite(staffed, Role.ADMIN, juris),
        lambda: tokens.issue(staffed, "mine", {Scope.ADMIN}, juris, user="anna"),
        lambda: sessions.sign_out_everywhere(staffed, "anna", juris),
    ):
        with pytest.raises(Refused):
            attempt()


def test_the_last_admin_stays(staffed: Workspace, anna: Actor) -> None:
    """The only admin is neither lowered nor disabled."""
    with pytest.raises(Conflict):
        people.set_role(staffed, "anna", Role.READER, anna)
    with pytest.raises(Conflict):
        people.disable(staffed, "anna", anna)


def test_signing_in_and_out(staffed: Workspace) -> None:
    """A right password begins a session; signing out ends it."""
    user, token = sessions.sign_in(staffed, "Anna", PASSWORD, address="10.0.0.1")
    assert user.name == "anna"
    assert sessions.person(staffed, token) == user
    sessions.sign_out(staffed, token)
    assert sessions.person(staffed, token) is None


@pytest.mark.parametrize("name", ["anna", "nobody"])
def test_a_wrong_password_tells_nothing(staffed: Workspace, name: str) -> None:
    """The same words, whether the account exists or not."""
    with pytest.raises(Refused, match=r"^The name or the password is wrong.$"):
        sessions.sign_in(staffed, name, "wrong password 1", address="10.0.0.1")


def test_a_disabled_person_is_out_at_once(staffed: Workspace, anna: Actor) -> None:
    """Sessions end, tokens are void, a new sign-in is refused."""
    _, session = sessions.sign_in(staffed, "juris", PASSWORD, address="10.0.0.1")
    _, token = tokens.issue(staffed, "script", {Scope.READ}, people.actor(staffed, "juris"))
    people.disable(staffed, "juris", anna)
    assert sessions.person(staffed, session) is None
    for attempt in (
        lambda: tokens.actor_of_token(staffed, token),
        lambda: sessions.sign_in(staffed, "juris", PASSWORD, address="10.0.0.1"),
        lambda: people.actor(staffed, "juris"),
    ):
        with pytest.raises(Refused):
            attempt()
    people.enable(staffed, "juris", anna)
    with pytest.raises(Refused):
        tokens.actor_of_token(staffed, token)


def test_sessions_end(staffed: Workspace, clock) -> None:
    """A session ends when it is idle, and in any case after its days."""
    _, token = sessions.sign_in(staffed, "anna", PASSWORD, address="10.0.0.1")
    clock.at += timedelta(hours=11)
    assert sessions.person(staffed, token)
    clock.at += timedelta(hours=11)
    assert sessions.person(staffed, token)
    clock.at += timedelta(hours=13)
    assert sessions.person(staffed, token) is None

    _, token = sessions.sign_in(staffed, "anna", PASSWORD, address="10.0.0.1")
    for _ in range(40):
        clock.at += timedelta(hours=8)
        sessions.person(staffed, token)
    assert sessions.person(staffed, token)
    clock.at += timedelta(days=1)
    assert sessions.person(staffed, token) is None


def test_a_new_password_ends_the_other_sessions(staffed: Workspace, juris: Actor) -> None:
    """Whoever stole the old one is out; the browser in which it was changed stays."""
    _, here = sessions.sign_in(staffed, "juris", PASSWORD, address="10.0.0.1")
    _, there = sessions.sign_in(staffed, "juris", PASSWORD, address="10.0.0.2")
    here_id = staffed.store.sessions.find(digest(here)).id
    with pytest.raises(Refused):
        people.change_password(staffed, "not the old one", "another long word", juris)
    people.change_password(staffed, PASSWORD, "another long word", juris, keep_session=here_id)
    assert sessions.person(staffed, here)
    assert sessions.person(staffed, there) is None
    sessions.sign_in(staffed, "juris", "another long word", address="10.0.0.1")
    assert sessions.sign_out_everywhere(staffed, "juris", juris) == 2


def test_guessing_is_slowed_by_name(staffed: Workspace, clock) -> None:
    """After five failures the name waits, from whatever address; the right password waits too."""
    for number in range(5):
        with pytest.raises(Refused, match="wrong"):
            sessions.sign_in(staffed, "anna", f"wrong password {number}", address=f"10.0.0.{number}")
    with pytest.raises(TooMany):
        sessions.sign_in(staffed, "anna", PASSWORD, address="10.0.9.9")
    clock.at += timedelta(minutes=16)
    sessions.sign_in(staffed, "anna", PASSWORD, address="10.0.9.9")
    with pytest.raises(Refused, match="wrong"):
        sessions.sign_in(staffed, "anna", "wrong again 123", address="10.0.9.9")


def test_guessing_is_slowed_by_address(staffed: Workspace) -> None:
    """One address that tries many names waits, others do not; an IPv6 network is one address."""
    for number in range(20):
        with pytest.raises(Refused, match="wrong"):
            sessions.sign_in(staffed, f"name{number}", "wrong password", address=f"2001:db8::{number:x}")
    with pytest.raises(TooMany):
        sessions.sign_in(staffed, "anna", PASSWORD, address="2001:db8::ffff")
    sessions.sign_in(staffed, "anna", PASSWORD, address="2001:db8:1::1")


def test_an_invitation_makes_one_account(staffed: Workspace, anna: Actor) -> None:
    """In the role it says, once."""
    made, token = invitations.invite(staffed, Role.REVIEWER, anna, email="eva@example.org")
    user = invitations.accept(staffed, token, User("eva", Role.ADMIN), PASSWORD)
    assert (user.role, user.email) == (Role.REVIEWER, "eva@example.org")
    with pytest.raises(NotFound):
        invitations.accept(staffed, token, User("eva2", Role.ADMIN), PASSWORD)
    assert staffed.store.invitations.all()[0].used_by == "eva"
    assert made.id == staffed.store.invitations.all()[0].id


def test_an_invitation_ends(staffed: Workspace, anna: Actor, clock) -> None:
    """By time, or when it is withdrawn."""
    _, late = invitations.invite(staffed, Role.READER, anna, days=1)
    made, withdrawn = invitations.invite(staffed, Role.READER, anna)
    invitations.withdraw(staffed, made.id, anna)
    clock.at += timedelta(days=1)
    for token in (late, withdrawn, "", "no such token"):
        with pytest.raises(NotFound):
            invitations.open_invitation(staffed, token)


def test_a_token_is_worth_no_more_than_its_owner(staffed: Workspace, anna: Actor, juris: Actor) -> None:
    """The role is the person's, cut down to the widest scope; it follows the person's role."""
    _, wide = tokens.issue(staffed, "wide", {Scope.TRANSLATE}, juris)
    _, narrow = tokens.issue(staffed, "narrow", {Scope.READ}, anna)
    assert people.actor_of_token(staffed, wide)[0] == juris
    acting, scopes = people.actor_of_token(staffed, narrow)
    assert (acting.roles, scopes) == ({Role.READER}, {Scope.READ})
    people.set_role(staffed, "juris", Role.READER, anna)
    assert people.actor_of_token(staffed, wide)[0].roles == {Role.READER}


def test_no_token_makes_a_wider_one(staffed: Workspace, anna: Actor, juris: Actor) -> None:
    """Neither a translator's word nor an admin's narrow token reaches beyond its own role."""
    _, narrow = tokens.issue(staffed, "narrow", {Scope.REVIEW}, anna)
    for actor in (juris, people.actor_of_token(staffed, narrow)[0]):
        with pytest.raises(Refused, match="scope admin"):
            tokens.issue(staffed, "wide", {Scope.READ, Scope.ADMIN}, actor)
    assert len(staffed.store.tokens.of()) == 1


def test_a_stolen_session_guesses_no_password(staffed: Workspace, juris: Actor, clock) -> None:
    """Guesses at the old password are slowed and in the log; the owner still signs in meanwhile."""
    for number in range(5):
        with pytest.raises(Refused, match="present password"):
            people.change_password(staffed, f"wrong guess {number}", "another long word", juris)
    with pytest.raises(TooMany):
        people.change_password(staffed, PASSWORD, "another long word", juris)
    assert sessions.sign_in(staffed, "juris", PASSWORD, address="10.0.0.1")
    failed = audit.search(staffed, audit.Wanted(action="change-password-failed"))
    assert [row.actor for row in failed] == ["juris"] * 5
    clock.at += timedelta(minutes=16)
    people.change_password(staffed, PASSWORD, "another long word", juris)


def test_a_token_ends(staffed: Workspace, juris: Actor, clock) -> None:
    """By time, or when it is revoked; its last use is noted."""
    first, late = tokens.issue(staffed, "late", {Scope.READ}, juris, days=1)
    second, revoked = tokens.issue(staffed, "revoked", {Scope.READ}, juris)
    tokens.actor_of_token(staffed, late)
    assert staffed.store.tokens.get(first.id).last_used is not None
    tokens.revoke(staffed, second.id, juris)
    clock.at += timedelta(days=1)
    for token in (late, revoked, "", "i18nflow_nonsense", "x" * 5000):
        with pytest.raises(Refused):
            tokens.actor_of_token(staffed, token)


def test_nothing_that_opens_a_door_is_stored(staffed: Workspace, anna: Actor) -> None:
    """No password, session, invitation or token stands in the database's file, in clear."""
    _, session = sessions.sign_in(staffed, "anna", PASSWORD, address="10.0.0.1")
    _, invitation = invitations.invite(staffed, Role.READER, anna)
    _, token = tokens.issue(staffed, "script", {Scope.READ}, anna)
    with pytest.raises(Refused):
        sessions.sign_in(staffed, "my secret typed as the name", "x", address="10.77.0.1")
    stored = b"".join(
        path.read_bytes() for path in staffed.root.iterdir() if path.name.startswith("i18nflow.db")
    )
    assert b"anna" in stored
    for secret in (PASSWORD, session, invitation, token, "my secret typed", "10.77.0.1"):
        assert secret.encode() not in stored


def test_every_act_is_in_the_log(staffed: Workspace, anna: Actor) -> None:
    """Who did what to whom, the latest first, and the log is whole."""
    people.set_role(staffed, "juris", Role.REVIEWER, anna)
    sessions.sign_in(staffed, "juris", PASSWORD, address="10.0.0.1")
    rows = audit.search(staffed, audit.Wanted())
    assert [(row.actor, row.action, row.object) for row in rows] == [
        ("juris", "sign-in", "user juris"),
        ("anna", "set-role", "user juris"),
        ("Anna", "add-user", "user juris"),
        ("Anna", "add-user", "user anna"),
    ]
    assert audit.verify(staffed) == []
