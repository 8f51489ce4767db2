"""``i18nflow check [ARTICLE...]``: the findings of a workspace's targets."""

from __future__ import annotations

import click

from i18nflow.cli import workspace as cli
from i18nflow.model import Finding, Severity
from i18nflow.workflow import checking


def run(
    ctx: click.Context, articles: tuple[str, ...], *, to: tuple[str, ...], fail_on: str | None, as_json: bool
) -> int:
    """Check the targets of ``articles`` (all by default), store and print the findings; the exit status."""
    records = []
    worst: list[Finding] = []
    with cli.opened(ctx) as ws:
        slugs = articles or tuple(article.slug for article in ws.store.articles.all())
        for slug in slugs:
            ws.store.articles.get(slug)
        with cli.progress("Checking", len(slugs)) as tick:
            for number, slug in enumerate(slugs, 1):
                for lang in cli.languages(ws, to):
                    by_key = checking.check_articles(ws, [slug], lang)[slug]
                    numbers = {
                        row.segment.key: n for n, row in enumerate(ws.store.targets.rows(slug, lang), 1)
                    }
                    for key, found in by_key.items():
                        worst.extend(found)
                        records += [(slug, lang, numbers[key], key, one) for one in found]
                tick(number, len(slugs))
    if as_json:
        cli.print_json([_record(*one) for one in records])
    else:
        headers = ("article", "to", "no", "segment", "severity", "code", "message")
        cli.table(
            headers,
            [(s, lang, n, key, f.severity, f.code, f.message) for s, lang, n, key, f in records],
            right=(2,),
        )
        cli.say(f"{len(records)} findings in {len(slugs)} articles")
    failing = {"error": {Severity.ERROR}, "warning": {Severity.ERROR, Severity.WARNING}}.get(
        fail_on or "", set()
    )
    return cli.PARTLY if any(one.severity in failing for one in worst) else cli.DONE


def _record(slug: str, lang: str, number: int, key: str, finding: Finding) -> dict[str, object]:
    return {
        "article": slug,
        "lang": lang,
        "number": number,
        "segment": key,
        "code": finding.code,
        "severity": str(finding.severity),
        "message": finding.message,
        "in": str(finding.side),
        "start": finding.start,
        "end": finding.end,
        "expected": finding.expected,
        "fix": finding.fix,
    }
