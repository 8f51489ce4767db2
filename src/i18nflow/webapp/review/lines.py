"""An article's segments as the page shows them, each with what its line needs."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from markupsafe import Markup

from i18nflow.model import Block, Finding, SegmentKind, Severity, Side, State
from i18nflow.reviewqueue import Why
from i18nflow.store import Row, StoredFinding, TypedText, fold
from i18nflow.webapp.context import actor, workspace
from i18nflow.webapp.paint import Mark, painted
from i18nflow.webapp.review import wording
from i18nflow.workflow import evidence, glossaries

UNFINISHED = (State.UNTRANSLATED, State.DRAFT, State.REJECTED)
"""The states of which ‘next’ finds the nearest."""
FILTERS = ("all", "unfinished", "queue", *State, "findings")
EDITION_KINDS = (SegmentKind.HEADLINE, SegmentKind.SUMMARY, SegmentKind.TOPIC)


@dataclass(frozen=True, slots=True)
class Line:
    """One segment on the page. ``number`` counts from 1; ``block`` is None for headline, summary and topics."""

    number: int
    row: Row
    block: Block | None
    starts: bool
    """Whether it is the first segment of its block: paragraphs are set apart, sentences are not."""
    source: Markup
    target: Markup
    findings: tuple[StoredFinding, ...]
    typed: TypedText | None
    hidden: bool = False
    why: Why = Why.ORDER
    """Why the segment stands where it does in the review queue."""

    @property
    def key(self) -> str:
        """The segment's key."""
        return self.row.segment.key

    @property
    def open_findings(self) -> tuple[StoredFinding, ...]:
        """The findings that nobody dismissed."""
        return tuple(one for one in self.findings if not one.dismissed_by)

    @property
    def what(self) -> str:
        """What the segment is, where its look does not say it."""
        return wording.kind(self.row.segment.kind) if self.row.segment.kind in wording.NAMED else ""

    @property
    def coded(self) -> bool:
        """Whether what the page shows is not the text letter by letter, because codes stand in it."""
        return bool(self.row.segment.codes)


@dataclass(frozen=True, slots=True)
class Tally:
    """Counts for the bar above the article."""

    total: int
    words: int
    states: Mapping[State, int]
    approved_words: int
    errors: int
    with_findings: int
    first: Mapping[str, str]
    """The key of the first segment in each state, and of the first with an error (``error``)."""

    @property
    def done(self) -> int:
        """Approved segments."""
        return self.states.get(State.APPROVED, 0)

    @property
    def open(self) -> int:
        """What stands against publication: segments not approved, and errors."""
        return self.total - self.done + self.errors


def of_article(slug: str, lang: str) -> list[Line]:
    """Every segment of an article. Raises :class:`i18nflow.errors.NotFound`."""
    ws = workspace()
    ws.store.articles.get(slug)
    blocks = ws.store.articles.document(slug).blocks
    findings = ws.store.findings.of_article(slug, lang)
    typed = ws.store.drafts.of_article(slug, lang, actor().name)
    rows = ws.store.targets.rows(slug, lang)
    queue = evidence.queue_of(ws, slug, lang, rows, findings)
    before: int | None = None
    result = []
    for number, row in enumerate(rows, start=1):
        starts = row.segment.block != before or row.segment.block < 0
        before = row.segment.block
        result.append(
            _line(number, row, blocks, findings.get(row.segment.key, ()), typed, lang, queue, starts=starts)
        )
    return result


def one(key: str, lang: str) -> Line:
    """One segment. Raises :class:`i18nflow.errors.NotFound`."""
    ws = workspace()
    row = ws.store.targets.row(key, lang)
    blocks = ws.store.articles.document(row.article).blocks
    mine = ws.store.drafts.of_segment(key, lang, actor().name)
    typed = {key: mine} if mine else {}
    found = ws.store.findings.of_segment(key, lang)
    starts = row.segment.order == 0 or row.segment.block < 0
    queue = {key: evidence.why(ws, row, lang)}
    return _line(row.position + 1, row, blocks, found, typed, lang, queue, starts=starts)


