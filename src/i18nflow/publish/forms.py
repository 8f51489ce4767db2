"""Templates that are rendered once and filled in for every article.

Most of a page is the same for all articles of a language: frame, links, words. A template that does nothing with an
article's values but print them is therefore rendered once, with a mark in the place of each; a page is then these
pieces with the values between them. A template that looks at a value (``{% if %}``, a filter, a loop) is rendered for
each article as usual: nothing changes but the time it takes.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping
from typing import Self

from jinja2 import Environment, nodes

_MARK = "\x01"
"""Stands around a value's name; no text holds it, since control characters are taken out of all of them."""

_CAPTURING = (
    nodes.Macro,
    nodes.CallBlock,
    nodes.FilterBlock,
    nodes.AssignBlock,
    nodes.Import,
    nodes.FromImport,
)
"""Statements that hold printed text back to do something with it."""


class Form:
    """The pieces of a rendered template, and the names of the values between them."""

    def __init__(self, parts: list[str]) -> None:
        # Pieces and names take turns, a piece first.
        self._parts = parts
        self._places = [(place, parts[place]) for place in range(1, len(parts), 2)]

    @classmethod
    def of(cls, render: Callable[[Mapping[str, str]], str], names: Collection[str]) -> Self | None:
        """The form of a template; ``render`` renders it with the values it is given, which are HTML.

        None where the mark stands in the template already, so that it would be misread.
        """
        parts = render({name: f"{_MARK}{name}{_MARK}" for name in names}).split(_MARK)
        return cls(parts) if len(parts) % 2 and set(parts[1::2]) <= set(names) else None

    def fill(self, values: Mapping[str, str]) -> str:
        """The page with these values, which are HTML."""
        parts = self._parts.copy()
        for place, name in self._places:
            parts[place] = values[name]
        return "".join(parts)


def only_prints(
    environment: Environment,
    sources: Mapping[str, str],
    name: str,
    printed: Collection[str],
    unseen: Collection[str],
) -> bool:
    """Whether a template, and whatever it extends or includes, at most prints the values ``printed`` and names none of ``unseen``."""
    waiting, met = [name], set()
    while waiting:
        one = waiting.pop()
        if one in met:
            continue
        met.add(one)
        if one not in sources:
            return False
        for parent, node in _walk(environment.parse(sources[one])):
            if isinstance(node, _CAPTURING):
                return False
            if isinstance(node, nodes.Name) and node.name in unseen:
                return False
            held = isinstance(node, nodes.Name) and (node.name in printed or node.name == "self")
            if (held or _is_super(node)) and not isinstance(parent, nodes.Output):
                return False
            if isinstance(node, nodes.Extends | nodes.Include):
                if not isinstance(node.template, nodes.Const):
                    return False
                waiting.append(str(node.template.value))
    return True


def _walk(node: nodes.Node) -> Iterator[tuple[nodes.Node, nodes.Node]]:
    """Every node below ``node`` with its parent."""
    for child in node.iter_child_nodes():
        yield node, child
        yield from _walk(child)


def _is_super(node: nodes.Node) -> bool:
    return isinstance(node, nodes.Call) and isinstance(node.node, nodes.Name) and node.node.name == "super"
