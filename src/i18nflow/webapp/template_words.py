"""What templates may call: painted texts, differences, and the words of states, origins and findings."""

from __future__ import annotations

import re

from flask import Flask

from i18nflow.catalog import Kind
from i18nflow.model import Block, BlockKind, Finding, Role, State
from i18nflow.webapp import diff, paint
from i18nflow.webapp.context import acting_name, actor
from i18nflow.webapp.review import lines, moves, wording
from i18nflow.webapp.words import _, word


def init_app(app: Flask) -> None:
    """Give the templates of ``app`` their helpers."""
    app.jinja_env.globals.update(
        painted=paint.painted,
        diff=diff.words,
        state_word=wording.state,
        origin_word=wording.origin,
        finding_word=wording.finding,
        doubts=wording.doubts,
        rejection_word=wording.rejection,
        severity_word=wording.severity,
        action_word=wording.action,
        came_from=wording.came_from,
        verified_word=wording.verified,
        match_word=wording.match_word,
        block_word=block_word,
        catalog_kind=catalog_kind,
        catalog_kinds=catalog_kinds,
        finding_name=moves.name_of,
        shown_findings=shown_findings,
        states_shown=states_shown,
        script_words=script_words,
        cut_points=cut_points,
        visible=visible,
        role_name=role_name,
        may=may,
        role_needed=role_needed,
    )

    @app.context_processor
    def me() -> dict[str, str]:
        return {"me": acting_name()}


def role_name(role: Role) -> str:
    """A role, as it is called in a sentence."""
    return word(role)


def may(role: str) -> bool:
    """Whether who acts has ``role`` or more: what is not allowed is not offered."""
    return actor().may(Role(role))


def role_needed(role: str) -> str:
    """The sentence that stands in the place of what who acts may not do; "" where it is allowed."""
    return "" if may(role) else _("This takes the role %(role)s or more.") % {"role": role_name(Role(role))}


def block_word(block: Block) -> str:
    """What a block is, for the preview of an import."""
    return {
        BlockKind.HEADING: _("Heading"),
        BlockKind.PARAGRAPH: "",
        BlockKind.LIST_ITEM: _("List item"),
        BlockKind.QUOTE: _("Quotation"),
        BlockKind.FIGURE: _("Picture"),
        BlockKind.TABLE_CELL: _("Table cell"),
    }[block.kind]


def catalog_kind(kind: Kind) -> str:
    """What an entry of an uploaded catalog means."""
    return dict(catalog_kinds())[kind]


def catalog_kinds() -> tuple[tuple[Kind, str], ...]:
    """Every kind of entry, in the report's order."""
    return (
        (Kind.NEW, _("new")),
        (Kind.CHANGED_THERE, _("changed in the file")),
        (Kind.CHANGED_HERE, _("changed here")),
        (Kind.BOTH, _("changed on both sides")),
        (Kind.FUZZY, _("unfinished (fuzzy)")),
        (Kind.STALE, _("for an earlier source")),
        (Kind.AMBIGUOUS, _("fits several segments")),
        (Kind.IGNORED, _("ignored")),
        (Kind.UNCHANGED, _("unchanged")),
    )


def shown_findings(line: lines.Line) -> list[Finding]:
    """The findings of a line that nobody dismissed."""
    return [one.finding for one in line.open_findings]


def states_shown(tally: lines.Tally) -> tuple[tuple[str, str, int], ...]:
    """The filters above the article: those of states that occur, then findings."""
    states = tuple((str(one), wording.state(one), tally.states.get(one, 0)) for one in State)
    return (*states, ("findings", _("Findings"), tally.with_findings))


def visible(text: str) -> str:
    """``text``, or marks for its spaces where it has nothing else to see."""
    return text if text.strip() else "␣" * len(text)


def cut_points(text: str) -> list[tuple[int, str]]:
    """The words of ``text`` with the offset where each begins."""
    return [(found.start(), found.group()) for found in re.finditer(r"\S+", text)]


def script_words() -> dict[str, str]:
    """The sentences that the script says."""
    return {
        "saved": _("Saved, segment {number} of {all}"),
        "saving": _("Saving…"),
        "notSaved": _("Not saved"),
        "empty": _("There is no translation yet: an empty text cannot be confirmed."),
        "kept": _("Kept as you type, {time}"),
        "again": _("Open it again"),
        "busy": _("The server has more to do than it can."),
        "sentAgain": _("It is sent again by itself."),
        "noConnection": _("The server cannot be reached. Your text is kept in this browser."),
        "signedOut": _(
            "You are signed out. Your text is kept in this browser and comes back when you are in again."
        ),
        "signIn": _("Sign in"),
        "mayRead": role_needed("translator"),
        "clash": _("Somebody changed segment {number} meanwhile: your text is kept, look at both."),
        "allDone": _("Every segment is finished."),
        "noMore": _("No further segment with a finding."),
        "noMatch": _("There is no match with this number."),
        "noUndo": _("There is nothing to undo here."),
        "noFix": _("There is nothing to fix here."),
        "fixed": _("Fixed, not saved yet"),
        "inserted": _("Inserted, not saved yet"),
        "commands": _("Single keys act now. Enter returns to the text."),
        "segment": _("Segment {number} of {all}, {state}"),
        "typed": _("You typed here and did not confirm it."),
        "shown": _("{count} segments shown"),
        "noTerm": _("No term is missing here."),
        "notHere": _("There is nothing of that kind here."),
        "oneWord": _("One word cannot be cut."),
        "cutBefore": _("Cut before: {word}"),
        "alsoHere": _("Also in this article: {who}"),
        "isHere": _("{who} is here"),
        "whoWhere": _("{who} · segment {number}"),
        "previewTitle": _("The page as it would be published"),
    }
