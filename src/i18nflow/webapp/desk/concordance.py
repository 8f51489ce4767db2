"""Concordance: how words were translated before, in whatever form."""

from __future__ import annotations

from flask import render_template, request

from i18nflow.model import Side
from i18nflow.webapp.context import wants_part, workspace
from i18nflow.webapp.desk.base import blueprint, language_asked
from i18nflow.webapp.paint import Mark, painted
from i18nflow.workflow import memories

MOST = 50
LONGEST = 200
"""Characters that are looked for: a selection of half an article is cut."""


@blueprint.get("/concordance")
def concordance() -> str:
    """The pairs of the memory that hold these words: a page, or a part for the article view."""
    ws, lang = workspace(), language_asked()
    query = " ".join(request.args.get("q", "").split())[:LONGEST]
    side = Side.TARGET if request.args.get("side") == Side.TARGET else Side.SOURCE
    hits = memories.concordance(ws, query, lang, side=side, limit=MOST) if query else []
    shown = [
        (
            hit.unit,
            painted(hit.unit.source, (), [Mark(start, end, "looked-for") for start, end in hit.spans_source]),
            painted(hit.unit.target, (), [Mark(start, end, "looked-for") for start, end in hit.spans_target]),
        )
        for hit in hits
    ]
    template = "desk/_concordance.html" if wants_part() else "desk/concordance.html"
    return render_template(
        template, query=query, side=str(side), hits=shown, most=MOST, lang=lang, source_lang=ws.config.source,
        targets=ws.config.targets,
    )  # fmt: skip
