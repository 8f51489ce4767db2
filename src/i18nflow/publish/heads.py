"""What a page says to machines: canonical, hreflang, OpenGraph and JSON-LD.

Every version of an article lists itself, all others and ``x-default``, with absolute addresses. The parallel
page has two languages, which a search engine does not want: it is ``noindex`` and nobody's alternate.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from i18nflow.publish.text import clean, escape, quoted, to_json
from i18nflow.publish.views import ArticleView, EditionView, Making, SiteConfig
from i18nflow.publish.words import og_locale, stamp

Alternate = tuple[str, str]
"""A language tag (or ``x-default``) and the absolute address of the page in it."""

# schema.org's mark for text a machine made; https://schema.org/IPTCDigitalSourceEnumeration
_MACHINE = "https://schema.org/TrainedAlgorithmicMediaDigitalSource"
_MACHINE_AND_PEOPLE = "https://schema.org/CompositeWithTrainedAlgorithmicMediaDigitalSource"
_SOURCE_TYPES = {Making.MACHINE: _MACHINE, Making.MACHINE_REVISED: _MACHINE_AND_PEOPLE}


def alternates(config: SiteConfig, pages: Mapping[str, str]) -> tuple[Alternate, ...]:
    """The hreflang set of pages by language, ``x-default`` last; empty when there is but one version."""
    default = config.default_lang or config.source
    chosen = pages.get(default) or next(iter(pages.values()), "")
    return (*pages.items(), ("x-default", chosen)) if chosen else ()


def links(canonical: str, versions: Sequence[Alternate] = (), *, robots: str = "") -> str:
    """The ``canonical`` and ``alternate`` links of a page, and what robots may do with it."""
    lines = [f"<meta name=robots content={robots}>"] if robots else []
    lines.append(f"<link rel=canonical href={quoted(canonical)}>")
    if versions:
        lines.append(alternate_links(versions))
    return "\n".join(lines)


def alternate_links(versions: Iterable[Alternate]) -> str:
    """The hreflang set as links."""
    return "\n".join([f"<link rel=alternate hreflang={tag} href={quoted(there)}>" for tag, there in versions])


def article_graph(edition: EditionView, *, others: Sequence[str], image: str = "") -> str:
    """OpenGraph of an article's page; ``others`` are the languages it also exists in.

    Its ``og:url`` would repeat the canonical link, times and the site's name the linked data; its
    ``og:description`` stands with the description.
    """
    lines = ["<meta property=og:type content=article>"]
    if edition.title:
        lines.append(f'<meta property=og:title content="{escape(edition.title)}">')
    if image:
        lines.append(f"<meta property=og:image content={quoted(image)}>")
    lines.append(f"<meta property=og:locale content={og_locale(edition.lang)}>")
    lines += [f"<meta property=og:locale:alternate content={og_locale(lang)}>" for lang in others]
    return "\n".join(lines)


def linked_data(
    config: SiteConfig, view: ArticleView, edition: EditionView, pages: Mapping[str, str], image: str = ""
) -> str:
    """The edition as a schema.org NewsArticle, tied to its original or to its translations by their ``@id``.

    What those are is said where the ``@id`` leads.
    """
    address = pages[edition.lang]
    made = {
        "@context": "https://schema.org",
        "@type": "NewsArticle",
        "@id": address,
        "headline": edition.title,
        "inLanguage": edition.lang,
        "datePublished": _moment(edition),
        "dateModified": stamp(edition.modified_at) if edition.modified_at else "",
        "image": image,
        "author": _author(config, edition),
        "publisher": _publisher(config, edition),
        "digitalSourceType": _SOURCE_TYPES.get(edition.provenance.making, ""),
        "correction": _corrections(edition),
        **_relations(view, edition, pages),
    }
    return script_json({name: value for name, value in made.items() if value})


def script_json(value: object) -> str:
    """JSON that can stand in a ``script`` element: no text in it can end the element."""
    text = to_json(value)
    for char in "<>&\u2028\u2029":
        if char in text:
            text = text.replace(char, f"\\u{ord(char):04x}")
    return text


def _corrections(edition: EditionView) -> list[dict[str, str]]:
    """Each note as a schema.org CorrectionComment."""
    return [
        {
            "@type": "CorrectionComment",
            "datePublished": stamp(one.at),
            "inLanguage": one.lang,
            "text": clean(one.text),
        }
        for one in edition.corrections
    ]


def _relations(view: ArticleView, edition: EditionView, pages: Mapping[str, str]) -> dict[str, Any]:
    if edition is view.source:
        found = [{"@id": pages[t.lang]} for t in view.targets if t.lang in pages]
        return {"workTranslation": found[0] if len(found) == 1 else found}
    if view.source.lang not in pages:
        return {}
    return {"translationOfWork": {"@id": pages[view.source.lang]}}


def _author(config: SiteConfig, edition: EditionView) -> dict[str, str]:
    kind = "Person" if edition.author and edition.author_is_person else "Organization"
    return {"@type": kind, "name": clean(edition.author) or config.name}


def _publisher(config: SiteConfig, edition: EditionView) -> dict[str, str]:
    """The newsroom, where the author is not the newsroom itself."""
    own = not edition.author_is_person and clean(edition.author) in ("", config.name)
    return {} if own else {"@type": "Organization", "name": config.name}


def _moment(edition: EditionView) -> str:
    if edition.published_at:
        return stamp(edition.published_at)
    return edition.date.isoformat() if edition.date else ""
