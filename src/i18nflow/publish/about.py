"""What the reader is told of an edition: its day and author, how it was made and from what, what is unfinished."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import NamedTuple

from markupsafe import Markup

from i18nflow.publish.addresses import Addresses, root_of, slugify
from i18nflow.publish.sentences import Prepared, lang_attributes
from i18nflow.publish.site import Site
from i18nflow.publish.text import escape, quoted, trusted
from i18nflow.publish.views import ArticleView, Correction, EditionView, Making, Provenance
from i18nflow.publish.words import Words


class Fact(NamedTuple):
    """One line of the page's "how it was made": a name for templates to choose by, a label, its value as HTML."""

    name: str
    label: str
    value: str


class About(NamedTuple):
    """All that is told of one edition, in its language, as HTML.

    ``byline`` says when and by whom it was written and in a few words how it was made, with a link to the rest;
    ``when_by_whom`` is its first part. ``told`` are (kind, sentence): ``archived``, ``correction``, ``changed``,
    ``unfinished``.
    """

    when_by_whom: str
    byline: str
    told: tuple[tuple[str, str], ...]
    lines: tuple[Fact, ...]

    @property
    def notes(self) -> str:
        """What is told, as paragraphs."""
        return "".join([f'<p class="note {kind}">{sentence}</p>\n' for kind, sentence in self.told])

    @property
    def list(self) -> str:
        """The facts as a description list."""
        lines = "".join([f"<dt>{label}<dd>{value}" for _, label, value in self.lines])
        return f"<dl>{lines}</dl>"

    @property
    def notices(self) -> Sequence[tuple[str, Markup]]:
        """What is told, for a template that writes it in its own way."""
        return [(kind, trusted(sentence)) for kind, sentence in self.told]

    @property
    def facts(self) -> Sequence[Fact]:
        """The facts, for a template that writes them in its own way."""
        return [Fact(name, trusted(label), trusted(value)) for name, label, value in self.lines]


def tell(site: Site, text: Prepared, view: ArticleView, source_path: str) -> About:
    """What is told of an edition; ``source_path`` is its original's page, "" where that is not public.

    The links in it are relative, and fit every page of the article: they are all equally deep.
    """
    edition, words = text.edition, site.words[text.edition.lang]
    _ = words
    original, lang = edition is view.source, view.source.lang
    by = _when_by_whom(words, edition, site.config.name)
    label, facts = _how(words, edition.provenance, lang, original=original)
    root = root_of(site.addresses.edition(edition.lang, view.year, edition.slug))
    if not original:
        href = root + source_path if source_path else ""
        facts = (*facts, _source(words, edition.provenance, lang, href))
    facts = (*facts, *_dates(words, edition))
    if edition.topic_names:
        links = [_topic(site.addresses, words.lang, root, name) for name in edition.topic_names]
        facts = (*facts, Fact("topics", escape(_("Related news")), ", ".join(links)))
    return About(by, f"{by}<a href=#about>{label}</a>", tuple(_notices(words, text)), facts)


def _when_by_whom(words: Words, edition: EditionView, newsroom: str) -> str:
    day = edition.date
    if day is None and edition.published_at:
        day = words.local(edition.published_at).date()
    date = f"<time datetime={day.isoformat()}>{words.long(day)}</time> " if day else ""
    if edition.author in ("", newsroom):
        return date  # whose page it is stands at its top
    _ = words
    author = _("Author: %(name)s", name=edition.author)
    return f"{date}<span>{escape(author)}</span> "


# Few editions of a site differ in how they were made: what is said of that is put into words once.
@lru_cache(maxsize=1024)
def _how(words: Words, made: Provenance, source: str, *, original: bool) -> tuple[str, tuple[Fact, ...]]:
    """How an edition was made in a few words, and the facts behind them."""
    _ = words
    language = words.name_of(source)
    if original:
        text = _("Original, language: %(language)s", language=language)
        return escape(_("Original text")), (Fact("text", escape(_("Text")), escape(text)),)
    label = _("Translated from %(language)s", language=language)
    if made.making is Making.MACHINE:
        label += ", " + _("by machine, not reviewed")
    elif made.reviewed:
        label += ", " + _("reviewed")
    how = {
        Making.MACHINE_REVISED: _("Machine translation, revised by people"),
        Making.MACHINE: _("Machine translation"),
    }.get(made.making, _("Human translation"))
    engine = f" ({made.engine})" if made.engine else ""
    facts = [Fact("making", escape(_("Translation")), escape(how + engine))]
    if made.reviewed:
        names = [*made.reviewed_by, *([_("the editors")] if made.by_others or not made.reviewed_by else [])]
        who = escape(", ".join(names))
        if made.reviewed_on:
            who += f", <time datetime={made.reviewed_on.isoformat()}>{words.long(made.reviewed_on)}</time>"
        facts.append(Fact("review", escape(_("Reviewed by")), who))
    return escape(label), tuple(facts)


def _source(words: Words, made: Provenance, lang: str, href: str) -> Fact:
    _ = words
    name = escape(words.name_of(lang))
    parts = [f"<a href={quoted(href)} hreflang={lang}>{name}</a>" if href else name]
    if made.source_revision:
        parts.append(escape(_("revision %(number)s", number=made.source_revision)))
    if made.source_at:
        parts.append(escape(words.local_day(made.source_at)))
    return Fact("original", escape(_("Original")), ", ".join(parts))


def _dates(words: Words, edition: EditionView) -> Iterator[Fact]:
    _ = words
    # The day at the top of the page need not be said again.
    if edition.published_at and edition.date != words.local(edition.published_at).date():
        yield Fact("published", escape(_("Published")), escape(words.local_day(edition.published_at)))
    if edition.modified_at and edition.modified_at != edition.published_at:
        yield Fact("updated", escape(_("Updated")), escape(words.local_day(edition.modified_at)))


@lru_cache(maxsize=4096)
def _topic(addresses: Addresses, lang: str, root: str, name: str) -> str:
    return f"<a href={quoted(root + addresses.topic(lang, slugify(name)))}>{escape(name)}</a>"


def _notices(words: Words, text: Prepared) -> Iterator[tuple[str, str]]:
    _, edition = words, text.edition
    if edition.archived_at:
        told = _(
            "This article is in the archive since %(date)s and is no longer updated.",
            date=words.local_day(edition.archived_at),
        )
        yield "archived", escape(told)
    for one in edition.corrections:
        yield "correction", _correction(words, one)
    changed = edition.provenance.source_changed
    if changed:
        told = _(
            "The original has changed since this translation was made: %(date)s.",
            date=words.local_day(changed),
        )
        if text.stale:
            told += " " + _("The passages concerned are marked.")
        yield "changed", escape(told)
    if text.unfinished:
        told = _("This translation is not finished: passages that nobody has reviewed are marked.")
        yield "unfinished", escape(told)


def _correction(words: Words, one: Correction) -> str:
    """A dated note; one that was written for the original stands in the original's language."""
    _, own = words, one.lang == words.lang
    label = _("Correction") if own else _("Correction of the original")
    day = f"<time datetime={words.local(one.at).date().isoformat()}>{escape(words.local_day(one.at))}</time>"
    text = escape(one.text) if own else f"<span{lang_attributes(one.lang)}>{escape(one.text)}</span>"
    return f"{escape(label)}, {day}: {text}"
