"""YAML front matter at the start of a Markdown or text file: metadata between two lines of ``---``.

Known keys: ``title, date, author, lang, summary, topics, note, slug``; others are kept as metadata as they stand.
Values are read as text, never as YAML's types, and aliases are refused: a header of a few lines can
otherwise unfold into gigabytes.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field

import yaml

from i18nflow.errors import InputError
from i18nflow.model import said

MAX_CHARS = 64 * 1024

_OPENING = re.compile(r"\A(?:[ \t]*\n)*---[ \t]*\n")
_CLOSING = re.compile(r"^(?:---|\.\.\.)[ \t]*(?:\n|\Z)", re.MULTILINE)
_FIRST_KEY = re.compile(r"\A\s*(?:#[^\n]*\n\s*)*[\w-]+:(?:\s|\Z)")


@dataclass(frozen=True, slots=True)
class FrontMatter:
    """The metadata, the text after it, and how many lines of the file stand before that text."""

    values: dict[str, str | tuple[str, ...]] = field(default_factory=dict)
    body: str = ""
    lines: int = 0


class _Loader(yaml.BaseLoader):
    def compose_node(self, parent: yaml.Node | None, index: int) -> yaml.Node | None:
        if self.check_event(yaml.AliasEvent):
            raise yaml.YAMLError("aliases (*name) are not read here")
        return super().compose_node(parent, index)


def split(text: str, where: str) -> FrontMatter:
    """The front matter of ``text`` and the rest. Raises ``InputError`` with the line where it is broken."""
    opening = _OPENING.match(text)
    closing = _CLOSING.search(text, opening.end()) if opening else None
    if not opening or not closing or closing.start() - opening.end() > MAX_CHARS:
        return FrontMatter(body=text)
    header = text[opening.end() : closing.start()]
    if not _FIRST_KEY.match(header):
        return FrontMatter(body=text)  # two rules of dashes with prose between them
    before = text.count("\n", 0, opening.end())
    parsed = _parse(header, where, before)
    lines = text.count("\n", 0, closing.end())
    return FrontMatter(parsed, text[closing.end() :], lines)


def _parse(header: str, where: str, before: int) -> dict[str, str | tuple[str, ...]]:
    try:
        parsed = yaml.load(header, Loader=_Loader)  # noqa: S506 (a BaseLoader: builds text, lists and maps only)
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark
        line = before + mark.line + 1 if mark else None
        raise InputError(
            said("the front matter is not YAML: {reason}", reason=error.problem), where=where, line=line
        ) from error
    except (yaml.YAMLError, RecursionError, ValueError) as error:
        raise InputError(
            said("the front matter is not YAML: {reason}", reason=error), where=where, line=before
        ) from error
    if not isinstance(parsed, dict):
        raise InputError(
            said("the front matter is not a list of 'key: value' lines"), where=where, line=before
        )
    return {str(key).strip().lower(): _value(value) for key, value in parsed.items() if isinstance(key, str)}


def _value(value: object) -> str | tuple[str, ...]:
    if isinstance(value, list):
        return tuple(item.strip() for item in value if isinstance(item, str) and item.strip())
    return value.strip() if isinstance(value, str) else ""
