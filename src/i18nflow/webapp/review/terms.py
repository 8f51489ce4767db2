"""A term added or mended from the article: a form of its own, and a dialog over the article for the script."""

from __future__ import annotations

from collections.abc import Sequence
from unicodedata import normalize

from flask import flash, redirect, render_template, request
from werkzeug.wrappers import Response

from i18nflow.errors import Conflict, InputError, Refused
from i18nflow.model import Term, TermStatus, said
from i18nflow.webapp.context import actor, target_language, wants_part, workspace
from i18nflow.webapp.review import pages
from i18nflow.webapp.review.base import blueprint, place
from i18nflow.webapp.words import _, explain
from i18nflow.workflow import terms

Answer = str | Response | tuple[str, int] | dict[str, object]
SHOWN = 60
"""Forms shown at most; a term of several words has hundreds."""


@blueprint.get("/terms/edit")
def term(slug: str, lang: str) -> Answer:
    """The form, filled from the selection: ``source``, ``target``; an entry that stands there already is mended."""
    target_language(lang)
    source, target = _asked("source"), _asked("target")
    found = terms.entries(workspace(), lang, source)
    if not found:
        return _form(slug, lang, Term(source, target), None, [])
    chosen = next((one for one in found if str(one.line) == request.args.get("line")), found[0])
    return _form(slug, lang, chosen, chosen, found)


@blueprint.post("/terms/forms")
def term_forms(slug: str, lang: str) -> Answer:
    """The forms of the term in the form, while somebody types it."""
    target_language(lang)
    shown = _shown_forms(_typed(None))
    return render_template(
        "review/_term_forms.html",
        forms=shown[:SHOWN],
        more=len(shown) - SHOWN,
        source_lang=workspace().config.source,
    )


@blueprint.post("/terms/edit")
def save_term(slug: str, lang: str) -> Answer:
    """Write the entry into the glossary file, and look at the article anew."""
    ws = workspace()
    line = request.form.get("line", "")
    old = None
    try:
        old = _entry(lang, line) if line else None
        new = _typed(old)
        if "again" in request.form:
            return _form(slug, lang, new, old, [])
        terms.save(ws, target_language(lang), old, new, actor())
    except (Conflict, InputError, Refused) as error:
        return _form(slug, lang, _typed(None), old, [], problem=explain(error)), 422
    terms.recheck(ws, slug, lang)
    if wants_part():
        touched = terms.touched(ws, slug, lang, [one for one in (old, new) if one])
        return {"segments": touched, "message": _("The glossary has it: %(term)s") % {"term": new.source}}
    flash(_("The glossary has it: %(term)s") % {"term": new.source})
    return redirect(place(slug, lang, request.form.get("segment") or None), code=303)


def _form(
    slug: str, lang: str, entry: Term, old: Term | None, found: Sequence[Term], *, problem: str = ""
) -> str:
    shown = _shown_forms(entry)
    return render_template(
        "review/_term.html" if wants_part() else "review/term.html",
        entry=entry,
        old=old,
        entries=found,
        forms=shown[:SHOWN],
        more=len(shown) - SHOWN,
        problem=problem,
        segment=request.values.get("segment", ""),
        statuses=[(one, status_words()[one]) for one in TermStatus],
        file=workspace().glossary_for(lang).name,
        **pages.common(slug, lang),
    )


def status_words() -> dict[TermStatus, str]:
    """What a term's status is called."""
    return {
        TermStatus.PREFERRED: _("preferred"),
        TermStatus.ADMITTED: _("admitted"),
        TermStatus.FORBIDDEN: _("forbidden"),
        TermStatus.DO_NOT_TRANSLATE: _("not translated"),
    }


def _shown_forms(entry: Term) -> Sequence[str]:
    return terms.forms(workspace(), entry)


def _entry(lang: str, line: str) -> Term:
    """The entry as the person saw it: its row, and the source and target that the form remembers."""
    if not line.isascii() or not line.isdigit() or len(line) > 9:
        raise InputError(said("The form is incomplete: load the page again."))
    found = terms.entry(workspace(), lang, int(line))
    if (found.source, found.target) != (request.form.get("old_source"), request.form.get("old_target")):
        raise Conflict(said("The glossary changed meanwhile: look at the entry again."))
    return found


def _typed(old: Term | None) -> Term:
    """The term in the form; columns that the form does not show stay as ``old`` has them."""
    from_old = old or Term("", "")
    status = request.form.get("status", TermStatus.PREFERRED)
    if status not in set(TermStatus):
        raise InputError(said("The form is incomplete: load the page again."))
    chosen = TermStatus(status)
    return Term(
        source=_asked("source"),
        target="" if chosen is TermStatus.DO_NOT_TRANSLATE else _asked("target"),
        status=chosen,
        pos=from_old.pos,
        gender=from_old.gender,
        domain=from_old.domain,
        accept=_list("accept"),
        avoid=_list("avoid"),
        also=_list("also"),
        never=_list("never"),
        case=from_old.case,
        enforce=from_old.enforce,
        note=_asked("note"),
        extra=from_old.extra,
        line=from_old.line,
    )


def _asked(name: str) -> str:
    return " ".join(normalize("NFC", request.values.get(name, "")).split())


def _list(name: str) -> tuple[str, ...]:
    return tuple(part for part in (one.strip() for one in _asked(name).split("|")) if part)
