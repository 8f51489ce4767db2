"""What stands around the body of a text: furniture, title and metadata at its head, metadata and furniture at its tail.

Works on the plain lines of any format (lines of a text file, blocks of a page), so that all formats agree.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from i18nflow.ingest import metadata
from i18nflow.ingest.furniture import Recogniser
from i18nflow.ingest.metadata import Metadata
from i18nflow.ingest.values import Options
from i18nflow.model import Furniture

_TITLE_LONGEST = 200
_HEAD_MOST = 40
_SENTENCES = re.compile(r"[.!?…]\s+[^\W\d_a-zāčēģīķļņšūž]|\.$")
"""What a text has that is no title: one sentence after another, or a full stop at its end."""


@dataclass(frozen=True, slots=True)
class Line:
    """A line around which to look: its plain text, its number in the file, and whether it may be a title."""

    text: str
    number: int | None = None
    may_be_title: bool = True
    solid: bool = False
    """A table cell or quote: never furniture or metadata."""
    picture: bool = False
    """Never furniture by itself; the head may go on after it, and a list of other news may hold some."""


@dataclass(frozen=True, slots=True)
class Frame:
    """The title and metadata found, what was set aside, and the indexes of the lines of the body."""

    metadata: Metadata
    furniture: tuple[Furniture, ...]
    body: tuple[int, ...]


def find(lines: Sequence[Line], options: Options, *, title: str = "") -> Frame:
    """The frame of ``lines``; ``title`` is what the format itself says it is."""
    recogniser = Recogniser(options.lang, options.furniture_words)
    head, head_furniture, taken = _head(lines, options.lang, recogniser, title)
    start = max(taken, default=-1) + 1
    tail, tail_furniture, end = _tail(lines, start, options.lang, recogniser)
    body = tuple(index for index in range(end) if index not in taken)
    if not body and not head.title:
        return Frame(
            Metadata(), (), tuple(range(len(lines)))
        )  # nothing but furniture: then it is the article
    return Frame(head.filled_from(tail), (*head_furniture, *tail_furniture), body)


def _head(
    lines: Sequence[Line], lang: str, recogniser: Recogniser, title: str
) -> tuple[Metadata, list[Furniture], set[int]]:
    """What the head holds; the last value is the indexes of the lines that are not of the body."""
    taken: set[int] = set()
    found = Metadata(title=title)
    furniture: list[Furniture] = []
    # A title that the format names may also stand among the lines, under the menu.
    shown = bool(title) and not any(_same(line.text, title) for line in lines[:_HEAD_MOST])
    for index, line in enumerate(lines[:_HEAD_MOST]):
        rule_for = recogniser.rule_after_title if shown else recogniser.rule_before_title
        if line.picture:
            continue
        if line.solid:
            break
        if meta := metadata.of_line(line.text, lang):
            found = found.filled_from(meta)
        elif not shown and title and _same(line.text, title):
            shown = True
        elif rule := rule_for(line.text):
            furniture.append(Furniture(line.text, "head", rule, line.number))
        elif not shown and _is_headline(furniture, recogniser) and _SENTENCES.search(line.text):
            break
        elif not shown and not title and line.may_be_title and _is_title(line.text):
            found, shown = replace(found, title=line.text), True
        else:
            break
        taken.add(index)
    if not shown and _is_headline(furniture, recogniser):
        return replace(found, title=furniture[0].text), [], taken
    return found, furniture, taken


def _tail(
    lines: Sequence[Line], start: int, lang: str, recogniser: Recogniser
) -> tuple[Metadata, list[Furniture], int]:
    texts = [line.text for line in lines[start:]]
    solid = max((index + 1 for index, line in enumerate(lines) if line.solid), default=0)
    end = max(start + recogniser.related_start(texts, lang), solid, start)
    furniture = [
        Furniture(line.text, "tail", recogniser.rule_at_tail(line.text) or "related", line.number)
        for line in lines[end:]
    ]
    found = Metadata()
    while end > max(start, solid) and not lines[end - 1].picture:
        line = lines[end - 1]
        if rule := recogniser.rule_at_tail(line.text):
            furniture.insert(0, Furniture(line.text, "tail", rule, line.number))
        elif meta := metadata.of_line(line.text, lang, tail=True):
            found = meta.filled_from(found)
        else:
            break
        end -= 1
    return found, furniture, end


def _is_headline(furniture: Sequence[Furniture], recogniser: Recogniser) -> bool:
    """Whether what was taken for a menu is the headline: a menu has more than one word, and a title under it."""
    match furniture:
        case [Furniture(text=text, rule="word")]:
            return recogniser.rule_after_title(text) is None
    return False


def _is_title(text: str) -> bool:
    if len(text) > _TITLE_LONGEST or text.endswith((",", ";", ":")):
        return False
    return not (text.endswith(".") and len(text) > _TITLE_LONGEST // 2)


def _same(text: str, title: str) -> bool:
    return " ".join(text.casefold().split()) == " ".join(title.casefold().split())
