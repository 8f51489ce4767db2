"""The review queue: errors, missing terms, the widest disagreement, then the article's own order."""

from __future__ import annotations

from i18nflow.model import Finding, Severity
from i18nflow.reviewqueue import Item, Why, ordered

ERROR = Finding("number-differs", Severity.ERROR, "3 became 4")
TERM = Finding("term-missing", Severity.WARNING, "cluster")
SPACE = Finding("double-space", Severity.WARNING, "two spaces")


def order(*items: Item) -> list[tuple[str, str]]:
    return [(item.key, str(why)) for item, why in ordered(items)]


def test_the_four_kinds_stand_in_their_order() -> None:
    """An error is more than a term, a term more than a disagreement; other warnings do not rank."""
    found = order(
        Item("plain"),
        Item("apart", disagreement=0.6),
        Item("space", [SPACE]),
        Item("term", [SPACE, TERM]),
        Item("error", [TERM, ERROR], disagreement=0.1),
        Item("close", disagreement=0.05),
    )
    assert found == [
        ("error", Why.ERROR), ("term", Why.TERM), ("apart", Why.DISAGREEMENT),
        ("plain", Why.ORDER), ("space", Why.ORDER), ("close", Why.ORDER),
    ]  # fmt: skip


def test_only_the_widest_disagreements_are_moved() -> None:
    """Three of ten, widest first; the rest keeps the order of the article."""
    values = [0.1, 0.9, 0.2, 0.3, 0.8, 0.4, 0.5, 0.7, 0.6, 0.0]
    found = order(*(Item(str(number), disagreement=value) for number, value in enumerate(values)))
    assert [key for key, why in found if why == Why.DISAGREEMENT] == ["1", "4", "7"]
    assert [key for key, why in found if why == Why.ORDER] == ["0", "2", "3", "5", "6", "8", "9"]


def test_engines_that_agree_raise_no_doubt() -> None:
    """Nothing is doubtful where nothing differs; within a kind the order is the article's."""
    assert order(Item("a", disagreement=0.0), Item("b", disagreement=0.0)) == [("a", "order"), ("b", "order")]
    assert order(Item("a", [ERROR]), Item("b", [ERROR])) == [("a", "error"), ("b", "error")]
