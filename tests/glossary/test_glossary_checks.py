"""What glossary check says, and merging one file into another."""

from __future__ import annotations

import pytest

from i18nflow.glossary import read
from i18nflow.glossary.checks import check, entries
from i18nflow.glossary.merging import merge


def codes(body: str, header: str = "source,target") -> list[tuple[int | None, str]]:
    """The line and code of each remark on a file."""
    return [(remark.line, remark.code) for remark in check(read(f"{header}\n{body}", "g.csv").terms, "lv")]


@pytest.mark.parametrize(
    ("header", "body", "expected"),
    [
        ("source,target", "saule,sun\nlielā pilsēta,city\nANO,UN\n", []),
        ("source,target", "…,dots\n", [(2, "never-matches")]),
        ("source,target,never", "kino,cinema,kino\n", [(2, "never-matches")]),
        ("source,target", "kalniem,mountain\n", [(2, "not-citation")]),
        ("source,target", "sols,bench\nsolis,step\n", [(3, "collides")]),
        ("source,target", "muzejs,museum\nmuzeja,museum\n", [(3, "collides")]),
        ("source,target,pos", "saule,sun,nuon\n", [(2, "unknown-pos")]),
        ("source,target", '"lielā  pilsēta",city\n', [(2, "space")]),
        ("source,target,status", "saule,sun,\nSaule,sun,forbidden\n", [(2, "contradicts")]),
        ("source,target,avoid", "saule,sun,\nsaule,star,sun\n", [(2, "contradicts"), (3, "contradicts")]),
        ("source,target,accept,avoid", "saule,sun,star,star\n", [(2, "contradicts")]),
        ("source,target,status", "NASA,,do-not-translate\nNASA,Nasa,\n", [(2, "contradicts")]),
        ("source,target,domain", "lapa,leaf,botany\nlapa,page,print\n", []),
    ],
)  # fmt: skip
def test_the_check_names_what_is_wrong(header: str, body: str, expected: list[tuple[int, str]]) -> None:
    """One remark for each fault, none for a sound file."""
    assert codes(body, header) == expected


def test_each_entry_shows_its_forms() -> None:
    """Source forms by paradigm, renderings with their plural."""
    (entry,) = entries(read("source,target\nosta,port\n", "g.csv").terms, "lv", "en")
    assert {"osta", "ostā", "ostām"} <= set(entry.forms)
    assert entry.renderings == ("port", "ports")


OWN = "source,target,note,owner\nosta,port,,Anna\nkuģis,ship,at sea,\n"
OTHER = "source,target,note\nosta,port,on land\nkuģis,ship,by sea\nlaiva,boat,\n"


def test_merging_adds_fills_and_reports_what_differs() -> None:
    """The file's own cell is kept where both are filled."""
    merged = merge(OWN, read(OTHER, "o.csv").terms, "g.csv")
    assert (
        merged.text == "source,target,note,owner\nosta,port,on land,Anna\nkuģis,ship,at sea,\nlaiva,boat,,\n"
    )
    assert [term.source for term in merged.added] == ["laiva"]
    assert [term.source for term in merged.filled] == ["osta"]
    assert [(d.source, d.column, d.here, d.there) for d in merged.differences] == [
        ("kuģis", "note", "at sea", "by sea")
    ]
    again = merge(merged.text, read(OTHER, "o.csv").terms, "g.csv")
    assert (again.text, again.added, again.filled) == (merged.text, (), ())


def test_merging_can_overwrite() -> None:
    """The other's cell is taken, and still reported."""
    merged = merge(OWN, read(OTHER, "o.csv").terms, "g.csv", overwrite=True)
    assert "kuģis,ship,by sea,\n" in merged.text
    assert len(merged.differences) == 1
