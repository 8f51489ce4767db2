"""Any HTML to a harmless tree: bounded, sanitised by nh3, parsed by lxml.

Of the sanitised tree only texts, addresses and a handful of names are ever read, and everything that leaves
:mod:`i18nflow.ingest` is escaped anew, so that nothing active can pass even if a parser is fooled.
"""

from __future__ import annotations

import re

import lxml.html
import nh3
from lxml import etree
from lxml.html import HtmlElement, XHTMLParser

_TAG = re.compile(r'<(/?[a-z0-9]+)((?: [a-z-]+="[^"]*")*)>')
_VOID = frozenset(["br", "col", "hr", "img", "source", "wbr"])
_NOT_IN_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\ud800-\udfff\ufffe\uffff]")
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
    parser = XHTMLParser(huge_tree=True, no_network=True, resolve_entities=False, recover=True)
    root = etree.fromstring(f"<div>{_as_xml(cleaned)}</div>", parser)
    if root is None or root.tag != "div":
        root = lxml.html.fragment_fromstring(cleaned, create_parent="div")
    _flatten(root)
    return root


def _as_xml(cleaned: str) -> str:
    """nh3's output as XML: libxml2's own HTML parser knows HTML 4 and closes ``<b>`` where a ``<p>`` begins.

    The output is regular: lower-case names, every attribute in double quotes, no entities but four.
    """
    text = _NOT_IN_XML.sub("", cleaned).replace("&nbsp;", "\u00a0")
    return _TAG.sub(_closed, text)


def _closed(tag: re.Match[str]) -> str:
    attributes = tag[2].replace("<", "&lt;")
    return f"<{tag[1]}{attributes}{'/' if tag[1] in _VOID else ''}>"


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
