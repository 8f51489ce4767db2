"""Which element of a page holds the article: by its markup, with trafilatura as the judge of what is main text."""

from __future__ import annotations

import copy
import logging
from collections.abc import Sequence

import trafilatura
from lxml.html import HtmlElement

_MOST_ELEMENTS = 20_000
_MOST_CHARS = 1_000_000
_LONG_ENOUGH = 40
_WORTH = 80

# It reports every page without a body as an error; a page is judged here by what comes out.
logging.getLogger("trafilatura").setLevel(logging.CRITICAL)


def main_element(root: HtmlElement) -> HtmlElement:
    """The smallest element with the whole article: title, lead and pictures where the markup says so."""
    core = _core(root)
    semantic = _semantic(root)
    if core is None:
        return semantic[0] if len(semantic) == 1 else root
    holders = [element for element in semantic if element is core or core in element.iterdescendants()]
    if holders:
        return min(holders, key=_size)
    return _widened(core)


def _semantic(root: HtmlElement) -> list[HtmlElement]:
    """Elements that the page itself marks as an article or main part, outermost articles only."""
    found = [e for e in root.iter("article") if next(e.iterancestors("article"), None) is None]
    found += [e for e in root.iter() if e.get("itemprop") == "articleBody" and not found]
    if not found:
        found = [e for e in root.iter() if e.tag == "main" or e.get("role") == "main"]
    return [element for element in found if _size(element) >= _WORTH]


def _core(root: HtmlElement) -> HtmlElement | None:
    """The lowest element above all paragraphs that trafilatura calls main text, None if it finds none."""
    if sum(1 for _ in root.iter()) > _MOST_ELEMENTS or len(root.text_content()) > _MOST_CHARS:
        return None
    try:
        document = trafilatura.bare_extraction(
            copy.deepcopy(root), fast=True, include_comments=False, include_tables=True, with_metadata=False
        )
    except (ValueError, TypeError, AttributeError, RecursionError, AssertionError, IndexError, KeyError):
        return None  # hostile trees; the page's own markup decides then
    body = getattr(document, "body", None)
    if body is None:
        return None
    wanted = {_key("".join(e.itertext())) for e in body.iter("p", "head", "item", "quote", "cell")}
    wanted = {text for text in wanted if len(text) >= _LONG_ENOUGH}
    hits = (
        [
            e
            for e in root.iter("p", "li", "blockquote", "td", "div", "h2", "h3")
            if _key(e.text_content()) in wanted
        ]
        if wanted
        else []
    )
    return _common_ancestor(hits)


def _common_ancestor(elements: Sequence[HtmlElement]) -> HtmlElement | None:
    if not elements:
        return None
    paths = [[*reversed(list(element.iterancestors())), element] for element in elements]
    common = None
    for level in zip(*paths, strict=False):
        if any(element is not level[0] for element in level):
            break
        common = level[0]
    return common


def _widened(core: HtmlElement) -> HtmlElement:
    """The element around ``core`` that still holds little else and a first heading; else its parent or itself."""
    size = max(1, _size(core))
    for outer in core.iterancestors():
        if _size(outer) > 1.5 * size + 400:
            break
        if next(outer.iter("h1"), None) is not None:
            return outer
    return (
        core
        if core.tag not in {"p", "li", "td", "blockquote"}
        else (core.getparent() if core.getparent() is not None else core)
    )


def _size(element: HtmlElement) -> int:
    return len(_key(element.text_content()))


def _key(text: str) -> str:
    return "".join(text.split())
