"""The counts that lists show: kept as things change, whoever changes them, and found out where they are wrong."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from i18nflow.model import Actor, State
from i18nflow.store import Store
from i18nflow.workflow import checking, doctor, importing, reviewing
from i18nflow.workflow.reviewing import Move
from i18nflow.workflow.workspace import Workspace

LANG = "en-GB"
AT = "2026-03-01T08:00:00.000000Z"
STATES = st.sampled_from([str(one) for one in State])
ID = st.integers(1, 3)
FINDING = st.integers(1, 6)
STEPS = st.one_of(
    st.tuples(st.just("insert or ignore into target (segment_id, lang, text, folded, state, version) select id, ?, '', '', ?, 0 from segment where id = ?"),
              st.sampled_from([LANG, "de"]), STATES, ID),
    st.tuples(st.just("update target set state = ?, previous_source = ? where id = ?"), STATES, st.sampled_from([None, "x"]), ID),
    st.tuples(st.just("update segment set obsolete = ?, words = ? where id = ?"), st.integers(0, 1), st.integers(1, 9), ID),
    st.tuples(st.just("insert into finding (target_id, code, severity, message, side) select id, 'c', ?, 'm', 'target' from target where id = ?"),
              st.sampled_from(["error", "warning"]), ID),
    st.tuples(st.just("update finding set dismissed_by = ? where id = ?"), st.sampled_from([None, "anna"]), FINDING),
    st.tuples(st.just("delete from finding where id = ?"), FINDING),
    st.tuples(st.just("delete from target where id = ?"), ID),
    st.tuples(st.just("delete from segment where id = ?"), ID),
    st.tuples(st.just("delete from article where id = ?"), st.integers(1, 2)),
)  # fmt: skip


@pytest.fixture(scope="module")
def blank(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    """Two articles with three segments, two of them in the second; each has a target with an open finding and one dismissed."""
    store = Store(tmp_path_factory.mktemp("tally") / "i18nflow.db", create=True)
    with store.write(aside="a test"):
        for number in (1, 2):
            store._db.execute(
                """insert into article (id, slug, lang, title, folded, author, origin, revision, content_hash, created_at, changed_at)
                   values (?, ?, 'lv', '', '', '', '', 1, '', ?, ?)""",
                [number, f"a{number}", AT, AT],
            )
        for number in (1, 2, 3):
            store._db.execute(
                """insert into segment (id, key, article_id, kind, position, block, ord, source, folded, words, codes, gap, revision)
                   values (?, ?, ?, 'paragraph', ?, 0, 0, '', '', 4, '[]', '', 1)""",
                [number, f"k{number}", min(number, 2), number],
            )
        for state in ("untranslated", "approved", "draft"):
            store._db.execute(
                """insert into target (segment_id, lang, text, folded, state, version)
                   select 1 + count(*), 'en-GB', '', '', ?, 0 from target""",
                [state],
            )
        for dismissed in (None, "anna"):
            store._db.execute(
                """insert into finding (target_id, code, severity, message, side, dismissed_by)
                   select id, 'c', 'error', 'm', 'target', ? from target""",
                [dismissed],
            )
    yield store
    store.close()


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(steps=st.lists(STEPS, min_size=3, max_size=30))
def test_whatever_happens_the_counts_are_those_of_a_full_count(
    blank: Store, steps: list[tuple[Any, ...]]
) -> None:
    """Rows come, change and go in any order in every table that is counted: nothing is counted twice or forgotten."""
    conn = blank._db.conn
    conn.execute("begin")
    try:
        for sql, *values in steps:
            conn.execute(sql, values)
            assert blank.tally.wrong() == [], sql
        for (slug,) in conn.execute("select slug from article").fetchall():
            blank.tally.count_anew(slug)
        assert blank.tally.wrong() == []
    finally:
        conn.rollback()


def test_counts_that_were_changed_by_hand_are_found_and_mended(workspace: Workspace, actor: Actor) -> None:
    """``doctor`` names the articles, in whichever table and direction the count is wrong; ``check`` counts anew."""
    ws = workspace
    text = "Virsraksts\n\nOstā ienāca 128 kuģi."
    slug = importing.save(ws, importing.preview(ws, text.encode(), "a.txt"), actor).slug
    row = ws.store.targets.rows(slug, LANG)[1]
    reviewing.confirm(ws, Move(row.segment.key, 0), LANG, "129 ships  entered the port.", actor)
    counted = ws.store.tally.of_language(LANG)[slug]
    assert counted.segments == {State.UNTRANSLATED: 1, State.APPROVED: 1} and counted.findings
    assert ws.store.tally.of_language(LANG, slug) == {slug: counted}
    for sql in (
        "update tally set words = words + 1 where state = 'approved'",
        "delete from tally where state = 'untranslated'",
        "delete from finding_tally",
        "insert into finding_tally select id, 'de', 'error', 3 from article",
    ):
        with ws.store.write(aside="a test"):
            ws.store._db.execute(sql)
        assert ws.store.tally.wrong() == [slug], sql
        remarks = [one for one in doctor.examine(ws.root, ws.now()) if one.about == "counts"]
        assert len(remarks) == 1 and slug in remarks[0].message
        checking.check_articles(ws, [slug], LANG)
        assert ws.store.tally.of_language(LANG)[slug] == counted and ws.store.tally.wrong() == []
