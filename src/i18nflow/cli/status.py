"""``i18nflow status``: how far each article is."""

from __future__ import annotations

import click

from i18nflow.cli import workspace as cli
from i18nflow.model import Severity, State
from i18nflow.workflow import status


@click.command("status")
@cli.to_option
@cli.json_option
@click.pass_context
def command(ctx: click.Context, to: tuple[str, ...], *, as_json: bool) -> None:
    """List the articles: segments by state, findings, publication."""
    with cli.opened(ctx) as ws:
        langs = cli.languages(ws, to)
        listed = status.articles(ws)
    if as_json:
        cli.print_json([_record(one, lang) for one in listed for lang in langs])
        return
    rows = []
    for one in listed:
        for lang in langs:
            p = one.progress[lang]
            rows.append(
                (
                    one.slug, lang, one.date or "", *(p.segments.get(state, 0) for state in State),
                    p.findings.get(Severity.ERROR, 0), p.findings.get(Severity.WARNING, 0), p.edition.status,
                )
            )  # fmt: skip
    headers = ("article", "to", "date", *(str(state) for state in State), "errors", "warnings", "published")
    cli.table(headers, rows, right=range(3, 10))


def _record(one: status.ArticleStatus, lang: str) -> dict[str, object]:
    p = one.progress[lang]
    return {
        "article": one.slug,
        "title": one.title,
        "lang": lang,
        "date": one.date.isoformat() if one.date else None,
        "revision": one.revision,
        "segments": {str(state): p.segments.get(state, 0) for state in State},
        "words": {str(state): p.words.get(state, 0) for state in State},
        "findings": {str(severity): p.findings.get(severity, 0) for severity in Severity},
        "stale": p.stale,
        "ready": p.ready,
        "publication": str(p.edition.status),
    }
