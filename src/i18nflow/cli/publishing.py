"""``i18nflow publish``: the bilingual site, now or at a time."""

from __future__ import annotations

from collections.abc import Sequence

import click

from i18nflow.cli import workspace as cli
from i18nflow.errors import InputError
from i18nflow.model import Actor, said
from i18nflow.workflow import publishing
from i18nflow.workflow.workspace import Workspace, locale_folder


@click.command("publish")
@click.argument("articles", nargs=-1)
@cli.to_option
@click.option("--drafts", is_flag=True, help="Publish unfinished ARTICLES too, marked for the reader.")
@click.option(
    "--note",
    "notes",
    multiple=True,
    metavar="[LANG=]TEXT",
    help="A correction note shown to the reader; one for each language.",
)
@click.option(
    "--at", "at", metavar="TIME", help="Publish ARTICLES at TIME (2026-12-01 09:00) and not before."
)
@click.option("--cancel", is_flag=True, help="Take the schedule of ARTICLES back.")
@click.option("--due", is_flag=True, help="Publish what is scheduled and due; for cron.")
@click.option("--scheduled", is_flag=True, help="List what is scheduled.")
@click.option("--embargo", metavar="TIME", help="Publish nothing of ARTICLES before TIME; 'none' lifts it.")
@click.option("--unarchive", is_flag=True, help="Take ARTICLES out of the archive, back into the news.")
@cli.by_option
@cli.json_option
@click.pass_context
def command(
    ctx: click.Context,
    articles: tuple[str, ...],
    to: tuple[str, ...],
    notes: tuple[str, ...],
    at: str | None,
    embargo: str | None,
    by: str | None,
    *,
    drafts: bool,
    cancel: bool,
    due: bool,
    scheduled: bool,
    unarchive: bool,
    as_json: bool,
) -> int:
    """Publish ARTICLES (every one that is ready by default) and build the site in site/.

    What is not approved, or has an error open, is held back; each reason is listed. The source language in --to
    publishes the original alone: its translations say that it has changed. Times are in the workspace's time zone.
    """
    if sum(map(bool, (at, embargo, cancel, due, scheduled, unarchive))) > 1:
        raise click.UsageError(
            "--at, --cancel, --due, --scheduled, --embargo and --unarchive exclude each other"
        )
    if not articles and (at or embargo or cancel or unarchive):
        raise click.UsageError("name the articles that are meant")
    with cli.opened(ctx) as ws, cli.progress("Publishing") as tick:
        actor, langs = cli.actor(by), _languages(ws, to)
        if scheduled:
            return _list(ws, as_json=as_json)
        if at:
            return _schedule(ws, articles, langs, at, actor, notes, drafts=drafts)
        if embargo or cancel or unarchive:
            return _change(ws, articles, langs, actor, embargo=embargo, cancel=cancel)
        if due:
            done = publishing.publish_due(ws, progress=tick)
        else:
            done = publishing.publish_articles(
                ws, articles, langs, actor, drafts=drafts, notes=_notes(ws, langs, notes), progress=tick
            )
    _tell(done, in_full=bool(articles) or due, as_json=as_json)
    return cli.PARTLY if done.blocked and (articles or due) else cli.DONE


def _languages(ws: Workspace, to: Sequence[str]) -> tuple[str, ...]:
    """The languages meant; the source may be among them."""
    source = ws.config.source
    own = (source.lower(), locale_folder(source))
    return tuple(source if one.lower() in own else cli.language(ws, one) for one in to) or ws.config.targets


def _notes(ws: Workspace, langs: Sequence[str], notes: Sequence[str]) -> dict[str, str]:
    """The notes by language; one without a language is for the only one meant. Raises :class:`InputError`."""
    found = {}
    for note in notes:
        name, _, text = note.partition("=")
        if text and name.strip().lower() in {
            tag.lower() for one in (ws.config.source, *ws.config.targets) for tag in (one, locale_folder(one))
        }:
            found[_languages(ws, [name.strip()])[0]] = text.strip()
        elif len(langs) == 1:
            found[langs[0]] = note.strip()
        else:
            raise InputError(
                said("say in which language the note is: --note {lang}='{note}'", lang=langs[0], note=note)
            )
    return found


