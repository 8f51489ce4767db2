"""Coming in and leaving: the sign-in page, sign-out, and the page of an invitation."""

from __future__ import annotations

from flask import Blueprint, abort, redirect, render_template, request, session, url_for
from werkzeug.wrappers import Response

from i18nflow.errors import Conflict, InputError, NotFound, Refused
from i18nflow.model import Role, said
from i18nflow.people import User
from i18nflow.webapp.context import has_accounts, inner_address, user, workspace
from i18nflow.webapp.words import LANGUAGES, _, explain
from i18nflow.workflow import invitations, sessions
from i18nflow.workflow.sessions import TooMany

blueprint = Blueprint("entrance", __name__)
KEPT = ("lang", "theme", "single_keys")
"""What a person chose for this browser outlives a sign-in."""
Page = Response | str | tuple[str, int] | tuple[str, int, dict[str, str]]


@blueprint.get("/sign-in")
def form() -> Page:
    """The sign-in page."""
    if not has_accounts():
        abort(401)
    if user() is not None:
        return redirect(inner_address(request.args.get("next", "/")), code=303)
    return render_template("people/sign_in.html", next=request.args.get("next", ""), name="", problem="")


@blueprint.post("/sign-in")
def sign_in() -> Page:
    """Let a person in, or say in the same words whatever was wrong."""
    if not has_accounts():
        abort(401)
    name, wanted = request.form.get("name", "").strip(), request.form.get("next", "")
    try:
        person, token = sessions.sign_in(
            workspace(),
            name,
            request.form.get("password", ""),
            address=request.remote_addr or "",
            agent=request.user_agent.string,
        )
    except TooMany as wait:
        problem = _("Too many failed attempts. Wait %(seconds)s seconds and try again.") % {
            "seconds": wait.seconds
        }
        page = render_template(
            "people/sign_in.html", next=wanted, name=name, problem=problem, wait=wait.seconds
        )
        return page, 429, {"Retry-After": str(wait.seconds)}
    except Refused:
        problem = _("The name or the password is wrong.")
        return render_template("people/sign_in.html", next=wanted, name=name, problem=problem), 422
    begin(person, token)
    return redirect(inner_address(wanted), code=303)


@blueprint.post("/sign-out")
def sign_out() -> Page:
    """End this browser's session."""
    if "sid" in session:
        sessions.sign_out(workspace(), session["sid"])
    _clear()
    answer = redirect(url_for("entrance.form") if has_accounts() else "/", code=303)
    # Not the cookies and what is stored: another workspace on this host has its own, and typed text may wait there.
    answer.headers["Clear-Site-Data"] = '"cache"'
    return answer


@blueprint.get("/invitation/<token>")
def invitation(token: str) -> Page:
    """The page on which an invited person makes the account."""
    try:
        found = invitations.open_invitation(workspace(), token)
    except NotFound as error:
        return render_template("people/invitation.html", invitation=None, problem=explain(error)), 404
    return render_template(
        "people/invitation.html", invitation=found, token=token, form={"email": found.email}, problem=""
    )


@blueprint.post("/invitation/<token>")
def accept(token: str) -> Page:
    """Make the account and sign the person in."""
    ws, sent = workspace(), request.form
    found = invitations.open_invitation(ws, token)
    try:
        if sent.get("password") != sent.get("again"):
            raise InputError(said("The two passwords are not the same."))
        person = User(
            name=sent.get("name", "").strip(),
            role=Role.READER,
            display=sent.get("display", "").strip(),
            email=sent.get("email", "").strip(),
            lang=sent.get("lang", "") if sent.get("lang") in LANGUAGES else "",
            publish_name=sent.get("publish_name") == "on",
        )
        made = invitations.accept(ws, token, person, sent.get("password", ""))
    except (InputError, Conflict) as error:
        page = render_template(
            "people/invitation.html", invitation=found, token=token, form=sent, problem=explain(error)
        )
        return page, 422
    _clear()
    signed_in = sessions.sign_in(
        ws,
        made.name,
        sent.get("password", ""),
        address=request.remote_addr or "",
        agent=request.user_agent.string,
    )
    begin(*signed_in)
    return redirect("/", code=303)


def begin(person: User, token: str) -> None:
    """Begin a session in this browser: nothing of an earlier one is left but its look (no session fixation)."""
    _clear()
    session["sid"] = token
    session.permanent = True
    if person.lang and "lang" not in session:
        session["lang"] = person.lang


def _clear() -> None:
    kept = {name: session[name] for name in KEPT if name in session}
    session.clear()
    session.update(kept)
