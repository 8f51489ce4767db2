"""The admin's pages: people and invitations, the audit log."""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Iterator
from dataclasses import asdict
from datetime import datetime

from flask import Blueprint, Response, flash, redirect, render_template, request, url_for
from werkzeug.wrappers import Response as AnyResponse

from i18nflow.errors import InputError
from i18nflow.model import Role, said
from i18nflow.webapp.context import actor, workspace
from i18nflow.webapp.words import _, explain
from i18nflow.workflow import audit, invitations, people, rights, sessions
from i18nflow.workflow.audit import Wanted

blueprint = Blueprint("administration", __name__)
ROWS = 100
Page = AnyResponse | str | tuple[str, int]


@blueprint.get("/people")
def page() -> Page:
    """Everybody with an account, and the open invitations."""
    return _page()


@blueprint.post("/people/<name>/role")
def role(name: str) -> Page:
    """Give somebody another role."""
    people.set_role(workspace(), name, _role(), actor())
    return _back()


@blueprint.post("/people/<name>/disable")
def disable(name: str) -> Page:
    """Keep somebody out."""
    people.disable(workspace(), name, actor())
    return _back()


@blueprint.post("/people/<name>/enable")
def enable(name: str) -> Page:
    """Let somebody in again."""
    people.enable(workspace(), name, actor())
    return _back()


@blueprint.post("/people/<name>/sign-out")
def sign_out(name: str) -> Page:
    """Sign somebody out everywhere."""
    sessions.sign_out_everywhere(workspace(), name, actor())
    return _back()


@blueprint.post("/people/invitations")
def invite() -> Page:
    """Make an invitation and show its link, this once."""
    try:
        made, token = invitations.invite(
            workspace(), _role(), actor(), email=request.form.get("email", "").strip()[:200]
        )
    except InputError as error:
        return _page(problem=explain(error)), 422
    return _page(link=url_for("entrance.invitation", token=token, _external=True), expires=made.expires)


@blueprint.post("/people/invitations/<int:number>/withdraw")
def withdraw(number: int) -> Page:
    """Make an invitation void."""
    invitations.withdraw(workspace(), number, actor())
    return _back()


@blueprint.get("/audit")
def log() -> Page:
    """The audit log, searched; with ``check`` its chain is verified."""
    audit.may_read(actor())
    ws, problem = workspace(), ""
    try:
        wanted = _wanted()
    except InputError as error:
        wanted, problem = Wanted(), explain(error)
    before = int(typed) if re.fullmatch("[0-9]{1,15}", typed := request.args.get("before", "")) else None
    rows = audit.search(ws, wanted, limit=ROWS + 1, before=before)
    breaks = audit.verify(ws) if "check" in request.args else None
    return render_template(
        "people/audit.html",
        rows=rows[:ROWS],
        older=rows[ROWS - 1].id if len(rows) > ROWS else None,
        args=request.args,
        actions=ws.store.audit.actions(),
        breaks=breaks,
        head=ws.store.audit.head(),
        details=_details,
        problem=problem,
    )


@blueprint.get("/audit/export.<form>")
def export(form: str) -> Response:
    """The whole log as CSV or JSON Lines, sent as it is read."""
    audit.may_read(actor())
    ws = workspace().reopened()
    lines, kind = (
        (_csv(audit.csv_rows(ws)), "text/csv")
        if form == "csv"
        else (_jsonl(audit.entries(ws)), "application/x-ndjson")
    )
    answer = Response(lines, mimetype=kind)
    answer.headers["Content-Disposition"] = (
        f'attachment; filename="audit.{"csv" if form == "csv" else "jsonl"}"'
    )
    answer.call_on_close(ws.close)
    return answer


def _details(text: str) -> list[tuple[str, str]]:
    """A row's detail, part by part, to be read."""
    found = json.loads(text)
    return [
        (
            name,
            ", ".join(map(str, value))
            if isinstance(value, list)
            else str(value).lower()
            if isinstance(value, bool)
            else str(value),
        )
        for name, value in found.items()
    ]


def _csv(rows: Iterator[list[str]]) -> Iterator[str]:
    for row in rows:
        line = io.StringIO()
        csv.writer(line, lineterminator="\r\n").writerow(row)
        yield line.getvalue()


def _jsonl(entries: Iterator[audit.Entry]) -> Iterator[str]:
    for one in entries:
        yield json.dumps(asdict(one) | {"detail": json.loads(one.detail)}, ensure_ascii=False) + "\n"


def _wanted() -> Wanted:
    args = request.args
    return Wanted(
        args.get("who", "").strip(),
        args.get("action", ""),
        args.get("object", "").strip(),
        args.get("text", "").strip(),
        _day(args.get("since", "")),
        _day(args.get("until", "")),
    )


def _day(text: str) -> datetime | None:
    try:
        return datetime.fromisoformat(text).replace(tzinfo=workspace().config.zone) if text else None
    except ValueError as error:
        raise InputError(said("'{text}' is not a date such as 2026-03-02", text=text)) from error


def _role() -> Role:
    wanted = request.form.get("role", "")
    if wanted not in list(Role):
        raise InputError(said("there is no role '{wanted}'", wanted=wanted))
    return Role(wanted)


def _page(*, problem: str = "", link: str = "", expires: datetime | None = None) -> str:
    rights.require(actor(), Role.ADMIN, said("administer people"))
    ws = workspace()
    now = ws.now()
    waiting = [
        one for one in ws.store.invitations.all() if not one.used and not one.withdrawn and now < one.expires
    ]
    return render_template(
        "people/people.html",
        people=ws.store.users.all(),
        invitations=waiting,
        roles=list(Role),
        problem=problem,
        link=link,
        expires=expires,
    )


def _back() -> AnyResponse:
    flash(_("Saved."))
    return redirect(url_for("administration.page"), code=303)
