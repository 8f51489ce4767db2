"""Publishing at a time: schedules and embargoes, in the newsroom's time zone."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

from i18nflow.errors import InputError, NotFound, Refused
from i18nflow.model import Actor, PublicationStatus, Role, said
from i18nflow.people import actor_of
from i18nflow.store import Embargo, Schedule
from i18nflow.workflow import audit
from i18nflow.workflow.publishing.gate import LIVE, Block, Blocker, blockers
from i18nflow.workflow.publishing.site import build_site, site_config
from i18nflow.workflow.publishing.texts import Release, publish_edition
from i18nflow.workflow.publishing.verbs import Progress, Published
from i18nflow.workflow.rights import needs
from i18nflow.workflow.workspace import Workspace


def moment(text: str, zone: ZoneInfo) -> datetime:
    """A typed time (``2026-12-01 09:00``, in ``zone`` unless it names an offset) in UTC.

    Raises :class:`InputError` for what is no time, and for an hour that the clock jumps over in spring; of an hour
    that comes twice in autumn the first is meant.
    """
    try:
        typed = datetime.fromisoformat(text.strip())
        there = (typed if typed.tzinfo is not None else typed.replace(tzinfo=zone)).astimezone(UTC)
        shown = there.astimezone(zone)
    except (ValueError, OverflowError) as error:  # also a day before or after all that can be told in UTC
        raise InputError(said("'{text}' is not a time; write it like 2026-12-01 09:00", text=text)) from error
    if typed.tzinfo is None and shown.replace(tzinfo=None) != typed:
        raise InputError(
            said(
                "{text} does not exist in {zone}: the clock is put forward over it", text=text, zone=zone.key
            )
        )
    return there


@needs(Role.EDITOR, said("schedule a publication"))
def schedule(
    ws: Workspace,
    slug: str,
    langs: Sequence[str],
    due: datetime,
    actor: Actor,
    *,
    drafts: bool = False,
    note: str = "",
) -> tuple[Schedule, ...]:
    """Have editions published at ``due``, in ``actor``'s name; nothing of them is public before.

    The gate is asked again then: what is blocked waits, and is published by the first run after it is settled.
    """
    site_config(ws)
    ws.store.articles.get(slug)
    if due <= ws.now():
        raise InputError(said("{time} is past; publish now, or name a time to come", time=_shown(ws, due)))
    embargo = ws.store.schedules.embargo(slug)
    if embargo and due < embargo.until:
        raise Refused(
            said(
                "'{slug}' is under embargo until {time}; schedule it for then or later.",
                slug=slug,
                time=_shown(ws, embargo.until),
            )
        )
    made = []
    with ws.store.write():
        for lang in langs:
            edition = ws.store.editions.get(slug, lang)
            if edition.status is PublicationStatus.NONE:
                edition = replace(edition, status=PublicationStatus.SCHEDULED)
            ws.store.editions.save(edition)
            roles = tuple(sorted(str(role) for role in actor.roles))
            made.append(Schedule(slug, lang, due, actor.name, roles, ws.now(), drafts=drafts, note=note))
            ws.store.schedules.set(made[-1])
    return tuple(made)


@needs(Role.EDITOR, said("schedule a publication"))
def unschedule(ws: Workspace, slug: str, langs: Sequence[str], actor: Actor) -> None:
    """Take schedules back. Raises :class:`NotFound` when there was none."""
    with ws.store.write():
        found = [lang for lang in langs if ws.store.schedules.remove(slug, lang)]
        for lang in found:
            _unmark(ws, slug, lang)
    if not found:
        raise NotFound(said("'{slug}' is not scheduled.", slug=slug))


@needs(Role.EDITOR, said("set an embargo"))
def embargo(ws: Workspace, slug: str, until: datetime | None, actor: Actor) -> None:
    """Keep all of an article from the public before ``until``; None lifts the embargo."""
    ws.store.articles.get(slug)
    if until is None:
        with ws.store.write():
            if not ws.store.schedules.lift_embargo(slug):
                raise NotFound(said("'{slug}' is not under embargo.", slug=slug))
        return
    if until <= ws.now():
        raise InputError(said("{time} is past", time=_shown(ws, until)))
    if any(edition.status in LIVE for edition in ws.store.editions.of_article(slug).values()):
        raise Refused(
            said(
                "'{slug}' is public already: an embargo would come too late. Withdraw it instead.", slug=slug
            )
        )
    with ws.store.write():
        ws.store.schedules.set_embargo(Embargo(slug, until, actor.name, ws.now()))


def publish_due(ws: Workspace, *, progress: Progress | None = None, build: bool = True) -> Published:
    """Publish every edition whose time has come, each in the name of who scheduled it, and build the site.

    Several processes may run this at once: an edition is published by the one that takes its schedule first. The role
    of who scheduled it is asked anew: with accounts, one that is closed or no editor any more publishes nothing.
    """
    done: list[tuple[str, str]] = []
    blocked: dict[tuple[str, str], tuple[Blocker, ...]] = {}
    for one in ws.store.schedules.due(ws.now()):
        actor, against = _scheduler(ws, one), blockers(ws, one.article, one.lang)
        if not actor.may(Role.EDITOR):
            against = (Blocker(Block.ROLE, "", 0, f"{one.actor}: schedule it anew"), *against)
        if against and not (one.drafts and not any(found.kind.hard for found in against)):
            blocked[one.article, one.lang] = against
            continue
        with ws.store.write():
            if not ws.store.schedules.remove(one.article, one.lang):
                continue
            publish_edition(ws, one.article, one.lang, Release(actor, ws.now(), {one.lang: one.note}))
            audit.record(ws, actor, "publish", f"{one.article}/{one.lang}", scheduled=True)
            done.append((one.article, one.lang))
    return Published(tuple(done), blocked, build_site(ws, progress) if build else None)


def lapsed(ws: Workspace) -> dict[tuple[str, str], Schedule]:
    """Schedules by edition that will not be kept, due or not: who made them may not publish any more."""
    return {
        (one.article, one.lang): one
        for one in ws.store.schedules.all()
        if not _scheduler(ws, one).may(Role.EDITOR)
    }


def _scheduler(ws: Workspace, one: Schedule) -> Actor:
    """Who scheduled it, with the roles of now; where there are no accounts, with those of then."""
    if not ws.store.users.exist():
        return Actor(one.actor, frozenset(Role(role) for role in one.roles))
    user = ws.store.users.find(one.actor)
    return actor_of(user) if user is not None and user.is_active else Actor(one.actor, frozenset())


def next_due(ws: Workspace) -> datetime | None:
    """The time of the next schedule to come due, None when there is none."""
    now = ws.now()
    return next((one.due for one in ws.store.schedules.all() if one.due > now), None)


def wait_for(ws: Workspace, most: float = 30.0) -> float:
    """Seconds until the next schedule comes due, at most ``most``: others may schedule meanwhile."""
    due = next_due(ws)
    if due is None:
        return most
    return min(max((due - ws.now()) / timedelta(seconds=1), 0.2), most)


def _unmark(ws: Workspace, slug: str, lang: str) -> None:
    edition = ws.store.editions.get(slug, lang)
    if edition.status is PublicationStatus.SCHEDULED:
        ws.store.editions.save(replace(edition, status=PublicationStatus.NONE))


def _shown(ws: Workspace, at: datetime) -> str:
    return at.astimezone(ws.config.zone).isoformat(sep=" ", timespec="minutes")
