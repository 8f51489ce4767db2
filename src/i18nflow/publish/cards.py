"""An article's lines in the indexes, as plain texts."""

from __future__ import annotations

from i18nflow.publish.addresses import slugify
from i18nflow.publish.jobs import digest
from i18nflow.publish.site import Site
from i18nflow.publish.text import clean
from i18nflow.publish.views import ArticleView, Card, EditionView, Summary
from i18nflow.publish.words import stamp


def summarise(site: Site, view: ArticleView) -> Summary:
    """What the indexes say of an article: a card per live edition."""
    cards = tuple(_card(site, view, edition) for edition in view.editions if edition.live)
    return Summary(view.slug, view.year, cards)


def _card(site: Site, view: ArticleView, edition: EditionView) -> Card:
    published = stamp(edition.published_at) if edition.published_at else ""
    day = edition.date
    if day is None and edition.published_at:
        day = site.words[edition.lang].local(edition.published_at).date()
    date = day.isoformat() if day else ""
    names = edition.topic_names
    card = Card(
        lang=edition.lang,
        path=site.addresses.edition(edition.lang, view.year, edition.slug),
        headline=edition.title,
        summary=edition.lead,
        date=date,
        published=published or (f"{date}T00:00:00Z" if date else "1970-01-01T00:00:00Z"),
        modified=stamp(edition.modified_at) if edition.modified_at else "",
        author=clean(edition.author),
        topics=tuple((slugify(name), name) for name in names),
        archived=stamp(edition.archived_at) if edition.archived_at else "",
    )
    return card._replace(mark=digest(*card))
