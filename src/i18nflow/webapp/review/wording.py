"""The words of trade as the page says them: states, origins, kinds, findings, moves, reasons."""

from __future__ import annotations

from collections.abc import Sequence

from i18nflow.model import Finding, MatchKind, Origin, SegmentKind, Severity, State, Target, said
from i18nflow.webapp.words import _, _n, in_every_language, percent, say
from i18nflow.workflow.evidence import Verified


def state(value: State | str) -> str:
    """A state in the person's language."""
    return {
        State.UNTRANSLATED: _("Untranslated"),
        State.DRAFT: _("Draft"),
        State.TRANSLATED: _("Translated"),
        State.APPROVED: _("Approved"),
        State.REJECTED: _("Rejected"),
    }[State(value)]


def origin_name(value: Origin) -> str:
    """An origin in the person's language."""
    return {
        Origin.MEMORY: _("Memory"),
        Origin.MACHINE: _("Machine"),
        Origin.HUMAN: _("Human"),
        Origin.IMPORT: _("Import"),
    }[value]


def origin(target: Target) -> str:
    """Where a target's text came from, with a match's score."""
    if target.origin is None:
        return ""
    word = origin_name(target.origin)
    if target.origin is Origin.MEMORY and target.score is not None:
        return f"{word} {percent(target.score)}"
    return word


NAMED = frozenset(
    {
        SegmentKind.HEADLINE, SegmentKind.SUMMARY, SegmentKind.TOPIC, SegmentKind.ALT, SegmentKind.CAPTION,
        SegmentKind.CREDIT, SegmentKind.TABLE_CELL,
    }
)  # fmt: skip
"""The kinds that are named on the page, because their look does not say what they are."""


def kind(value: SegmentKind) -> str:
    """What a segment of a named kind is."""
    return {
        SegmentKind.HEADLINE: _("Headline"),
        SegmentKind.SUMMARY: _("Summary"),
        SegmentKind.TOPIC: _("Topic"),
        SegmentKind.ALT: _("Picture described"),
        SegmentKind.CAPTION: _("Caption"),
        SegmentKind.CREDIT: _("Picture credit"),
        SegmentKind.TABLE_CELL: _("Table cell"),
    }[value]


def finding(value: Finding) -> str:
    """What a finding is about, in two or three words."""
    return code(value.code)


def code(value: str) -> str:
    """A kind of finding, by its code."""
    return {
        "number-differs": _("Number differs"),
        "date-differs": _("Date differs"),
        "code-differs": _("Code or reference differs"),
        "currency-differs": _("Currency differs"),
        "number-format": _("Number written the wrong way"),
        "term-missing": _("Term missing"),
        "term-forbidden": _("Forbidden term"),
        "name-differs": _("Name differs"),
        "name-inconsistent": _("Name written in two ways"),
        "inconsistent": _("Translated in two ways"),
        "untranslated": _("Left untranslated"),
        "markup": _("Formatting differs"),
        "end-punctuation": _("End of the sentence differs"),
        "quotes": _("Quotation marks"),
        "brackets": _("Brackets"),
        "double-space": _("Double space"),
        "edge-space": _("Space at the edge"),
        "doubled-word": _("Word twice"),
        "length": _("Unusual length"),
    }.get(value, value)


def doubts(findings: Sequence[Finding]) -> list[tuple[str, list[str], int]]:
    """What is doubtful, each kind once: in words, what is expected of it (terms, numbers), and how often."""
    kinds: dict[str, list[Finding]] = {}
    for one in findings:
        kinds.setdefault(one.code, []).append(one)
    return [
        (code(name), list(dict.fromkeys(one.expected for one in found if one.expected)), len(found))
        for name, found in kinds.items()
    ]


def severity(value: Severity) -> str:
    """How much a finding matters."""
    return {Severity.ERROR: _("Error"), Severity.WARNING: _("Warning"), Severity.INFO: _("Note")}[value]


def action(value: str) -> str:
    """A row of history: what was done."""
    return {
        "confirm": _("confirmed"),
        "approve": _("approved"),
        "reject": _("rejected"),
        "restore": _("restored an earlier version"),
        "undo": _("took the last move back"),
        "typo-only": _("kept it over a corrected source"),
        "source-changed": _("the source changed"),
        "propose": _("proposed a draft"),
        "import": _("imported a catalog"),
        "replace": _("replaced words"),
        "repeat": _("took it over from a repeat"),
    }.get(value, value)


REASONS = (
    said("The meaning is not the same"),
    said("A number, date or name is wrong"),
    said("The term of the glossary is not used"),
    said("It reads like a translation"),
    said("Style or tone"),
    said("Something is missing"),
)


def reject_reasons() -> list[str]:
    """The short list of reasons; a text of one's own can be added."""
    return [say(one) for one in REASONS]


def rejection(reason: str) -> str:
    """Why a text was rejected: a reason of the list in the reader's language, whatever the reviewer's was."""
    listed, colon, own = reason.partition(": ")
    known = next((say(one) for one in REASONS if listed in in_every_language(one)), listed)
    return f"{known}{colon}{own}"


def match_word(kind: MatchKind) -> str:
    """How a match resembles the segment."""
    return {
        MatchKind.CONTEXT: _("same place"),
        MatchKind.EXACT: _("same text"),
        MatchKind.FUZZY: _("similar"),
    }[kind]


def came_from(target: Target) -> str:
    """Where a target's text came from, with what is known of it."""
    engine = " ".join(filter(None, (target.engine, target.engine_version)))
    if target.origin is Origin.MEMORY:
        score = percent(target.score) if target.score is not None else ""
        return " · ".join(filter(None, (_("the translation memory"), score, _matched(target.match))))
    if target.origin is Origin.MACHINE:
        return _("machine translation by %(engine)s") % {"engine": engine}
    if target.origin is Origin.IMPORT:
        return _("an imported catalog")
    if target.origin is Origin.HUMAN and engine:
        return _("%(who)s, over a machine translation by %(engine)s") % {
            "who": target.author,
            "engine": engine,
        }
    return target.author or _("a person")


def verified(what: Verified, count: int) -> str:
    """What was compared with the source and is in order."""
    return {
        Verified.NUMBERS: _n("%(num)s figure", "%(num)s figures", count),
        Verified.TERMS: _n("%(num)s term of the glossary", "%(num)s terms of the glossary", count),
        Verified.FORMATTING: _n("%(num)s mark of formatting", "%(num)s marks of formatting", count),
    }[what] % {"num": count}


def _matched(match: str) -> str:
    """What a target keeps of its match, ``fuzzy ostas-zinas/k3v9q2ab``, with the kind in the reader's language."""
    kind, _space, unit = match.partition(" ")
    if kind not in set(MatchKind):
        return match
    return f"{match_word(MatchKind(kind))} {unit}".strip()
