"""Inline markup as numbered codes inside a text: ``<1>bold</1>``, ``<2/>``.

What a number stands for is in the :class:`~i18nflow.model.Code` values that travel with the text. Only a number
that is among them is a code: numbers are chosen so that they do not occur literally in the text, so a text that
speaks of ``<1>`` keeps it. ``from_html`` and ``to_html``, ``protect`` and ``restore`` are inverses.
"""

from i18nflow.markup.codes import Token, code_tokens, plain
from i18nflow.markup.html import from_html, to_html
from i18nflow.markup.placeholders import Placeholder, drop, protect, restore

__all__ = [
    "Placeholder",
    "Token",
    "code_tokens",
    "drop",
    "from_html",
    "plain",
    "protect",
    "restore",
    "to_html",
]
