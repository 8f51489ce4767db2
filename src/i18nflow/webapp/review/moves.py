"""The moves of a target: one form each, answered with the changed line to the script and with a redirect to others."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from unicodedata import normalize

from flask import flash, redirect, render_template, request, session
from werkzeug.wrappers import Response

from i18nflow.errors import Conflict, InputError, Refused
from i18nflow.model import Finding, State, said
from i18nflow.webapp.context import actor, form_number, sent_number, target_language, wants_part, workspace
from i18nflow.webapp.review import lines, pages, panel
from i18nflow.webapp.review.base import blueprint, place
from i18nflow.webapp.words import _, explain
from i18nflow.workflow import checking, evidence, reviewing
from i18nflow.workflow.reviewing import Move

Answer = str | Response | tuple[str, int]


@blueprint.post("/segments/<key>/confirm")
def confirm(slug: str, lang: str, key: str) -> Answer:
    """Confirm the typed text."""
    return _move(
        slug,
        lang,
        key,
        lambda move, text: reviewing.confirm(workspace(), move, lang, text, actor()),
        saves=True,
    )


@blueprint.post("/segments/<key>/approve")
def approve(slug: str, lang: str, key: str) -> Answer:
    """Approve the text; where it was edited, confirm it first."""

    def both(move: Move, text: str) -> object:
        ws = workspace()
        if text != ws.store.targets.row(key, lang).target.text:
            done = reviewing.confirm(ws, move, lang, text, actor())
            if done.state is State.APPROVED:
                return done
            move = Move(key, done.version)
        return reviewing.approve(ws, move, lang, actor())

    return _move(slug, lang, key, both, wanted=(*lines.UNFINISHED, State.TRANSLATED), saves=True)


@blueprint.post("/segments/<key>/reject")
def reject(slug: str, lang: str, key: str) -> Answer:
    """Send the target back with a reason; what was typed meanwhile is kept as unconfirmed."""
    parts = (request.form.get("reason", "").strip(), request.form.get("detail", "").strip())
    reason = ": ".join(part for part in parts if part)

    def back(move: Move, text: str) -> object:
        ws = workspace()
        done = reviewing.reject(ws, move, lang, reason, actor())
        if text and text != done.text:
            reviewing.save_typed(ws, key, lang, text, done.version, actor())
        return done

    return _move(slug, lang, key, back)


@blueprint.post("/segments/<key>/restore")
def restore(slug: str, lang: str, key: str) -> Answer:
    """Bring an earlier version back as a new one."""
    version = form_number("to")
    return _move(
        slug,
        lang,
        key,
        lambda move, _text: reviewing.restore(workspace(), move, lang, version, actor()),
        stay=True,
    )


@blueprint.post("/segments/<key>/undo")
def undo(slug: str, lang: str, key: str) -> Answer:
    """Take back one's own latest move."""
    return _move(
        slug, lang, key, lambda move, _text: reviewing.undo(workspace(), move, lang, actor()), stay=True
    )


@blueprint.post("/segments/<key>/typo-only")
def typo_only(slug: str, lang: str, key: str) -> Answer:
    """Keep the translation: the source changed in spelling only."""
    return _move(
        slug, lang, key, lambda move, _text: reviewing.typo_only(workspace(), move, lang, actor()), stay=True
    )


@blueprint.post("/segments/<key>/typed")
def typed(slug: str, lang: str, key: str) -> Answer:
    """Keep what is being typed, or forget it where it is the target's own text again."""
    reviewing.save_typed(workspace(), key, target_language(lang), _text(), form_number("version"), actor())
    return ("", 204) if wants_part() else redirect(place(slug, lang, key), code=303)


@blueprint.post("/segments/<key>/discard")
def discard(slug: str, lang: str, key: str) -> Answer:
    """Give up what was typed and not confirmed: the target's text stays, the history keeps the other."""
    reviewing.give_up(workspace(), key, target_language(lang), _text(), actor())
    return _changed(slug, lang, key) if wants_part() else redirect(place(slug, lang, key), code=303)


@blueprint.post("/segments/<key>/check")
def check(slug: str, lang: str, key: str) -> Answer:
    """The findings of a text that is not saved."""
    findings = checking.findings_for(workspace(), key, target_language(lang), _text())
    stored = {
        (one.finding.code, one.finding.message)
        for one in workspace().store.findings.of_segment(key, lang)
        if one.dismissed_by
    }
    shown = [one for one in findings if (one.code, one.message) not in stored]
    return render_template(
        "review/_findings.html", findings=shown, key=key, text=_text(), **pages.common(slug, lang)
    )


@blueprint.post("/segments/<key>/try")
def try_out(slug: str, lang: str, key: str) -> Answer:
    """Show the editor with a text that is not saved: a fix applied, a match or the source inserted."""
    line = lines.one(key, target_language(lang))
    text = _text()
    if "fix" in request.form:
        text = fixed(text, checking.findings_for(workspace(), key, lang, text), request.form["fix"])
    elif "insert" in request.form:
        text = _inserted(line, lang, request.form["insert"], text)
    return pages.page(slug, lang, key, text=text)


