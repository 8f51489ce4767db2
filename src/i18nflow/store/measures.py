"""How much a workspace holds: the figures that a monitoring program asks for."""

from __future__ import annotations

from dataclasses import dataclass

from sqlite_utils import Database

ASKED = (
    ("articles", "Articles.", (), "select count(*) from article"),
    (
        "targets", "Targets of current segments.", ("lang", "state"),
        """select lang, state, sum(segments) from tally group by lang, state having sum(segments) > 0
           order by lang, state""",
    ),
    ("memory_units", "Units of the translation memory.", (), "select count(*) from unit"),
    ("typed_drafts", "Texts typed and not yet confirmed.", (), "select count(*) from draft"),
    (
        "editions", "Editions.", ("lang", "status"),
        "select lang, status, count(*) from edition group by lang, status order by lang, status",
    ),
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Measure:
    """One figure, or one for each combination of ``labels``: ``rows`` are (values of the labels, count)."""

    name: str
    help: str
    labels: tuple[str, ...]
    rows: tuple[tuple[tuple[str, ...], int], ...]


def measured(db: Database) -> list[Measure]:
    """Every figure, as of now."""
    result = []
    for name, help_, labels, sql in ASKED:
        rows = tuple((tuple(str(cell) for cell in row[:-1]), int(row[-1])) for row in db.execute(sql))
        result.append(Measure(name, help_, labels, rows))
    return result
