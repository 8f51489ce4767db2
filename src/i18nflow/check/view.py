"""A text as the checks read it: without its inline codes, with a way back to the offsets of the full text."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from i18nflow import markup
from i18nflow.model import Code, Finding, Side


@dataclass(frozen=True, slots=True)
class View:
    """``plain`` is ``raw`` without codes; ``offsets[i]`` is where ``plain[i]`` stands in ``raw``.

    ``offsets`` is empty where the text has no codes: then both are the same text.
    """

    raw: str
    plain: str
    offsets: tuple[int, ...] = ()

    def back(self, start: int, end: int) -> tuple[int, int]:
        """The span of ``plain[start:end]`` in ``raw``; an empty span stays empty."""
        if not self.offsets:
            return start, end
        if start == end:
            at = self.offsets[start - 1] + 1 if start else 0
            return at, at
        return self.offsets[start], self.offsets[end - 1] + 1


def view(text: str, codes: Sequence[Code]) -> View:
    """``text`` and its plain reading."""
    tokens = markup.code_tokens(text, codes) if codes else []
    if not tokens:
        return View(text, text)
    keep: list[int] = []
    at = 0
    for start, end, *_ in tokens:
        keep.extend(range(at, start))
        at = end
    keep.extend(range(at, len(text)))
    return View(text, "".join(text[i] for i in keep), tuple(keep))


def place(finding: Finding, source: View, target: View) -> Finding:
    """``finding`` with its span counted in the full text.

    A fix that would swallow an inline code is withdrawn: the person sees what was expected and mends it.
    """
    if finding.start is None or finding.end is None:
        return finding
    text = target if finding.side is Side.TARGET else source
    start, end = text.back(finding.start, finding.end)
    if (start, end) == (finding.start, finding.end) and not text.offsets:
        return finding
    inside = end - start != finding.end - finding.start
    return replace(finding, start=start, end=end, fix=None if inside else finding.fix)
