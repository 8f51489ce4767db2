"""The site as a whole: its settings, words, theme and addresses, opened once and handed to every renderer."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from gettext import NullTranslations
from hashlib import blake2b
from pathlib import Path

from i18nflow import __version__
from i18nflow.errors import ConfigError
from i18nflow.model import said
from i18nflow.publish.addresses import Addresses, root_of
from i18nflow.publish.text import trusted
from i18nflow.publish.theme import Theme, load_theme
from i18nflow.publish.views import SiteConfig
from i18nflow.publish.words import Words, own_name

_LAYOUT = "1"
"""Raised when this package writes other pages for the same values, so that every page is made again."""


@dataclass(frozen=True, slots=True)
class Choice:
    """One entry of a language switch; ``lang`` is "" for the parallel page."""

    lang: str
    name: str
    href: str
    current: bool = False


class Site:
    """What every page shares."""

    def __init__(
        self, config: SiteConfig, words: Mapping[str, Words], theme: Theme, *, mark: str = ""
    ) -> None:
        self.config = config
        self.words = words
        self.theme = theme
        self.addresses = Addresses(config)
        self.digest = blake2b(
            "\0".join((_LAYOUT, __version__, repr(config), theme.digest, mark)).encode(), digest_size=8
        ).hexdigest()
        self._shared = lru_cache(maxsize=256)(self._shared_values)

    def render(self, template: str, path: str, lang: str, **values: object) -> str:
        """The page of ``template`` at ``path``, in the page language ``lang``."""
        shared = self._shared(lang, root_of(path))
        return self.theme.template(template).render(shared, **values)

    def link(self, path: str) -> str:
        """The absolute address of a page."""
        return self.addresses.absolute(path)

    def _shared_values(self, lang: str, root: str) -> dict[str, object]:
        words, where = self.words[lang], self.addresses
        values: dict[str, object] = {
            "site": self.config,
            "_": words,
            "lang": lang,
            "dir": words.dir,
            "root": root,
            "home": root + where.index(lang),
            "feed": root + where.feed(lang),
            "feed_address": where.absolute(where.feed(lang)),
            "search": root + where.search(lang),
            "assets": {name: root + url for name, url in self.theme.urls.items()},
            "head": trusted(""),
            "data": trusted(""),
            "switch": (),
            "description": "",
            "own_name": own_name,
        }
        # The same on every page of this language and depth, so rendered once.
        for name in ("links", "foot"):
            values[name] = trusted(self.theme.template(f"{name}.html").render(values))
        return values


def open_site(
    config: SiteConfig,
    *,
    web: Path,
    locales: Path,
    translations: Callable[[Path, str, str], NullTranslations],
    newsroom: Path | None = None,
) -> Site:
    """The site with the program's theme from ``web``, its words from ``locales``, and a newsroom's theme over it.

    ``translations(locales, "site", lang)`` reads a catalog (:func:`i18nflow.catalog.runtime.translations`).

    Raises :class:`ConfigError` when ``base_url`` is not an absolute http(s) address.
    """
    if not config.base_url.startswith(("https://", "http://")):
        raise ConfigError(
            said("site.base_url must begin with https:// or http://, not '{url}'", url=config.base_url)
        )
    words = {lang: Words(lang, translations(locales, "site", lang), config.tz) for lang in config.languages}
    mark = blake2b(digest_size=8)
    for path in sorted(locales.glob("*/LC_MESSAGES/site.po")):
        mark.update(path.read_bytes())
    return Site(config, words, load_theme(web, newsroom), mark=mark.hexdigest())
