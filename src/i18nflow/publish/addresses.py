"""Where each page stands: the addresses of the site, which are a contract with everyone who links to it.

A language's part of an address is its base tag (``en`` for ``en-GB``); when a second variant of the same
language joins the site, the one listed later takes its full tag in lower case (``en-us``), so that adding a
language never moves a page. Paths are relative to the site's root, without a leading slash, and pages end in one.
"""

from __future__ import annotations

import re
import unicodedata
from functools import cached_property, lru_cache
from urllib.parse import quote

from i18nflow.publish.views import SiteConfig

_PLAIN = re.compile(r"[\w./~-]*", re.ASCII).fullmatch
"""What percent-encoding leaves as it is."""
_GAPS = re.compile(r"[^\w]+|_+")


class Addresses:
    """The paths of a site's pages, and their absolute form."""

    def __init__(self, config: SiteConfig) -> None:
        self._config = config
        self.base = config.base_url.rstrip("/") + "/"

    @cached_property
    def prefixes(self) -> dict[str, str]:
        """Each language's part of an address: ``{"lv": "lv", "en-GB": "en"}``."""
        found: dict[str, str] = {}
        for lang in self._config.languages:
            base = lang.partition("-")[0].lower()
            found.setdefault(lang, lang.lower() if base in found.values() else base)
        return found

    def edition(self, lang: str, year: int, slug: str) -> str:
        """An article in one language: ``en/2020/cluster-news/``."""
        return f"{self.prefixes[lang]}/{year}/{slug}/"

    def parallel(self, source: str, target: str, year: int, slug: str) -> str:
        """An article in two languages: ``lv-en/2020/klastera-aktualitates/``."""
        return f"{self.prefixes[source]}-{self.prefixes[target]}/{year}/{slug}/"

    def index(self, lang: str, page: int = 0) -> str:
        """The news of a language, newest first, or an older page of them (numbered from the oldest)."""
        return self._paged(f"{self.prefixes[lang]}/", page)

    def year(self, lang: str, year: int, page: int = 0) -> str:
        """The news of one year."""
        return self._paged(f"{self.prefixes[lang]}/{year}/", page)

    def topics(self, lang: str) -> str:
        """The list of topics."""
        return f"{self.prefixes[lang]}/topics/"

    def topic(self, lang: str, topic: str, page: int = 0) -> str:
        """The news of one topic."""
        return self._paged(f"{self.prefixes[lang]}/topics/{topic}/", page)

    def search(self, lang: str) -> str:
        """The search page."""
        return f"{self.prefixes[lang]}/search/"

    def feed(self, lang: str) -> str:
        """The Atom feed."""
        return f"{self.prefixes[lang]}/feed.xml"

    def absolute(self, path: str) -> str:
        """The address of ``path`` on the web, percent-encoded."""
        return self.base + (path if _PLAIN(path) else quote(path))

    @staticmethod
    def _paged(path: str, page: int) -> str:
        return f"{path}page/{page}/" if page else path


def file_of(path: str) -> str:
    """The file that answers for an address: a page's is its folder's ``index.html``."""
    return f"{path}index.html" if not path or path.endswith("/") else path


def root_of(path: str) -> str:
    """The way from a page back to the root of the site, for relative links: ``../../../``."""
    return "../" * path.count("/") or "./"


@lru_cache(maxsize=4096)
def slugify(text: str) -> str:
    """A name as a part of an address: lower case, without diacritics where the script has a plain letter."""
    plain = "".join(c for c in unicodedata.normalize("NFKD", text.casefold()) if not unicodedata.combining(c))
    return _GAPS.sub("-", plain).strip("-") or "-"
