"""Making editions public, taking them back, putting them away, and their addresses."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace

from i18nflow import files
from i18nflow.errors import NotFound, Refused
from i18nflow.model import Actor, Edition, PublicationStatus, Role, said
from i18nflow.publish import Built
from i18nflow.workflow import audit
from i18nflow.workflow.publishing.gate import LIVE, Blocker, blockers
from i18nflow.workflow.publishing.reading import Reading
from i18nflow.workflow.publishing.site import build_site, site_config
from i18nflow.workflow.publishing.texts import Release, publish_edition
from i18nflow.workflow.rights import needs
from i18nflow.workflow.workspace import Workspace

Progress = Callable[[int, int], None]


@dataclass(frozen=True, slots=True)
class Published:
    """What a publication did: editions made public, editions held back with their blockers, files of the site."""

    editions: tuple[tuple[str, str], ...] = ()
    blocked: dict[tuple[str, str], tuple[Blocker, ...]] = field(default_factory=dict)
    built: Built | None = None


@needs(Role.EDITOR, said("publish an article"))
def publish_articles(
    ws: Workspace,
    slugs: Sequence[str],
    langs: Sequence[str],
    actor: Actor,
    *,
    drafts: bool = False,
    note: str = "",
    notes: Mapping[str, str] | None = None,
    progress: Progress | None = None,
) -> Published:
    """Make editions public and build the site. Without ``slugs``: every article that is ready or public already.

    What is blocked is held back and listed; with ``drafts`` it is published all the same and marked for the reader,
    except under an embargo. The source language among ``langs`` publishes the original alone: translations that are
    public already say that it has changed. ``notes`` are correction notes by language, ``note`` is one for each of ``langs``.
    """
    site_config(ws)
    release = Release(actor, ws.now(), {**dict.fromkeys(langs, note), **(notes or {})})
    reading = None if slugs or any(release.notes.values()) else Reading.now(ws, langs)
    chosen = slugs or (
        reading.to_look_at() if reading else [article.slug for article in ws.store.articles.all()]
    )
    done: list[tuple[str, str]] = []
    blocked: dict[tuple[str, str], tuple[Blocker, ...]] = {}
    for slug in chosen:
        ws.store.articles.get(slug)
        for lang in langs:
            against = blockers(ws, slug, lang)
            if against and not (drafts and slugs and not any(one.kind.hard for one in against)):
                blocked[slug, lang] = against
                continue
            with ws.store.write():
                if publish_edition(ws, slug, lang, release):
                    done.append((slug, lang))
                    audit.record(ws, actor, "publish", f"{slug}/{lang}", drafts=drafts)
                ws.store.schedules.remove(slug, lang)
    if reading:
        reading.remember({slug for slug, _ in blocked})
    return Published(tuple(done), blocked, build_site(ws, progress))


@needs(Role.EDITOR, said("withdraw an article"))
def unpublish(ws: Workspace, slug: str, langs: Sequence[str], actor: Actor, *, reason: str = "") -> Published:
    """Take editions back: page, feed and index entries go, a withdrawn page stays. The original goes with the last.

    The source language among ``langs`` takes the whole article back.
    """
    source = ws.config.source
    with ws.store.write():
        editions = ws.store.editions.of_article(slug)
        live = [lang for lang, edition in editions.items() if edition.status in LIVE]
        wanted = live if source in langs else [lang for lang in live if lang in langs]
        if not wanted:
            raise NotFound(said("'{slug}' is not published.", slug=slug))
        if not set(live) - {source} - set(wanted):
            wanted = live
        for lang in wanted:
            gone = replace(
                editions[lang], status=PublicationStatus.WITHDRAWN, modified_at=ws.now(), note=reason
            )
            ws.store.editions.save(gone)
            ws.store.schedules.remove(slug, lang)
    return Published(tuple((slug, lang) for lang in wanted if lang != source), {}, build_site(ws))


@needs(Role.EDITOR, said("archive an article"))
def archive(ws: Workspace, slug: str, actor: Actor) -> Published:
    """Put an article away: it keeps its pages, with a note, and leaves the news and the feeds."""
    if not any(edition.status in LIVE for edition in ws.store.editions.of_article(slug).values()):
        raise NotFound(said("'{slug}' is not published, so there is nothing to put away.", slug=slug))
    with ws.store.write():
        ws.store.schedules.archive(slug, actor.name, ws.now())
    return Published(((slug, ""),), {}, build_site(ws))


@needs(Role.EDITOR, said("archive an article"))
def bring_back(ws: Workspace, slug: str, actor: Actor) -> Published:
    """Take an article out of the archive."""
    with ws.store.write():
        if not ws.store.schedules.bring_back(slug):
            raise NotFound(said("'{slug}' is not in the archive.", slug=slug))
    return Published(((slug, ""),), {}, build_site(ws))


@needs(Role.TRANSLATOR, said("set a slug"))
def set_slug(ws: Workspace, slug: str, lang: str, wanted: str, actor: Actor) -> Edition:
    """Give an edition its slug. After publication the former one becomes a redirect."""
    files.check_slug(wanted)
    with ws.store.write():
        if ws.store.editions.slug_taken(lang, wanted, by_other_than=slug):
            raise Refused(
                said("'{wanted}' is the slug of another article in {lang}.", wanted=wanted, lang=lang)
            )
        edition = ws.store.editions.get(slug, lang)
        if edition.slug_frozen and edition.slug != wanted:
            return ws.store.editions.rename(edition, wanted, ws.now())
        edition = replace(edition, slug=wanted, slug_confirmed=True)
        ws.store.editions.save(edition)
        return edition
