"""Pushing published articles to WordPress: posts are made once, changed afterwards, and linked as translations."""

from __future__ import annotations

import mimetypes
import os
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from hashlib import sha256
from html import escape
from pathlib import PurePosixPath
from typing import Any
from urllib.parse import quote

from i18nflow import files, publish
from i18nflow.errors import ConfigError, NotFound
from i18nflow.model import Actor, Role, said
from i18nflow.publish.wordpress import MEDIA, Category, Picture, Post, posts
from i18nflow.store import Sent
from i18nflow.wordpress import Account, WordPress
from i18nflow.workflow.publishing import LIVE, article_view, open_site
from i18nflow.workflow.rights import needs
from i18nflow.workflow.workspace import Workspace

USER, PASSWORD = "I18NFLOW_WORDPRESS_USER", "I18NFLOW_WORDPRESS_PASSWORD"


@dataclass
class Pushed:
    """What a push did, by ``article/lang``: posts made, changed, equal already, held back, taken offline."""

    created: list[str] = field(default_factory=list)
    updated: list[str] = field(default_factory=list)
    unchanged: list[str] = field(default_factory=list)
    changed_there: list[str] = field(default_factory=list)
    withdrawn: list[str] = field(default_factory=list)
    links: dict[str, str] = field(default_factory=dict)
    without_plugin: bool = False


@needs(Role.EDITOR, said("push to WordPress"))
def push(
    ws: Workspace,
    slugs: Sequence[str],
    actor: Actor,
    *,
    status: str = "draft",
    force: bool = False,
    environ: Callable[[str], str | None] = os.environ.get,
    progress: Callable[[int, int], None] | None = None,
) -> Pushed:
    """Send the public editions of articles (all by default) to the WordPress of the settings.

    A new post gets ``status`` (``draft`` or ``publish``); after that its status is WordPress's affair, but a withdrawn
    edition goes back to draft. A post that somebody changed there since the last push is left alone and named, unless
    ``force``.
    """
    chosen = list(slugs) or list(dict.fromkeys(slug for slug, _ in ws.store.publications.marks()))
    done = Pushed()
    with WordPress(_address(ws), _account(environ)) as there:
        job = _Push(ws, there, open_site(ws), done, status, force=force)
        for number, slug in enumerate(chosen, 1):
            job.article(slug)
            if progress:
                progress(number, len(chosen))
    return done


class _Push:
    """One run."""

    def __init__(
        self, ws: Workspace, there: WordPress, site: publish.Site, done: Pushed, status: str, *, force: bool
    ) -> None:
        self._ws, self._there, self._site, self._done = ws, there, site, done
        self._status, self._force = status, force
        self._categories: dict[str, int] = {}

    def article(self, slug: str) -> None:
        """Push one article: its posts, and that they are each other's translations."""
        view = article_view(self._ws, slug)
        ids = {}
        changed = False
        for post in posts(self._site, view):
            before = len(self._done.created)
            ids[post.lang] = self._post(post)
            changed |= len(self._done.created) > before
        editions = self._ws.store.editions.of_article(slug)
        for lang, edition in editions.items():
            if edition.status not in LIVE:
                self._withdraw(f"{slug}/{lang}")
        if len(ids) > 1 and changed and not self._there.link(ids):
            self._done.without_plugin = True

    def _post(self, post: Post) -> int:
        """Make or change one post; its id there."""
        sent = self._ws.store.pushed.get(self._there.url, "post", post.name)
        there = self._there.post(sent.remote_id) if sent else None
        if there is None:
            there = self._there.find_post(post.article, post.lang, str(post.fields["slug"]))
            sent = None
        if there is None:
            made = self._there.create_post({**self._fields(post), "status": self._status})
            self._remember(post, made, self._done.created)
            return int(made["id"])
        number = int(there["id"])
        known, _, moment = sent.digest.partition(" ") if sent else ("", "", "")
        if moment and there.get("modified_gmt") != moment and not self._force:
            self._done.changed_there.append(post.name)
        elif known == post.digest and not self._force:
            self._done.unchanged.append(post.name)
            self._done.links[post.name] = sent.link if sent else ""
        else:
            made = self._there.update_post(number, self._fields(post))
            self._remember(post, made, self._done.updated)
        return number

    def _fields(self, post: Post) -> dict[str, Any]:
        pictures = {picture.name: self._picture(picture) for picture in post.pictures}
        content = str(post.fields["content"])
        for name, (_, address) in pictures.items():
            content = content.replace(f'"{MEDIA}{quote(name)}"', f'"{escape(address)}"')
        fields = {
            **post.fields,
            "content": content,
            "categories": [self._category(c) for c in post.categories],
        }
        if pictures:
            fields["featured_media"] = next(iter(pictures.values()))[0]
        return fields

    def _category(self, one: Category) -> int:
        if one.slug not in self._categories:
            self._categories[one.slug] = self._there.category(one.name, one.slug)
        return self._categories[one.slug]

    def _picture(self, picture: Picture) -> tuple[int, str]:
        """A picture there: sent once for each of its contents."""
        data = files.read_bytes(files.inside(self._ws.root / "media", picture.name))
        mark = sha256(data).hexdigest()
        sent = self._ws.store.pushed.get(self._there.url, "media", picture.name)
        if sent and sent.digest == mark:
            return sent.remote_id, sent.link
        name = PurePosixPath(picture.name).name
        kind = mimetypes.guess_type(name)[0] or "application/octet-stream"
        number, address = self._there.upload(name, data, kind, picture.alt)
        with self._ws.store.write():
            self._ws.store.pushed.set(
                self._there.url, "media", picture.name, Sent(number, address, mark), self._ws.now()
            )
        return number, address

    def _withdraw(self, name: str) -> None:
        sent = self._ws.store.pushed.get(self._there.url, "post", name)
        there = self._there.post(sent.remote_id) if sent else None
        if sent and there and there.get("status") != "draft":
            self._there.update_post(sent.remote_id, {"status": "draft"})
            self._done.withdrawn.append(name)
        if sent:
            with self._ws.store.write():
                self._ws.store.pushed.forget(self._there.url, "post", name)

    def _remember(self, post: Post, made: dict[str, Any], kind: list[str]) -> None:
        kind.append(post.name)
        self._done.links[post.name] = str(made.get("link", ""))
        if (made.get("meta") or {}).get("i18nflow_article") != post.article:
            self._done.without_plugin = True
        sent = Sent(
            int(made["id"]), str(made.get("link", "")), f"{post.digest} {made.get('modified_gmt', '')}"
        )
        with self._ws.store.write():
            self._ws.store.pushed.set(self._there.url, "post", post.name, sent, self._ws.now())


def _address(ws: Workspace) -> str:
    if not ws.config.site.wordpress:
        raise ConfigError(
            said(
                'site.wordpress is not set: name the WordPress to push to, e.g. wordpress = "https://blog.example.org"'
            ),
            where="i18nflow.toml",
        )
    return ws.config.site.wordpress


def _account(environ: Callable[[str], str | None]) -> Account:
    user, password = environ(USER), environ(PASSWORD)
    if not user or not password:
        raise NotFound(
            said(
                "{user} and {password} are not set: they hold the WordPress user and an application password (in WordPress: Users, Profile, Application Passwords).",
                user=USER,
                password=PASSWORD,
            )
        )
    return Account(user, password)
