"""The words of the trade as values: everything that passes between two stages is defined here.

All values are frozen; change one with :func:`dataclasses.replace`. Texts are NFC ``str``. Offsets count
Unicode code points, end exclusive. Times are timezone-aware UTC datetimes.

Inline markup inside a text is written as numbered codes, ``<1>bold</1>`` or ``<2/>``; what a number stands
for is in the ``codes`` that travel with the text (see :mod:`i18nflow.markup`).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum


class State(StrEnum):
    """The state of a target."""

    UNTRANSLATED = "untranslated"
    DRAFT = "draft"
    TRANSLATED = "translated"
    APPROVED = "approved"
    REJECTED = "rejected"


class Origin(StrEnum):
    """Where a target's text came from."""

    MEMORY = "memory"
    MACHINE = "machine"
    HUMAN = "human"
    IMPORT = "import"


class Severity(StrEnum):
    """How much a finding matters: an error blocks publishing, a warning asks, an info tells."""

    ERROR = "error"
    WARNING = "warning"
    INFO = "info"


class Side(StrEnum):
    """Which text a span counts in."""

    SOURCE = "source"
    TARGET = "target"


class MatchKind(StrEnum):
    """How a memory unit resembles a segment; ``context`` means the same neighbours too."""

    CONTEXT = "context"
    EXACT = "exact"
    FUZZY = "fuzzy"


class TermStatus(StrEnum):
    """What the terminologist says of a term."""

    PREFERRED = "preferred"
    ADMITTED = "admitted"
    FORBIDDEN = "forbidden"
    DO_NOT_TRANSLATE = "do-not-translate"


class BlockKind(StrEnum):
    """What a block is on the page."""

    HEADING = "heading"
    PARAGRAPH = "paragraph"
    LIST_ITEM = "list-item"
    QUOTE = "quote"
    FIGURE = "figure"
    TABLE_CELL = "table-cell"


class SegmentKind(StrEnum):
    """What a segment is: the headline, summary and topics of the edition, or its place in a block."""

    HEADLINE = "headline"
    SUMMARY = "summary"
    TOPIC = "topic"
    HEADING = "heading"
    PARAGRAPH = "paragraph"
    LIST_ITEM = "list-item"
    QUOTE = "quote"
    TABLE_CELL = "table-cell"
    ALT = "alt"
    CAPTION = "caption"
    CREDIT = "credit"


class Role(StrEnum):
    """What a person may do; each role may do what the ones before it may."""

    READER = "reader"
    TRANSLATOR = "translator"
    REVIEWER = "reviewer"
    EDITOR = "editor"
    ADMIN = "admin"


class PublicationStatus(StrEnum):
    """The public life of an edition."""

    NONE = "none"
    SCHEDULED = "scheduled"
    PUBLISHED = "published"
    CORRECTED = "corrected"
    WITHDRAWN = "withdrawn"


@dataclass(frozen=True, slots=True)
class LanguagePair:
    """A source and a target language as BCP 47 tags, e.g. ``lv`` and ``en-GB``."""

    source: str
    target: str

    @property
    def source_base(self) -> str:
        """The source language without its variant: ``lv``."""
        return self.source.partition("-")[0]

    @property
    def target_base(self) -> str:
        """The target language without its variant: ``en``."""
        return self.target.partition("-")[0]

    def __str__(self) -> str:
        return f"{self.source}-{self.target}"


@dataclass(frozen=True, slots=True)
class Actor:
    """Who acts: a name for history and the roles that decide what is allowed."""

    name: str
    roles: frozenset[Role]

    def may(self, least: Role) -> bool:
        """Whether one of the roles is ``least`` or stands above it."""
        order = list(Role)
        return any(order.index(role) >= order.index(least) for role in self.roles)


LOCAL_ROLES = frozenset(Role)
"""The roles of the local user without accounts: all of them."""


@dataclass(frozen=True, slots=True)
class Code:
    """One numbered inline code: what ``<number>…</number>`` or ``<number/>`` stands for.

    ``kind`` is ``em``, ``strong``, ``link``, ``sup``, ``sub``, ``code``, ``br`` or ``image``; ``href`` and
    ``title`` belong to links. ``empty`` codes have no content (``<3/>``).
    """

    number: int
    kind: str
    href: str | None = None
    title: str | None = None
    empty: bool = False


@dataclass(frozen=True, slots=True)
class Image:
    """A picture of a figure: its file below ``media/`` (or an address not yet copied) and its size in pixels."""

    src: str
    width: int | None = None
    height: int | None = None
    alt: str = ""
    credit: str = ""


@dataclass(frozen=True, slots=True)
class Block:
    """What keeps its place on the page.

    ``text`` holds the block's words with inline codes (for a figure: its caption). ``level`` is the depth of a
    heading (2 to 6; the title is not a block) or the nesting of a list item (1 outermost). ``marker`` is the
    bullet or number exactly as it stood before the text in a plain text file ("•", "1."), kept off the text.
    ``row`` and ``column`` place a table cell (0-based), ``header`` says it is a header cell. ``table`` or
    ``list`` numbering restarts where ``group`` changes: items of one list, cells of one table, paragraphs of
    one quote share a group number.
    """

    kind: BlockKind
    text: str
    codes: tuple[Code, ...] = ()
    level: int = 0
    ordered: bool = False
    marker: str = ""
    group: int = 0
    row: int = 0
    column: int = 0
    header: bool = False
    image: Image | None = None
    line: int | None = None
    """1-based line in the source file where the block starts, where the format has lines."""


@dataclass(frozen=True, slots=True)
class Furniture:
    """A line that belongs to the web page and not to the article: set aside, shown, never lost.

    ``where`` is ``head`` or ``tail``; ``rule`` names what recognised it.
    """

    text: str
    where: str
    rule: str
    line: int | None = None


