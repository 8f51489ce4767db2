"""Markdown with front matter to an article, by way of the HTML it stands for."""

from __future__ import annotations

from collections.abc import Sequence

from markdown_it import MarkdownIt
from markdown_it.token import Token
from mdit_py_plugins.footnote import footnote_plugin

from i18nflow.errors import InputError
from i18nflow.ingest import frontmatter, html
from i18nflow.ingest.values import Ingested, Options
from i18nflow.model import said

_MAX_CHARS = 2_000_000
_MAX_BRACKETS = 10_000
"""Each may begin a link, and the parser looks for its end: a text of nothing else would take it hours."""


def read(text: str, options: Options) -> Ingested:
    """The article in ``text``: CommonMark with tables, strike-through, footnotes and ``---`` front matter."""
    if len(text) > _MAX_CHARS:
        raise InputError(
            said("the text has more than {limit} characters", limit=f"{_MAX_CHARS:,}"), where=options.where
        )
    if text.count("[") > _MAX_BRACKETS:
        raise InputError(
            said("the text has more than {limit} opening brackets", limit=f"{_MAX_BRACKETS:,}"),
            where=options.where,
        )
    front = frontmatter.split(text, options.where)
    try:
        rendered = _render(front.body, front.lines)
    except (RecursionError, IndexError, ValueError) as error:
        raise InputError(said("the Markdown is nested too deeply or broken"), where=options.where) from error
    return html.fragment(rendered, options, front=front.values)


def _render(text: str, lines_before: int) -> str:
    parser = (
        MarkdownIt("commonmark", {"html": True, "maxNesting": 40}).enable("table").enable("strikethrough")
    )
    parser.use(footnote_plugin)
    parser.add_render_rule("footnote_anchor", _no_way_back)
    tokens = parser.parse(text)
    _number_lines(tokens, lines_before)
    return str(parser.renderer.render(tokens, parser.options, {}))


def _number_lines(tokens: Sequence[Token], before: int) -> None:
    for token in tokens:
        if token.map and token.nesting == 1:
            token.attrSet("data-line", str(before + token.map[0] + 1))


def _no_way_back(*_: object) -> str:
    """In place of the arrow from a footnote back to its mark: it is no text of the author's."""
    return ""
