"""One's own account: name, password, where one is signed in, API tokens."""

from __future__ import annotations

from flask import Blueprint, abort, flash, redirect, render_template, request, session, url_for
from werkzeug.wrappers import Response

from i18nflow.errors import InputError, Refused
from i18nflow.model import said
from i18nflow.people import Scope, User, digest
from i18nflow.webapp.context import actor, user, workspace
from i18nflow.webapp.words import LANGUAGES, _, explain
from i18nflow.workflow import people, sessions, tokens

blueprint = Blueprint("account", __name__, url_prefix="/account")
Page = Response | str | tuple[str, int]


@blueprint.get("/")
def page() -> Page:
    """The account's page."""
    return _page()


@blueprint.post("/profile")
def profile() -> Page:
    """Save what one says of oneself."""
    sent = request.form
    lang = sent.get("lang", "")
    people.change_profile(
        workspace(),
        actor(),
        display=sent.get("display", "").strip()[:80],
        email=sent.get("email", "").strip()[:200],
        lang=lang if lang in LANGUAGES else "",
        publish_name=sent.get("publish_name") == "on",
    )
    if lang in LANGUAGES:
        session["lang"] = lang
    flash(_("Saved."))
    return redirect(url_for("account.page"), code=303)


@blueprint.post("/password")
def password() -> Page:
    """Change one's password; every other session ends."""
    sent = request.form
    try:
        if sent.get("password") != sent.get("again"):
            raise InputError(said("The two passwords are not the same."))
        people.change_password(
            workspace(), sent.get("old", ""), sent.get("password", ""), actor(), keep_session=_this()
        )
    except (InputError, Refused) as error:
        return _page(problem=explain(error)), 422
    flash(_("The password is changed. You are signed out everywhere else."))
    return redirect(url_for("account.page"), code=303)


@blueprint.post("/sign-out-everywhere")
def sign_out_everywhere() -> Page:
    """End every session of one's own, this one too."""
    sessions.sign_out_everywhere(workspace(), _me().name, actor())
    session.clear()
    return redirect(url_for("entrance.form"), code=303)


@blueprint.post("/tokens")
def issue() -> Page:
    """Make an API token and show it, this once."""
    sent = request.form
    try:
        scopes = frozenset(Scope(one) for one in sent.getlist("scopes"))
        days = int(sent.get("days", "90"))
        made, text = tokens.issue(workspace(), sent.get("label", ""), scopes, actor(), days=days)
    except InputError as error:
        return _page(problem=explain(error)), 422
    except ValueError:
        return _page(problem=_("The form is incomplete: load the page again.")), 422
    return _page(fresh=text, fresh_id=made.id)


@blueprint.post("/tokens/<int:number>/revoke")
def revoke(number: int) -> Page:
    """Make a token void."""
    tokens.revoke(workspace(), number, actor())
    flash(_("The token opens nothing any more."))
    return redirect(url_for("account.page"), code=303)


def _page(*, problem: str = "", fresh: str = "", fresh_id: int = 0) -> str:
    ws, person = workspace(), _me()
    return render_template(
        "people/account.html",
        person=person,
        sessions=ws.store.sessions.of(person.name),
        this=_this(),
        tokens=ws.store.tokens.of(person.name),
        scopes=[one for one in Scope if actor().may(one.role)],
        device=device,
        now=ws.now(),
        problem=problem,
        fresh=fresh,
        fresh_id=fresh_id,
    )


BROWSERS = (
    ("Edg", "Edge"),
    ("OPR", "Opera"),
    ("Firefox", "Firefox"),
    ("Chrom", "Chrome"),
    ("Safari", "Safari"),
)
SYSTEMS = ("Android", "iPhone", "iPad", "Windows", "Mac OS", "Linux")


def device(agent: str) -> str:
    """A browser's own long name in short, as its owner knows it: ``Firefox · Windows``."""
    browser = next((name for sign, name in BROWSERS if sign in agent), "")
    system = next((name for name in SYSTEMS if name in agent), "")
    return " · ".join(filter(None, (browser, system))) or agent[:60] or "?"


def _this() -> str:
    return digest(str(session.get("sid", "")))


def _me() -> User:
    person = user()
    if person is None:
        abort(404)
    return person
