"""A terminologist mends what the matcher does wrongly with the columns of the entry, without code."""

from __future__ import annotations

import pytest

from i18nflow.glossary import Matcher, read

# text, header and row before and after, what is found before and after
MENDED = [
    ("Daudz lietu palika nedarītas.", "lietus,rain", "never", "lietu", ["lietu"], []),
    ("Viņš berzēja ceļgalu un ceļu.", "celis,knee", "also", "ceļu", [], ["ceļu"]),
    ("Nopirka foto kameru.", "fotokamera,camera", "also", "foto kameru", [], ["foto kameru"]),
    ("Vecākais dēls un mans vecāks.", "vecāks,parent", "pos", "noun", ["Vecākais", "vecāks"], ["vecāks"]),
    ("Ar bardu dziedāja bards.", "barda,axe", "never", "bardu", ["bardu"], []),
    ("Nav vajadzīga sālij.", "sāls,salt", "gender", "f6", [], ["sālij"]),
    ("Es redzu gaismu un GAISMU.", "gaisma,light", "case", "exact", ["gaismu", "GAISMU"], ["gaismu"]),
]  # fmt: skip


def hits(header: str, row: str, text: str) -> list[str]:
    matcher = Matcher(read(f"{header}\n{row}\n", "g.csv").terms, "lv")
    return [text[found.start : found.end] for found in matcher.find(text)]


@pytest.mark.parametrize(("text", "row", "column", "cell", "before", "after"), MENDED)
def test_a_column_mends_the_entry(
    text: str, row: str, column: str, cell: str, before: list[str], after: list[str]
) -> None:
    """The bare entry errs in this text; the same entry with one more cell does not."""
    assert hits("source,target", row, text) == before
    assert hits(f"source,target,{column}", f"{row},{cell}", text) == after
