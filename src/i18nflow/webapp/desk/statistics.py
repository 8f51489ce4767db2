"""The statistics: charts that are tables too, each under a heading that says what came out."""

from __future__ import annotations

from flask import render_template, request

from i18nflow.webapp.context import workspace
from i18nflow.webapp.desk import charts
from i18nflow.webapp.desk.base import blueprint, language_asked
from i18nflow.webapp.words import _, month_name, percent
from i18nflow.workflow.desk import figuring
from i18nflow.workflow.desk.figuring import BEGAN, Report

PERIODS = (13, 26, 52)
"""Weeks."""


@blueprint.get("/statistics")
def statistics() -> str:
    """What was done in the last weeks, and how well."""
    ws, lang = workspace(), language_asked()
    asked = request.args.get("weeks", "")
    weeks = int(asked) if asked in map(str, PERIODS) else PERIODS[0]
    report = figuring.report(ws, lang, weeks=weeks)
    names = [str(week.monday.isocalendar().week) for week in report.weeks]
    months = sorted({one.month for one in report.engines})
    engines = sorted({one.engine for one in report.engines})
    shares = {engine: [_share(report, engine, month) for month in months] for engine in engines}
    followed = [one.share if one.times else None for one in report.term_weeks]
    return render_template(
        "desk/statistics.html",
        report=report,
        lang=lang,
        weeks=weeks,
        periods=PERIODS,
        targets=ws.config.targets,
        source_lang=ws.config.source,
        began=[(name, began_word(name)) for name in BEGAN],
        throughput=charts.stacked(names, [week.words for week in report.weeks], BEGAN),
        names=names,
        engines=engines,
        months=[(month, month_name(month)) for month in months],
        editing=charts.lines([month_name(month) for month in months], shares),
        adherence=charts.lines(names, {"terms": followed}, least=_floor(followed), most=1.0),
        ranked=_ranked(report),
        kept=sum(one.kept for one in report.terms),
        times=sum(one.times for one in report.terms),
        most_findings=max((one.open + one.waived for one in report.findings), default=1),
        percent=percent,
    )


def began_word(name: str) -> str:
    """How an approved text began."""
    return {
        "machine": _("Machine, edited"),
        "memory": _("Memory"),
        "import": _("Imported"),
        "hand": _("Written by hand"),
    }[name]


def _share(report: Report, engine: str, month: str) -> float | None:
    return next(
        (one.edit_share for one in report.engines if (one.engine, one.month) == (engine, month)), None
    )


def _ranked(report: Report) -> list[tuple[str, float, int]]:
    """Engines with their share of edited words and their segments over the period, the least edited first."""
    sums: dict[str, tuple[float, int, int]] = {}
    for one in report.engines:
        edits, words, segments = sums.get(one.engine, (0.0, 0, 0))
        sums[one.engine] = (edits + one.edit_share * one.words, words + one.words, segments + one.segments)
    ranked = [
        (engine, edits / words if words else 0.0, segments)
        for engine, (edits, words, segments) in sums.items()
    ]
    return sorted(ranked, key=lambda one: one[1])


def _floor(shares: list[float | None]) -> float:
    """Where the axis of the terms begins: a line near 100 % shows nothing on an axis from 0."""
    least = min((one for one in shares if one is not None), default=0.0)
    return 0.0 if least < 0.5 else 0.5 if least < 0.8 else 0.8
