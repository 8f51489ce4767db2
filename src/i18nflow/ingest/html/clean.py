"""Any HTML to a harmless tree: bounded, sanitised by nh3, parsed by lxml.

Of the sanitised tree only texts, addresses and a handful of names are ever read, and everything that leaves
:mod:`i18nflow.ingest` is escaped anew, so that nothing active can pass even if a parser is fooled.
"""

from __future__ import annotations

import lxml.html
import nh3
from lxml.html import HtmlElement

MAX_DEPTH = 80
"""Elements within each other: real pages have 20 to 40."""

_TAGS = frozenset(
    [
        "a",
        "abbr",
        "address",
        "article",
        "aside",
        "b",
        "bdi",
        "bdo",
        "big",
        "blockquote",
        "br",
        "caption",
        "center",
        "cite",
        "code",
        "col",
        "colgroup",
        "data",
        "dd",
        "details",
        "dfn",
        "div",
        "dl",
        "dt",
        "em",
        "figcaption",
        "figure",
        "font",
        "footer",
        "h1",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "header",
        "hgroup",
        "hr",
        "i",
        "img",
        "ins",
        "kbd",
        "li",
        "main",
        "mark",
        "menu",
        "nav",
        "ol",
        "p",
        "picture",
        "pre",
        "q",
        "s",
        "samp",
        "section",
        "small",
        "source",
        "span",
        "strike",
        "strong",
        "sub",
        "summary",
        "sup",
        "table",
        "tbody",
        "td",
        "tfoot",
        "th",
        "thead",
        "time",
        "tr",
        "tt",
        "u",
        "ul",
        "var",
        "wbr",
    ]
)
_DROPPED = frozenset(
    [
        "script",
        "style",
        "svg",
        "math",
        "iframe",
        "object",
        "embed",
        "noscript",
        "template",
        "textarea",
        "select",
        "button",
        "title",
        "audio",
        "video",
        "canvas",
        "del",
    ]
)
_EVERYWHERE = {
    "class",
    "id",
    "role",
    "itemprop",
    "hidden",
    "aria-hidden",
    "style",
    "lang",
    "data-line",
    "data-list",
    "data-level",
}
_ATTRIBUTES = {
    "*": _EVERYWHERE,
    "a": {"href", "title", "name"},
    "img": {
        "src",
        "alt",
        "width",
        "height",
        "data-src",
        "data-lazy-src",
        "data-original",
        "srcset",
        "data-srcset",
    },
    "source": {"srcset", "data-srcset"},
    "ol": {"start", "type", "reversed"},
    "li": {"value"},
    "td": {"colspan", "rowspan"},
    "th": {"colspan", "rowspan", "scope"},
    "time": {"datetime"},
    "q": {"cite"},
}
_STYLES = {
    "display",
    "visibility",
    "font-weight",
    "font-style",
    "vertical-align",
    "mso-list",
    "mso-element",
    "mso-hide",
}
_CLEANER = nh3.Cleaner(
    tags=set(_TAGS),
    clean_content_tags=set(_DROPPED),
    attributes=_ATTRIBUTES,
    url_schemes={"http", "https", "mailto", "data"},
    filter_style_properties=_STYLES,
    link_rel=None,
)


def tree(bounded: str) -> HtmlElement:
    """The sanitised tree of HTML that was bounded before; its root is a ``div``."""
    cleaned = _CLEANER.clean(bounded)
    parser = lxml.html.HTMLParser(
        huge_tree=True, encoding="utf-8", no_network=True, remove_comments=True, remove_pis=True
    )
    root = lxml.html.fragment_fromstring(cleaned, create_parent="div", parser=parser)
    _flatten(root)
    return root


def _flatten(root: HtmlElement) -> None:
    """Make plain text of whatever is nested deeper than ``MAX_DEPTH``, so that later steps may recurse."""
    level = [root]
    for _ in range(MAX_DEPTH):
        level = [child for element in level for child in element if isinstance(child.tag, str)]
    for element in level:
        text = element.text_content()
        for child in list(element):
            element.remove(child)
        element.text = text
