"""The site as a whole: its settings, words, theme and addresses, opened once and handed to every renderer."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import lru_cache, partial
from gettext import NullTranslations
from hashlib import blake2b
from pathlib import Path

from i18nflow import __version__
from i18nflow.errors import ConfigError
from i18nflow.model import said
from i18nflow.publish.addresses import Addresses, root_of
from i18nflow.publish.forms import Form, only_prints
from i18nflow.publish.sentences import lang_attributes
from i18nflow.publish.text import escape, trusted
from i18nflow.publish.theme import Theme, load_theme
from i18nflow.publish.views import SiteConfig
from i18nflow.publish.words import Words, own_name

_LAYOUT = "2"
"""Raised when this package writes other pages for the same values, so that every page is made again."""


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
        self._name = escape(config.name)
        self._shared = lru_cache(maxsize=256)(self._shared_values)
        self._forms: dict[tuple[str, str, str, str], Form | None] = {}
        self._only_prints = lru_cache(maxsize=64)(partial(only_prints, theme.environment, theme.templates))

    def render(self, template: str, path: str, lang: str, **values: object) -> str:
        """The page of ``template`` at ``path``, in the page language ``lang``."""
        return self.theme.template(template).render(self._shared(lang, root_of(path)), **values)

    def page(
        self,
        template: str,
        path: str,
        lang: str,
        values: Mapping[str, str],
        objects: Callable[[], Mapping[str, object]],
        *,
        source: str = "",
    ) -> str:
        """An HTML page of ``values``, which are HTML; ``objects()`` is more for templates that look closer.

        ``source`` is the other language of a parallel page.
        """
        root = root_of(path)
        which = (template, lang, root, source)
        if which not in self._forms:
            self._forms[which] = self._form(*which, tuple(values), tuple(objects()))
        if form := self._forms[which]:
            return form.fill(values)
        html = {name: trusted(value) for name, value in values.items()}
        return self.theme.template(template).render(self._shared(lang, root, source), **html, **objects())

    def head(self, title: str, links: str, *, description: str = "", data: str = "") -> str:
        """What a page says of itself: its title, description, ``links`` and JSON-LD."""
        parts = [
            f"<title>{escape(title)} · {self._name}</title>" if title else f"<title>{self._name}</title>"
        ]
        if description:
            parts.append(f'<meta name=description property=og:description content="{escape(description)}">')
        parts.append(links)
        if data:
            parts.append(f"<script type=application/ld+json>{data}</script>")
        return "\n".join(parts)

    def link(self, path: str) -> str:
        """The absolute address of a page."""
        return self.addresses.absolute(path)

    def _form(
        self,
        template: str,
        lang: str,
        root: str,
        source: str,
        printed: tuple[str, ...],
        unseen: tuple[str, ...],
    ) -> Form | None:
        """The template rendered once for all pages of a language and depth, None where it looks at their values."""
        theme = self.theme
        if not self._only_prints(template, printed, unseen):
            return None
        shared = self._shared(lang, root, source)

        def render(marks: Mapping[str, str]) -> str:
            return theme.template(template).render(shared, **{n: trusted(mark) for n, mark in marks.items()})

        return Form.of(render, printed)

    def _shared_values(self, lang: str, root: str, source: str = "") -> dict[str, object]:
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
            "own_name": own_name,
        }
        if source:
            sides = (lang_attributes(source, lang), lang_attributes(lang, lang))
            values |= {"source_lang": source, "left": trusted(sides[0]), "right": trusted(sides[1])}
        # The same on every page of this language and depth, so rendered once.
        for name in ("links", "mast", "foot"):
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