@blueprint.post("/segments/<key>/dismiss")
def dismiss(slug: str, lang: str, key: str) -> Answer:
    """Note that a finding was looked at and the text is right."""
    wanted = request.form.get("finding", "")
    for one in workspace().store.findings.of_segment(key, target_language(lang)):
        if name_of(one.finding) == wanted:
            reviewing.dismiss(workspace(), key, lang, one.finding, request.form.get("why", ""), actor())
            break
    else:
        raise InputError(said("This finding is gone: the text has changed."))
    return _changed(slug, lang, key) if wants_part() else redirect(place(slug, lang, key), code=303)


@blueprint.post("/approve-all")
def approve_all(slug: str, lang: str) -> Answer:
    """Approve every chosen target as it stands, all or none."""
    chosen = [_named_move(one) for one in request.form.getlist("segment")]
    done = reviewing.approve_many(workspace(), chosen, target_language(lang), actor())
    flash(_("Approved: %(count)s") % {"count": len(done)})
    return redirect(place(slug, lang, None), code=303)


def fixed(text: str, findings: Sequence[Finding], wanted: str) -> str:
    """``text`` with the fix of the finding named ``wanted`` put in its place."""
    for one in findings:
        if name_of(one) == wanted and one.fix is not None and one.start is not None and one.end is not None:
            return text[: one.start] + one.fix + text[one.end :]
    return text


def name_of(finding: Finding) -> str:
    """What a form calls a finding by: spans move with every edit, code and message do not."""
    return f"{finding.code} {finding.message}"


def _move(
    slug: str,
    lang: str,
    key: str,
    make: Callable[[Move, str], object],
    *,
    wanted: Sequence[State] = lines.UNFINISHED,
    stay: bool = False,
    saves: bool = False,
) -> Answer:
    """Make a move; a conflict or a refusal shows the editor again with everything that was typed."""
    target_language(lang)
    text, version = _text(), form_number("version")
    try:
        make(Move(key, version), text)
    except Conflict:
        if not (saves and _arrived_before(key, lang, text)):
            return _clashed(slug, lang, key, text, version)
    except (Refused, InputError) as error:
        return _refused(slug, lang, key, text, explain(error))
    if wants_part():
        return _changed(slug, lang, key)
    rows = workspace().store.targets.rows(slug, lang)
    done = next(row for row in rows if row.segment.key == key)
    session["last"] = {
        "key": key,
        "version": done.target.version,
        "number": done.position + 1,
        "of": len(rows),
    }
    if stay or request.form.get("then") == "stay":
        return redirect(place(slug, lang, key), code=303)
    if request.form.get("show") == pages.QUEUE:
        queue = evidence.queue(workspace(), slug, lang, states=wanted)
        following = next((one for one in queue if one != key), key)
        return redirect(place(slug, lang, following, show=pages.QUEUE), code=303)
    return redirect(place(slug, lang, lines.next_key(rows, key, wanted=wanted) or key), code=303)


def _arrived_before(key: str, lang: str, text: str) -> bool:
    """Whether this save was made already and only its answer was lost: the browser sends it again."""
    latest = workspace().store.targets.history(key, lang)[:1]
    return any(
        one.actor == actor().name and one.text == text and one.action in ("confirm", "approve")
        for one in latest
    )


def _changed(slug: str, lang: str, key: str) -> str:
    return render_template("review/_line.html", line=lines.one(key, lang), **pages.common(slug, lang))


def _clashed(slug: str, lang: str, key: str, text: str, version: int) -> Answer:
    line = lines.one(key, lang)
    # Kept for the version it was typed over: whenever the article is opened again, the three texts are shown.
    reviewing.save_typed(workspace(), key, lang, text, version, actor())
    clash = pages.clash_of(line, lang, text, version)
    if wants_part():
        return render_template("review/_clash.html", line=line, clash=clash, **pages.common(slug, lang)), 409
    return pages.page(slug, lang, key, text=text, clash=clash), 409


def _refused(slug: str, lang: str, key: str, text: str, message: str) -> Answer:
    message = (
        _("There is no translation yet: an empty text cannot be confirmed.") if not text.strip() else message
    )
    if wants_part():
        return render_template("problem_part.html", heading=_("This cannot be done"), message=message), 422
    return pages.page(slug, lang, key, text=text, problem=message), 422


def _inserted(line: lines.Line, lang: str, what: str, text: str) -> str:
    if what == "source":
        return line.row.segment.text
    if what == "machine":
        return line.row.target.machine_text or text
    if what == "second":
        second = workspace().store.seconds.of_segment(line.key, lang)
        return second.text if second else text
    if re.fullmatch(r"match-[0-9]{1,3}", what):
        found = panel.matches(line, lang)
        number = int(what[6:])
        return found[number].match.target if number < len(found) else text
    if re.fullmatch(r"aside-[0-9]{1,3}", what):
        given_up = workspace().store.drafts.given_up(line.key, lang, actor().name)
        number = int(what[6:])
        return given_up[number].text if number < len(given_up) else text
    return text


def _text() -> str:
    """The typed text: NFC, one line (a segment is a sentence; a browser sends line ends as CR LF)."""
    typed = normalize("NFC", request.form.get("text", ""))
    return " ".join(typed.replace("\r\n", "\n").replace("\r", "\n").split("\n"))


def _named_move(value: str) -> Move:
    key, _colon, version = value.partition(":")
    return Move(key, sent_number(version))
