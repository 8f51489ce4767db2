"""The engines' page: which there are, and how much was edited in what each of them made."""

from __future__ import annotations

from collections.abc import Sequence

from flask import Blueprint, render_template

from i18nflow import engines
from i18nflow.store import PostEdits
from i18nflow.webapp import chart
from i18nflow.webapp.context import workspace

blueprint = Blueprint("engines", __name__, url_prefix="/engines")

MOST_ARTICLES = 50


@blueprint.get("/")
def show() -> str:
    """Engines with their post-edits: drawn by month, and in tables."""
    ws = workspace()
    table = ws.store.postedits
    months = table.by_engine_month()
    settings = ws.config.engines
    return render_template(
        "engines.html",
        listed=engines.available(settings.settings),
        order=settings.order,
        second=settings.second,
        usage=ws.store.usage.characters(ws.month),
        totals=table.by_engine(),
        months=months,
        articles=table.by_engine_article()[:MOST_ARTICLES],
        drawn=edit_chart(months),
        targets=ws.config.targets,
    )


def edit_chart(months: Sequence[PostEdits]) -> chart.Chart:
    """The edit share of each engine by month, over all target languages."""
    edits: dict[str, dict[str, list[float]]] = {}
    for one in months:
        sums = edits.setdefault(one.engine, {}).setdefault(one.month, [0.0, 0.0])
        sums[0] += one.edit_share * one.words
        sums[1] += one.words
    return chart.lines(
        {
            engine: {month: edited / words if words else 0.0 for month, (edited, words) in by_month.items()}
            for engine, by_month in edits.items()
        }
    )