def queued(lines: Sequence[Line], slug: str, lang: str) -> list[Line]:
    """The lines in the order of the review queue; what has left it comes after, hidden."""
    by_key = {line.key: line for line in lines}
    waiting = [by_key[key] for key in evidence.queue(workspace(), slug, lang)]
    rest = [replace(line, hidden=True) for line in lines if line.row.target.state not in UNFINISHED]
    return waiting + rest


def tally(lines: Sequence[Line]) -> Tally:
    """The counts of an article."""
    first: dict[str, str] = {}
    words = approved = errors = with_findings = 0
    for line in lines:
        state = line.row.target.state
        first.setdefault(state, line.key)
        count = len(line.row.segment.text.split())
        words += count
        approved += count if state is State.APPROVED else 0
        with_findings += bool(line.open_findings)
        wrong = sum(f.finding.severity is Severity.ERROR for f in line.open_findings)
        errors += wrong
        if wrong:
            first.setdefault("error", line.key)
    states = Counter(line.row.target.state for line in lines)
    return Tally(len(lines), words, states, approved, errors, with_findings, first)


def filtered(lines: Sequence[Line], show: str, query: str) -> list[Line]:
    """The lines, those hidden that neither the filter nor the search wants."""
    wanted = fold(query)
    return [replace(line, hidden=not (_shown(line, show) and _found(line, wanted))) for line in lines]


def in_hand(lines: Sequence[Line], key: str | None) -> Line | None:
    """The segment to open: ``key``, else the first unfinished one, else the first."""
    chosen = next((line for line in lines if line.key == key), None)
    return (
        chosen
        or next((line for line in lines if line.row.target.state in UNFINISHED), None)
        or next(iter(lines), None)
    )


def next_key(rows: Sequence[Row], key: str, *, wanted: Sequence[State] = UNFINISHED) -> str | None:
    """The next segment after ``key`` in one of these states, round the end to the beginning; None when all is done."""
    here = next((index for index, row in enumerate(rows) if row.segment.key == key), 0)
    for row in (*rows[here + 1 :], *rows[:here]):
        if row.target.state in wanted:
            return row.segment.key
    return None


def neighbour(rows: Sequence[Row], key: str) -> str:
    """The segment after ``key``, or itself at the end."""
    here = next((index for index, row in enumerate(rows) if row.segment.key == key), 0)
    return rows[min(here + 1, len(rows) - 1)].segment.key


def _line(
    number: int,
    row: Row,
    blocks: Sequence[Block],
    findings: Sequence[StoredFinding],
    typed: Mapping[str, TypedText],
    lang: str,
    queue: Mapping[str, Why],
    *,
    starts: bool,
) -> Line:
    segment, target = row.segment, row.target
    found = [one.finding for one in findings if not one.dismissed_by]
    return Line(
        number=number,
        row=row,
        block=blocks[segment.block] if 0 <= segment.block < len(blocks) else None,
        starts=starts,
        source=painted(segment.text, segment.codes, source_marks(lang, segment.text, found)),
        target=painted(target.text, segment.codes),
        findings=tuple(findings),
        typed=typed.get(segment.key),
        why=queue.get(segment.key, Why.ORDER),
    )


def source_marks(lang: str, text: str, findings: Sequence[Finding]) -> list[Mark]:
    """What is marked in a source: the glossary's terms, each with its target, and the places of findings."""
    about = [
        (one.start, one.end, f"at {one.severity}")
        for one in findings
        if one.side == Side.SOURCE and one.start is not None and one.end is not None
    ]
    marks = []
    for found in glossaries.occurrences(workspace(), lang, text):
        told = next((css for start, end, css in about if start < found.end and found.start < end), "")
        to = found.term.target or found.term.source
        marks.append(Mark(found.start, found.end, f"term {told}".strip(), {"data-to": to}))
    return marks + [Mark(start, end, css) for start, end, css in about]


def _shown(line: Line, show: str) -> bool:
    if show == "findings":
        return bool(line.open_findings)
    if show == "unfinished":
        return line.row.target.state in UNFINISHED
    return show not in FILTERS or show == "all" or line.row.target.state == show


def _found(line: Line, wanted: str) -> bool:
    return not wanted or wanted in fold(line.row.segment.text) or wanted in fold(line.row.target.text)
