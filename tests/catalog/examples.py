"""Rows of an invented article, as an export gets them."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

from i18nflow.catalog import Header, Row
from i18nflow.model import Origin, SegmentKind, State

HEADER = Header(
    article="mezaparka-svetki",
    source="lv",
    target="en-GB",
    title="Mežaparka svētki",
    export="0123456789ab",
    revised=datetime(2026, 5, 3, 14, 30, tzinfo=UTC),
    translator="Ilze Kalna",
)

ROWS = (
    Row("aaaa2222", "Mežaparka svētki", "Mežaparks festival", State.APPROVED, SegmentKind.HEADLINE, line=1),
    Row(
        "bbbb3333",
        "Svētkus apmeklēja 3,4 % vairāk ļaužu nekā pērn; „tā nebija nejaušība”, saka rīkotāji un piebilst, "
        "ka 2026.–2027. gadā programmā būs 10\u00a0000 vietu.",
        "3.4% more people came than last year; “that was no accident”, say the organisers, who add that the "
        "2026–2027 programme will have 10,000 places.",
        State.APPROVED,
        block=0,
        line=4,
        terms=("programma → programme",),
    ),
    Row(
        "cccc4444",
        "Sīkāk: <1>mājaslapā</1>.",
        "Details: <1>website</1>.",
        State.DRAFT,
        block=1,
        line=6,
        origin=Origin.MACHINE,
        engine="echo",
        engine_version="2",
    ),
    Row("dddd5555", "Paldies visiem!", "Thanks to all!", State.APPROVED, block=2, line=8),
    Row("eeee6666", "Paldies visiem!", "Thank you, everyone!", State.TRANSLATED, block=5, line=14),
    Row("ffff7777", "Paldies visiem!", "Thanks to all!", State.APPROVED, block=7, line=18),
    Row(
        "gggg8888",
        "Ieeja bez maksas.",
        "Free entry for all.",
        State.REJECTED,
        block=3,
        line=10,
        reason="“for all” is not said",
    ),
    Row(
        "hhhh9999",
        "Sākums pulksten 12.",
        "It starts at 11.",
        State.DRAFT,
        block=4,
        line=12,
        previous_source="Sākums pulksten 11.",
        note="the time was changed on the day",
    ),
    Row("jjjj2345", "Vēl netulkots teikums.", block=6, line=16),
    Row("kkkk2345", "Senāks teikums.", "An older sentence.", State.APPROVED, obsolete=True),
    Row(
        "mmmm2345",
        "Paldies visiem!",
        "Thanks!",
        State.DRAFT,
        obsolete=True,
        previous_source="Liels paldies visiem!",
    ),
)


def changed(key: str, **values: object) -> tuple[Row, ...]:
    """The rows with one of them changed."""
    return tuple(replace(row, **values) if row.key == key else row for row in ROWS)  # type: ignore[arg-type]
