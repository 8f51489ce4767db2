"""An article for another system: an HTML fragment per edition, and a JSON document with all editions.

The JSON follows the words of IPTC's ninjs 3.1 (``uri``, ``headlines``, ``bodies``, ``language``, ``associations``):
the source is the item, its translations are associated items, each with its segments by key, so that a text can
come back to where it belongs.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from i18nflow.publish.addresses import slugify
from i18nflow.publish.body import media_path, single
from i18nflow.publish.sentences import Prepared, lang_attributes, prepare_all
from i18nflow.publish.site import Site
from i18nflow.publish.text import clean, escape, to_json
from i18nflow.publish.views import ArticleView, EditionView
from i18nflow.publish.words import stamp


def handover(
    site: Site, view: ArticleView, *, prepared: Mapping[str, Prepared] | None = None
) -> dict[str, str]:
    """The files for other systems as {path: text}: ``fragment.html`` beside each page, one ``article.json``."""
    live = [edition for edition in view.editions if edition.live]
    if not live:
        return {}
    texts = prepare_all(view, site.words) if prepared is None else prepared
    paths = {e.lang: site.addresses.edition(e.lang, view.year, e.slug) for e in live}
    media = site.link("media/")
    bodies = {lang: single(text, site.words[lang], media, closed=True) for lang, text in texts.items()}
    made = {f"{paths[e.lang]}fragment.html": _fragment(e, bodies[e.lang]) for e in live}
    made[f"{paths[live[0].lang]}article.json"] = _document(site, view, live, paths, bodies)
    return made


def _fragment(edition: EditionView, body: str) -> str:
    attributes = lang_attributes(edition.lang)
    head = f"<h1>{escape(edition.title)}</h1>"
    summary = edition.lead
    lead = f"\n<p class=standfirst>{escape(summary)}</p>" if summary else ""
    return f"<article{attributes}>\n{head}{lead}\n{body}\n</article>\n"


def _document(
    site: Site, view: ArticleView, live: list[EditionView], paths: dict[str, str], bodies: dict[str, str]
) -> str:
    items = [_item(site, view, e, site.link(paths[e.lang]), bodies[e.lang]) for e in live]
    first, others = items[0], items[1:]
    named = [{"name": f"translation-{item['language']}", **item} for item in others]
    return to_json({**first, "associations": named}) + "\n"


def _item(site: Site, view: ArticleView, edition: EditionView, address: str, body: str) -> dict[str, Any]:
    changed = edition.modified_at or edition.published_at
    value = {
        "uri": address,
        "standard": {"name": "ninjs", "version": "3.1"},
        "type": "text",
        "language": edition.lang,
        "pubstatus": "usable",
        "firstcreated": stamp(edition.published_at) if edition.published_at else None,
        "versioncreated": stamp(changed) if changed else None,
        "contentcreated": edition.date.isoformat() if edition.date else None,
        "by": clean(edition.author) or site.config.name,
        "headlines": _texts("main", edition.title),
        "descriptions": _texts("summary", edition.lead),
        "bodies": _texts("main", body, "text/html"),
        "subjects": [{"uri": _topic(site, edition, name), "name": name} for name in _topics(edition)],
        "renditions": _pictures(site, edition),
        "altids": [{"role": "article", "value": view.slug}, {"role": "slug", "value": edition.slug}],
        "x-i18nflow": _provenance(edition),
    }
    return {name: found for name, found in value.items() if found not in (None, [])}


def _texts(role: str, value: str, kind: str = "text/plain") -> list[dict[str, str]]:
    return [{"role": role, "value": value, "contenttype": kind}] if value else []


def _provenance(edition: EditionView) -> dict[str, Any]:
    made = edition.provenance
    segments = [
        {"key": s.key, "kind": s.kind.value, "text": clean(s.text), "state": s.state.value}
        for s in edition.segments
    ]
    return {
        "making": made.making.value,
        "reviewed": made.reviewed,
        "sourceRevision": made.source_revision,
        "segments": segments,
    }


def _topics(edition: EditionView) -> list[str]:
    return list(edition.topic_names)


def _topic(site: Site, edition: EditionView, name: str) -> str:
    return site.link(site.addresses.topic(edition.lang, slugify(name)))


def _pictures(site: Site, edition: EditionView) -> list[dict[str, str]]:
    paths = (media_path(view.block.image) for view in edition.blocks)
    return [
        {"name": f"figure-{n}", "href": site.link(f"media/{p}")} for n, p in enumerate(filter(None, paths), 1)
    ]
