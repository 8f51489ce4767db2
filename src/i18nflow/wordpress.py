"""A WordPress site, spoken to through its REST API with an application password.

https://developer.wordpress.org/rest-api/reference/ and
https://make.wordpress.org/core/2020/11/05/application-passwords-integration-guide/
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import TracebackType
from typing import Any
from urllib.parse import quote, urlsplit

import requests

from i18nflow.errors import ConfigError, I18nFlowError, Refused
from i18nflow.ingest.address import is_this_machine
from i18nflow.model import Said, said

_SECONDS = 30.0
_MOST_BYTES = 20_000_000


class WordPressError(I18nFlowError):
    """WordPress cannot be reached or refused; the message says what it answered and what to do."""


@dataclass(frozen=True, slots=True)
class Account:
    """Who speaks: a user of that site and an application password of theirs. It is never printed."""

    user: str
    password: str

    def __repr__(self) -> str:
        return f"Account({self.user!r}, '***')"


class WordPress:
    """The REST API of one site. Close it, or use it as a context manager."""

    def __init__(self, url: str, account: Account, *, seconds: float = _SECONDS) -> None:
        _must_be_private(url)
        self.url = url.rstrip("/")
        self._seconds = seconds
        self._session = requests.Session()
        self._session.trust_env = False
        self._session.auth = (account.user, account.password)
        self._session.headers["User-Agent"] = "i18nflow"

    def post(self, number: int) -> dict[str, Any] | None:
        """A post as its editors see it; None when it is gone or in the bin."""
        found = self._ask("GET", f"wp/v2/posts/{number}?context=edit", gone=True)
        return None if found is None or found.get("status") == "trash" else dict(found)

    def find_post(self, article: str, lang: str, slug: str) -> dict[str, Any] | None:
        """A post that an earlier push made for this article and language, whoever remembers it."""
        status = "publish,future,draft,pending,private"
        found = self._ask("GET", f"wp/v2/posts?context=edit&slug={quote(slug)}&status={status}")
        for post in found or ():
            meta = post.get("meta") or {}
            if (meta.get("i18nflow_article"), meta.get("i18nflow_lang")) == (article, lang):
                return dict(post)
        return None

    def create_post(self, fields: Mapping[str, object]) -> dict[str, Any]:
        """Make a post."""
        return dict(self._ask("POST", "wp/v2/posts", json=fields))

    def update_post(self, number: int, fields: Mapping[str, object]) -> dict[str, Any]:
        """Change a post; what ``fields`` does not name stays."""
        return dict(self._ask("POST", f"wp/v2/posts/{number}", json=fields))

    def category(self, name: str, slug: str) -> int:
        """The id of the category with this slug, made where there is none."""
        found = self._ask("GET", f"wp/v2/categories?slug={quote(slug)}")
        if found:
            return int(found[0]["id"])
        return int(self._ask("POST", "wp/v2/categories", json={"name": name, "slug": slug})["id"])

    def upload(self, name: str, data: bytes, kind: str, alt: str) -> tuple[int, str]:
        """Send a picture; its id and address there."""
        headers = {"Content-Type": kind, "Content-Disposition": f'attachment; filename="{quote(name)}"'}
        made = self._ask("POST", "wp/v2/media", data=data, headers=headers)
        if alt:
            self._ask("POST", f"wp/v2/media/{made['id']}", json={"alt_text": alt})
        return int(made["id"]), str(made["source_url"])

    def link(self, posts: Mapping[str, int]) -> bool:
        """Tie posts by language together as translations; False where the plugin is not there."""
        return self._ask("POST", "i18nflow/v1/link", json={"posts": posts}, gone=True) is not None

    def close(self) -> None:
        """Close the connection."""
        self._session.close()

    def __enter__(self) -> WordPress:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def _ask(self, method: str, path: str, *, gone: bool = False, **options: Any) -> Any:
        """The answer as JSON; None for "not there" where ``gone`` allows it. Raises :class:`WordPressError`."""
        address = f"{self.url}/wp-json/{path}"
        try:
            # A redirect would send the password to another address.
            answer = self._session.request(
                method, address, timeout=self._seconds, allow_redirects=False, **options
            )
        except requests.RequestException as error:
            raise WordPressError(
                said("{url} cannot be reached: {kind}", url=self.url, kind=type(error).__name__)
            ) from error
        if gone and answer.status_code in (404, 410):
            return None
        if answer.status_code >= 300 or len(answer.content) > _MOST_BYTES:
            raise WordPressError(_reason(self.url, path, answer))
        try:
            return answer.json()
        except ValueError as error:
            raise WordPressError(
                said("{url} did not answer with JSON: is it WordPress, with its REST API open?", url=self.url)
            ) from error


def _reason(url: str, path: str, answer: requests.Response) -> Said:
    words = ""
    try:
        found = answer.json()
        words = str(found.get("message", "")) if isinstance(found, dict) else ""
    except ValueError:
        pass
    place = path.partition("?")[0]
    if answer.status_code in (401, 403):
        return said(
            "{url} refused ({status}) at {place}: {reason}. Check the user and the application password; the user needs"
            " the role of an editor or author.",
            url=url,
            status=answer.status_code,
            place=place,
            reason=words or said("not allowed"),
        )
    if 300 <= answer.status_code < 400:
        return said(
            "{url} redirects {place} to another address; set wordpress to the address it redirects to.",
            url=url,
            place=place,
        )
    return said(
        "{url} answered {status} at {place}: {reason}",
        url=url,
        status=answer.status_code,
        place=place,
        reason=words or answer.reason,
    )


def _must_be_private(url: str) -> None:
    """The password is sent with each request, so the way must be encrypted, or stay on this machine."""
    parts = urlsplit(url)
    if parts.scheme not in ("https", "http") or not parts.hostname:
        raise ConfigError(
            said("site.wordpress: '{url}' is no address; write it like https://blog.example.org", url=url)
        )
    if parts.scheme == "http" and not is_this_machine(parts.hostname):
        raise Refused(
            said("{url}: over http the application password could be read on the way; use https.", url=url)
        )