@dataclass(frozen=True, slots=True)
class Article:
    """One text in its source language, as ingested: metadata and blocks, no segments yet."""

    lang: str
    title: str
    blocks: tuple[Block, ...]
    summary: str = ""
    date: date | None = None
    author: str = ""
    topics: tuple[str, ...] = ()
    origin: str = ""
    """Where it came from: a file name, an address, ``pasted``."""
    furniture: tuple[Furniture, ...] = ()
    meta: Mapping[str, str] = field(default_factory=dict)
    """Further metadata that came with the text, e.g. ``note``."""


@dataclass(frozen=True, slots=True)
class Segment:
    """The unit of translation, with its stable key.

    ``block`` is the 0-based index of its block in the article (-1 for headline, summary and topics), ``order``
    its place among the segments of that block, ``gap`` the text that stood between it and the next segment of
    the block. ``text`` is the source with inline codes; ``codes`` are those that occur in it. A segment may hold
    an opening code whose closing one is in a later segment of the block.
    """

    key: str
    kind: SegmentKind
    text: str
    block: int
    order: int
    gap: str = ""
    codes: tuple[Code, ...] = ()


@dataclass(frozen=True, slots=True)
class Term:
    """A glossary entry. Its columns are described in ``docs/reference/glossary-file.md``."""

    source: str
    target: str
    status: TermStatus = TermStatus.PREFERRED
    pos: str = ""
    gender: str = ""
    domain: str = ""
    accept: tuple[str, ...] = ()
    avoid: tuple[str, ...] = ()
    also: tuple[str, ...] = ()
    never: tuple[str, ...] = ()
    case: str = ""
    enforce: str = ""
    note: str = ""
    extra: Mapping[str, str] = field(default_factory=dict)
    line: int | None = None


@dataclass(frozen=True, slots=True)
class Occurrence:
    """A place in a text where a term stands, in whatever form."""

    start: int
    end: int
    term: Term


@dataclass(frozen=True, slots=True)
class Unit:
    """A unit of the translation memory: an approved pair and where it comes from.

    ``before`` and ``after`` are the source texts of the neighbouring segments (context), "" at an edge.
    """

    source: str
    target: str
    before: str = ""
    after: str = ""
    article: str = ""
    segment: str = ""
    author: str = ""
    created: datetime | None = None
    domain: str = ""
    origin: Origin = Origin.HUMAN
    id: int | None = None


@dataclass(frozen=True, slots=True)
class Match:
    """A memory unit similar to a segment.

    ``score`` is 0 to 1 after penalties; ``similarity`` is ``rapidfuzz`` ``Levenshtein.normalized_similarity``
    before them. ``target`` is the text to offer; where numbers were adapted it differs from ``unit.target``
    and ``repaired`` says what was changed, e.g. ``("220 231 → 184 500",)``.
    """

    unit: Unit
    kind: MatchKind
    score: float
    similarity: float
    target: str
    repaired: tuple[str, ...] = ()
    penalties: tuple[str, ...] = ()


class Said(str):
    """A sentence for people: English as it stands, and what it is made of, so that an edge can say it otherwise.

    ``template`` has its parameters in braces; a parameter that is said too is translated as well.
    """

    template: str
    params: Mapping[str, str]

    def __new__(cls, template: str, params: Mapping[str, str]) -> Said:
        """The sentence with its parameters filled in."""
        self = super().__new__(cls, template.format_map(params) if params else template)
        self.template = template
        self.params = params
        return self

    def __reduce__(self) -> tuple[type[Said], tuple[str, dict[str, str]]]:
        """Both parts go along when the sentence is copied or sent to another process."""
        return Said, (self.template, dict(self.params))


def said(template: str, **params: object) -> Said:
    """A translatable sentence: ``said("“{word}” stands twice.", word="un")``."""
    return Said(
        template, {name: value if isinstance(value, str) else str(value) for name, value in params.items()}
    )


@dataclass(frozen=True, slots=True)
class Finding:
    """What a check says of a target.

    ``start`` and ``end`` span the text named by ``side`` and are None where something is missing.
    ``expected`` is the right form where it is known, ``fix`` the text that would replace the span in the
    target (None where no safe remedy is known).
    """

    code: str
    severity: Severity
    message: str
    side: Side = Side.TARGET
    start: int | None = None
    end: int | None = None
    expected: str | None = None
    fix: str | None = None


@dataclass(frozen=True, slots=True)
class Target:
    """A segment's text in a target language, with its state and history number.

    ``version`` is the number a write must name. ``previous_source`` is the source this text was made for,
    where the source has changed since. ``reason`` says why it was rejected, or why it is still untranslated.
    ``machine_text`` is the raw answer of the engine, kept beside what people made of it.
    """

    segment: str
    lang: str
    text: str = ""
    state: State = State.UNTRANSLATED
    origin: Origin | None = None
    engine: str = ""
    engine_version: str = ""
    score: float | None = None
    match: str = ""
    version: int = 0
    author: str = ""
    previous_source: str | None = None
    reason: str = ""
    note: str = ""
    machine_text: str = ""
    changed: datetime | None = None


@dataclass(frozen=True, slots=True)
class Edition:
    """An article in one language, and its publication.

    ``slug`` is "" until one is proposed or typed; ``slug_frozen`` is set at first publication.
    """

    article: str
    lang: str
    slug: str = ""
    slug_frozen: bool = False
    slug_confirmed: bool = False
    status: PublicationStatus = PublicationStatus.NONE
    published_at: datetime | None = None
    modified_at: datetime | None = None
    published_by: str = ""
    from_revision: int | None = None
    note: str = ""
