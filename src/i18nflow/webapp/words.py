"""The words of the UI in the person's language, and dates and numbers in its manner."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date, datetime
from gettext import NullTranslations
from pathlib import Path, PurePath
from typing import cast

from babel.dates import format_date, format_datetime, format_time
from babel.numbers import format_decimal, format_percent
from flask import Flask, current_app, g, has_request_context, request, session
from markupsafe import Markup

from i18nflow.catalog.runtime import translations
from i18nflow.errors import I18nFlowError
from i18nflow.language import tags
from i18nflow.model import Role, Said, State, said
from i18nflow.webapp.context import workspace

LANGUAGES = ("lv", "en")
"""The languages the UI speaks. The first is used where the browser asks for none of them."""

_PLACES = frozenset({"path", "place", "root", "folder"})
"""What a message calls the parameters that may be places of this machine."""
_LARGE = re.compile(r"[0-9]{1,3}(,[0-9]{3})+")
_IN_A_SENTENCE: dict[State | Role, Said] = {
    State.UNTRANSLATED: said("untranslated"),
    State.DRAFT: said("draft"),
    State.TRANSLATED: said("translated"),
    State.APPROVED: said("approved"),
    State.REJECTED: said("rejected"),
    Role.READER: said("reader"),
    Role.TRANSLATOR: said("translator"),
    Role.REVIEWER: said("reviewer"),
    Role.EDITOR: said("editor"),
    Role.ADMIN: said("admin"),
}


def init_app(app: Flask, locales: Path) -> None:
    """Read the UI's catalogs and give templates the words."""
    catalogs = {lang: translations(locales, "ui", lang) for lang in LANGUAGES}
    app.extensions["i18nflow.catalogs"] = catalogs

    @app.before_request
    def choose() -> None:
        g.ui_lang = chosen_language()
        g.translations = catalogs[g.ui_lang]

    app.jinja_env.add_extension("jinja2.ext.i18n")
    app.jinja_env.install_gettext_callables(_, _n, newstyle=True)  # type: ignore[attr-defined]
    app.jinja_env.globals.update(
        _=_marked,
        gettext=_marked,
        ngettext=_marked_n,
        ui_lang=language,
        say=say,
        language_name=lambda tag: tags.native_name(tag),
        language_in=lambda tag: tags.native_name(tag, language()),
        direction=tags.direction,
    )
    app.jinja_env.filters.update(
        day=day, moment=moment, number=number, percent=percent, instant=lambda at: at.isoformat(), wall=wall
    )


def chosen_language() -> str:
    """The language the person chose, else what the browser prefers."""
    chosen = session.get("lang")
    if chosen in LANGUAGES:
        return str(chosen)
    return request.accept_languages.best_match(LANGUAGES) or LANGUAGES[0]


def language() -> str:
    """The language of this page."""
    return str(g.get("ui_lang", "en")) if has_request_context() else "en"


def _(message: str) -> str:
    """``message`` in the language of this page."""
    return _translations().gettext(message)


def _marked(message: str, /, **values: object) -> Markup:
    """:func:`_` for templates, with ``values`` escaped.

    Jinja's own does the same by way of a copy of the template's variables: a list has a thousand of its words.
    """
    told = Markup(_(message))  # noqa: S704 a text of our own catalogs
    return told % values if values or "%" in message else told


def _marked_n(one: str, many: str, count: int, /, **values: object) -> Markup:
    """:func:`_n` for templates; ``num`` is the count unless another is given."""
    return Markup(_n(one, many, count)) % {"num": count, **values}  # noqa: S704 as above


def say(message: str) -> str:
    """A message of a check in the language of this page; as it stands where it knows no template."""
    if not isinstance(message, Said):
        return message
    params = {name: _value(value) for name, value in message.params.items()}
    template = _(message.template)
    return template.format_map(params) if params else template


def in_every_language(message: Said) -> frozenset[str]:
    """How a message without parameters is said in each language of the UI."""
    catalogs: Mapping[str, NullTranslations] = current_app.extensions["i18nflow.catalogs"]
    return frozenset(catalog.gettext(message.template) for catalog in catalogs.values())


def explain(error: I18nFlowError) -> str:
    """What an error says, in the language of this page; where the workspace lies is nothing for a page."""
    return say(without_folders(error.said))


def without_folders(message: str) -> str:
    """The message with the names of files alone where it has their paths."""
    if not isinstance(message, Said):
        return message
    params = {
        name: PurePath(value).name
        if name in _PLACES and not isinstance(value, Said) and value.startswith("/")
        else without_folders(value)
        for name, value in message.params.items()
    }
    return Said(message.template, params)


def word(value: State | Role) -> str:
    """A state or a role, as it is called in a sentence."""
    return say(_IN_A_SENTENCE[value])


def _value(value: str) -> str:
    """What a message names: said likewise, a word of the trade, or a large number as English writes it (12,000)."""
    if isinstance(value, State | Role):
        return word(value)
    return number(int(value.replace(",", ""))) if _LARGE.fullmatch(value) else say(value)


def _n(one: str, many: str, count: int) -> str:
    """The right plural form for ``count``."""
    return _translations().ngettext(one, many, count)


def _translations() -> NullTranslations:
    return cast(NullTranslations, g.get("translations")) or NullTranslations()


def day(value: date | datetime) -> str:
    """A date: ``2020. gada 30. jūnijs``, ``30 June 2020``."""
    return format_date(_local(value), format="long", locale=_locale())


def moment(value: datetime) -> str:
    """A time, in the workspace's zone: with the date unless it is today's."""
    local, now = _local(value), _local(workspace().now())
    if isinstance(local, datetime) and isinstance(now, datetime) and local.date() == now.date():
        return format_time(local, "HH:mm", locale=_locale())
    return format_datetime(local, "d MMM y, HH:mm", locale=_locale())


def wall(value: datetime) -> str:
    """A time in the workspace's zone as a ``datetime-local`` field takes it."""
    local = _local(value)
    assert isinstance(local, datetime)
    return local.strftime("%Y-%m-%dT%H:%M")


def month_name(month: str) -> str:
    """A month as ``2026-03``, said in short: ``Mar 2026``."""
    return format_date(date.fromisoformat(f"{month}-01"), "MMM y", locale=_locale())


def number(value: float) -> str:
    """A number with the language's separators."""
    if isinstance(value, int) and 0 <= value < 1000:
        return str(value)  # as Babel would, in a hundredth of the time; a list of articles has hundreds
    return format_decimal(value, locale=_locale())


def percent(value: float) -> str:
    """A share (0 to 1) in whole per cent, rounded down: 99.6 % is not a full match."""
    return format_percent(int(value * 100) / 100, locale=_locale())


def _local(value: date | datetime) -> date | datetime:
    return value.astimezone(workspace().config.zone) if isinstance(value, datetime) else value


def _locale() -> str:
    return "en_GB" if language() == "en" else language()