def _schedule(
    ws: Workspace,
    articles: Sequence[str],
    langs: Sequence[str],
    at: str,
    actor: Actor,
    notes: Sequence[str],
    *,
    drafts: bool,
) -> int:
    due = publishing.moment(at, ws.config.zone)
    texts = _notes(ws, langs, notes)
    for slug in articles:
        for lang in langs:
            made = publishing.schedule(ws, slug, [lang], due, actor, drafts=drafts, note=texts.get(lang, ""))
            for one in made:
                click.echo(f"scheduled: {slug} ({lang}) {cli.time_in(ws, one.due)}")
            against = publishing.blockers(ws, slug, lang)
            if against:
                cli.say(f"not ready yet: {slug} ({lang}): {_summary(against)}")
    return cli.DONE


def _change(
    ws: Workspace,
    articles: Sequence[str],
    langs: Sequence[str],
    actor: Actor,
    *,
    embargo: str | None,
    cancel: bool,
) -> int:
    for slug in articles:
        if embargo:
            until = None if embargo == "none" else publishing.moment(embargo, ws.config.zone)
            publishing.embargo(ws, slug, until, actor)
            click.echo(f"embargo until {cli.time_in(ws, until)}: {slug}" if until else f"no embargo: {slug}")
        elif cancel:
            publishing.unschedule(ws, slug, langs, actor)
            click.echo(f"no longer scheduled: {slug}")
        else:
            publishing.bring_back(ws, slug, actor)
            click.echo(f"back in the news: {slug}")
    return cli.DONE


def _list(ws: Workspace, *, as_json: bool) -> int:
    found = ws.store.schedules.all()
    if as_json:
        cli.print_json(
            [{"article": s.article, "lang": s.lang, "due": s.due.isoformat(), "by": s.actor} for s in found]
        )
    else:
        rows = [(cli.time_in(ws, s.due), s.article, s.lang, s.actor) for s in found]
        cli.table(("Time", "Article", "Language", "By"), rows)
    return cli.DONE


def _tell(done: publishing.Published, *, in_full: bool, as_json: bool) -> None:
    built = done.built
    assert built is not None
    if as_json:
        cli.print_json(_as_json(done))
        return
    for slug, lang in done.editions:
        click.echo(f"published: {slug} ({lang})")
    click.echo(f"site: {len(built.written)} files written, {len(built.removed)} removed")
    for name in built.missing_media:
        cli.say(f"missing picture: media/{name}")
    for (slug, lang), found in done.blocked.items():
        cli.say(f"held back: {slug} ({lang}): {_summary(found)}")
        for one in found if in_full else ():
            place = f"segment {one.number} ({one.segment}): " if one.segment else ""
            cli.say(f"  {place}{one.kind}{': ' + one.message if one.message else ''}")


def _as_json(done: publishing.Published) -> dict[str, object]:
    assert done.built is not None
    blocked = [
        {
            "article": slug,
            "lang": lang,
            "by": [
                {"kind": str(b.kind), "segment": b.segment, "number": b.number, "message": b.message}
                for b in found
            ],
        }
        for (slug, lang), found in done.blocked.items()
    ]
    return {
        "published": [{"article": slug, "lang": lang} for slug, lang in done.editions],
        "blocked": blocked,
        "written": done.built.written,
        "removed": done.built.removed,
    }


def _summary(found: tuple[publishing.Blocker, ...]) -> str:
    counts: dict[str, int] = {}
    for one in found:
        counts[one.kind] = counts.get(one.kind, 0) + 1
    return ", ".join(f"{number} {kind}" for kind, number in counts.items())
