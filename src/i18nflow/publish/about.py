"""What the reader is told of an edition: its day and author, how it was made and from what, what is unfinished."""

from __future__ import annotations

from dataclasses import dataclass

from markupsafe import Markup

from i18nflow.model import State
from i18nflow.publish.addresses import root_of, slugify
from i18nflow.publish.body import Prepared, lang_attributes
from i18nflow.publish.site import Site
from i18nflow.publish.text import clean, escape, trusted
from i18nflow.publish.views import ArticleView, Correction, EditionView, Making
from i18nflow.publish.words import Words


@dataclass(frozen=True, slots=True)
class Fact:
    """One line of the page's "how it was made": a name for templates to choose by, a label, its value."""

    name: str
    label: str
    value: Markup


@dataclass(frozen=True, slots=True)
class About:
    """All that is told of one edition, in its language.

    ``day`` is (ISO date, date written out), ``author`` the by-line, ``label`` a few words on how it was made.
    ``notices`` are (kind, sentence as HTML): ``archived``, ``correction``, ``changed``, ``unfinished``.
    """

    day: tuple[str, str]
    author: str
    label: str
    notices: tuple[tuple[str, Markup], ...]
    facts: tuple[Fact, ...]


def tell(site: Site, text: Prepared, view: ArticleView, source_path: str) -> About:
    """What is told of an edition; ``source_path`` is its original's page, "" where that is not public.

    The links in it are relative, and fit every page of the article: they are all equally deep.
    """
    edition, words = text.edition, site.words[text.edition.lang]
    _ = words
    root = root_of(site.addresses.edition(edition.lang, view.year, edition.slug))
    original = edition is view.source
    source = words.name_of(view.source.lang)
    if original:
        facts = [Fact("text", _("Text"), _plain(_("Original, language: %(language)s", language=source)))]
    else:
        href = root + source_path if source_path else ""
        facts = [*_made(words, edition), _source(words, edition, view.source.lang, href)]
    topics = _topics(site, edition, root)
    return About(
        day=_day(words, edition),
        author=_("Author: %(name)s", name=clean(edition.author)) if edition.author else "",
        label=_("Original text") if original else _label(words, edition, source),
        notices=tuple(_notices(words, text)),
        facts=(*facts, *_dates(words, edition), *topics),
    )


def _label(words: Words, edition: EditionView, source: str) -> str:
    _ = words
    label = _("Translated from %(language)s", language=source)
    if edition.provenance.making is Making.MACHINE:
        return label + ", " + _("by machine, not reviewed")
    return label + ", " + _("reviewed") if edition.provenance.reviewed else label


def _made(words: Words, edition: EditionView) -> list[Fact]:
    _ = words
    made = edition.provenance
    how = {
        Making.MACHINE_REVISED: _("Machine translation, revised by people"),
        Making.MACHINE: _("Machine translation"),
    }.get(made.making, _("Human translation"))
    facts = [Fact("making", _("Translation"), _plain(f"{how} ({made.engine})" if made.engine else how))]
    if made.reviewed:
        names = [*made.reviewed_by, *([_("the editors")] if made.by_others or not made.reviewed_by else [])]
        who = escape(", ".join(names))
        if made.reviewed_on:
            who += f", <time datetime={made.reviewed_on.isoformat()}>{words.long(made.reviewed_on)}</time>"
        facts.append(Fact("review", _("Reviewed by"), trusted(who)))
    return facts


def _source(words: Words, edition: EditionView, lang: str, href: str) -> Fact:
    _ = words
    made = edition.provenance
    name = escape(words.name_of(lang))
    parts = [f'<a href="{escape(href)}" hreflang={lang}>{name}</a>' if href else name]
    if made.source_revision:
        parts.append(escape(_("revision %(number)s", number=made.source_revision)))
    if made.source_at:
        parts.append(escape(words.local_day(made.source_at)))
    return Fact("original", _("Original"), trusted(", ".join(parts)))


def _dates(words: Words, edition: EditionView) -> list[Fact]:
    _ = words
    facts = []
    if edition.published_at:
        facts.append(Fact("published", _("Published"), _plain(words.local_day(edition.published_at))))
    if edition.modified_at and edition.modified_at != edition.published_at:
        facts.append(Fact("updated", _("Updated"), _plain(words.local_day(edition.modified_at))))
    return facts


def _topics(site: Site, edition: EditionView, root: str) -> list[Fact]:
    _, where = site.words[edition.lang], site.addresses
    names = edition.topic_names
    found = ", ".join(
        f'<a href="{escape(root + where.topic(edition.lang, slugify(name)))}">{escape(name)}</a>'
        for name in names
    )
    return [Fact("topics", _("Related news"), trusted(found))] if found else []


def _notices(words: Words, text: Prepared) -> list[tuple[str, Markup]]:
    _, edition = words, text.edition
    found: list[tuple[str, Markup]] = []
    if edition.archived_at:
        told = _(
            "This article is in the archive since %(date)s and is no longer updated.",
            date=words.local_day(edition.archived_at),
        )
        found.append(("archived", _plain(told)))
    found += [("correction", _correction(words, one)) for one in edition.corrections]
    changed = edition.provenance.source_changed
    if changed:
        told = _(
            "The original has changed since this translation was made: %(date)s.",
            date=words.local_day(changed),
        )
        if text.stale:
            told += " " + _("The passages concerned are marked.")
        found.append(("changed", _plain(told)))
    if not text.states <= {State.APPROVED}:
        found.append(
            (
                "unfinished",
                _plain(_("This translation is not finished: passages that nobody has reviewed are marked.")),
            )
        )
    return found


def _correction(words: Words, one: Correction) -> Markup:
    """A dated note; one that was written for the original stands in the original's language."""
    _, own = words, one.lang == words.lang
    label = _("Correction") if own else _("Correction of the original")
    day = f"<time datetime={words.local(one.at).date().isoformat()}>{escape(words.local_day(one.at))}</time>"
    text = escape(one.text) if own else f"<span{lang_attributes(one.lang)}>{escape(one.text)}</span>"
    return trusted(f"{escape(label)}, {day}: {text}")


def _day(words: Words, edition: EditionView) -> tuple[str, str]:
    day = edition.date
    if day is None and edition.published_at:
        day = words.local(edition.published_at).date()
    return (day.isoformat(), words.long(day)) if day else ("", "")


def _plain(text: str) -> Markup:
    return trusted(escape(text))
