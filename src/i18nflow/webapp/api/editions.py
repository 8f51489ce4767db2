"""Editions: an article in one language, what blocks its publication, and its public life."""

from __future__ import annotations

from typing import Annotated, Literal

from msgspec import Meta

from i18nflow.model import Role
from i18nflow.publish import Built
from i18nflow.webapp.api.base import Empty, Input, Shape
from i18nflow.webapp.api.registry import Call, operation
from i18nflow.webapp.api.shapes import EditionShape, any_lang, of_edition, target_lang
from i18nflow.webapp.api.texts import one_line
from i18nflow.workflow import publishing, pushing

ONE = "/articles/{slug}/editions/{lang}"


class BlockerShape(Shape, frozen=True, kw_only=True):
    """One thing that stands against publishing, and the segment where it is."""

    kind: str
    segment: str
    number: int
    message: str


class PublishInput(Input, frozen=True, kw_only=True):
    """How an edition is made public."""

    drafts: Annotated[bool, Meta(description="Publish what is not approved too, marked for the reader")] = (
        False
    )
    note: Annotated[str, Meta(description="A dated note that the reader sees", max_length=2000)] = ""
    source_note: Annotated[
        str, Meta(description="The same for the original, which goes out with it", max_length=2000)
    ] = ""


class WithdrawInput(Input, frozen=True, kw_only=True):
    """Why an edition is taken back."""

    reason: Annotated[str, Meta(max_length=2000)] = ""


class SlugInput(Input, frozen=True, kw_only=True):
    """The edition's slug; after publication the former one becomes a redirect."""

    slug: Annotated[str, Meta(min_length=1, max_length=80)]


class PublishedShape(Shape, frozen=True, kw_only=True):
    """What a publication did: the editions it made public, what stood against it, files written and removed."""

    published: tuple[str, ...]
    blockers: tuple[BlockerShape, ...]
    written: tuple[str, ...]
    removed: tuple[str, ...]


@operation("GET", "/articles/{slug}/editions", answer=tuple[EditionShape, ...])
def list_editions(call: Call[Empty, None]) -> tuple[EditionShape, ...]:
    """The editions of an article, the source language first."""
    slug, config = call.path["slug"], call.ws.config
    call.ws.store.articles.get(slug)
    return tuple(
        of_edition(call.ws.store.editions.get(slug, lang)) for lang in (config.source, *config.targets)
    )


@operation("GET", ONE, answer=EditionShape)
def get_edition(call: Call[Empty, None]) -> EditionShape:
    """An edition."""
    call.ws.store.articles.get(call.path["slug"])
    return of_edition(call.ws.store.editions.get(call.path["slug"], any_lang(call)))


@operation("GET", f"{ONE}/blockers", answer=tuple[BlockerShape, ...])
def list_blockers(call: Call[Empty, None]) -> tuple[BlockerShape, ...]:
    """Everything that stands against publishing the edition, in document order."""
    call.ws.store.articles.get(call.path["slug"])
    return _blockers(publishing.blockers(call.ws, call.path["slug"], target_lang(call)))


@operation("PUT", f"{ONE}/slug", needs=Role.EDITOR, body=SlugInput, answer=EditionShape, problems=(409, 422))
def set_slug(call: Call[Empty, SlugInput]) -> EditionShape:
    """Give the edition its slug."""
    call.ws.store.articles.get(call.path["slug"])
    return of_edition(
        publishing.set_slug(call.ws, call.path["slug"], target_lang(call), call.body.slug, call.actor)
    )


@operation(
    "POST", f"{ONE}/publish", needs=Role.EDITOR, body=PublishInput, answer=PublishedShape, problems=(409, 422)
)
def publish_edition(call: Call[Empty, PublishInput]) -> PublishedShape:
    """Make the edition public and build the site; where something stands against it, that is answered.

    The source language publishes the original alone: translations that are public already say that it has changed.
    """
    slug, lang = call.path["slug"], any_lang(call)
    notes = {call.ws.config.source: one_line(call.body.source_note)} if call.body.source_note else None
    done = publishing.publish_articles(
        call.ws,
        [slug],
        [lang],
        call.actor,
        drafts=call.body.drafts,
        note=one_line(call.body.note),
        notes=notes,
    )
    blocked = done.blocked.get((slug, lang), ())
    return _published(tuple(name for _, name in done.editions), _blockers(blocked), done.built)


@operation(
    "POST",
    f"{ONE}/withdraw",
    needs=Role.EDITOR,
    body=WithdrawInput,
    answer=PublishedShape,
    problems=(409, 422),
)
def withdraw_edition(call: Call[Empty, WithdrawInput]) -> PublishedShape:
    """Take the edition back: page, feed and index entries go, a withdrawn page stays.

    The source language takes the whole article back.
    """
    slug, lang = call.path["slug"], any_lang(call)
    call.ws.store.articles.get(slug)
    done = publishing.unpublish(call.ws, slug, [lang], call.actor, reason=one_line(call.body.reason))
    return _published((), (), done.built)


@operation("POST", "/site/build", needs=Role.EDITOR, answer=PublishedShape, problems=(422,))
def build_site(call: Call[Empty, None]) -> PublishedShape:
    """Bring the site up to date with what is published; only what changed is written."""
    return _published((), (), publishing.build_site(call.ws))


class PushInput(Input, frozen=True, kw_only=True):
    """How an article goes to WordPress."""

    status: Annotated[Literal["draft", "publish"], Meta(description="Of a post that is new there")] = "draft"
    force: Annotated[bool, Meta(description="Overwrite posts that somebody changed there")] = False


class PushedShape(Shape, frozen=True, kw_only=True):
    """What a push did, by `article/lang`; ``links`` are the addresses of the posts."""

    created: tuple[str, ...]
    updated: tuple[str, ...]
    unchanged: tuple[str, ...]
    changed_there: tuple[str, ...]
    withdrawn: tuple[str, ...]
    links: dict[str, str]
    without_plugin: bool


@operation(
    "POST", "/articles/{slug}/wordpress", needs=Role.EDITOR, body=PushInput, answer=PushedShape,
    problems=(409, 422),
)  # fmt: skip
def push_article(call: Call[Empty, PushInput]) -> PushedShape:
    """Send the public editions of an article to the WordPress of the settings."""
    call.ws.store.articles.get(call.path["slug"])
    done = pushing.push(
        call.ws, [call.path["slug"]], call.actor, status=call.body.status, force=call.body.force
    )
    lists = {
        name: tuple(getattr(done, name))
        for name in ("created", "updated", "unchanged", "changed_there", "withdrawn")
    }
    return PushedShape(**lists, links=dict(done.links), without_plugin=done.without_plugin)


def _blockers(found: tuple[publishing.Blocker, ...]) -> tuple[BlockerShape, ...]:
    return tuple(
        BlockerShape(kind=str(one.kind), segment=one.segment, number=one.number, message=one.message)
        for one in found
    )


def _published(
    editions: tuple[str, ...], blockers: tuple[BlockerShape, ...], built: Built | None
) -> PublishedShape:
    return PublishedShape(
        published=editions,
        blockers=blockers,
        written=tuple(built.written) if built else (),
        removed=tuple(built.removed) if built else (),
    )
