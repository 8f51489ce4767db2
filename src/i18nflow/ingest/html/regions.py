"""What the markup itself says of a part of a page: hidden, navigation, share buttons, other news, a mere grid."""

from __future__ import annotations

import re

from lxml.html import HtmlElement

_SHARE = re.compile(
    r"(?:^|[\s_-])(?:share|sharing|sharebar|social|socials|addtoany|addthis|a2a|sharedaddy|dalities|soc-?tikli|print-?link|font-?size)(?:$|[\s_-])",
    re.IGNORECASE,
)
_RELATED = re.compile(
    r"(?:^|[\s_-])(?:related|related-?(?:posts|news|articles)|recommend(?:ed|ations)?|read-?more|see-?also|most-?read|popular|"
    r"breadcrumbs?|pagination|pager|post-?navigation|newsletter|subscribe|cookies?|cookie-?(?:bar|banner|notice)|comments?|"
    r"comment-?(?:list|form)|advert(?:isement)?|ads?|banner|promo|tags?-?links|saistit\w*)(?:$|[\s_-])",
    re.IGNORECASE,
)
_ROLES = frozenset(
    {"navigation", "search", "banner", "contentinfo", "dialog", "alertdialog", "menu", "menubar", "toolbar"}
)
_HIDDEN_STYLE = re.compile(r"display:none|visibility:hidden")
_MOST_LINKED = 0.6


def is_hidden(element: HtmlElement) -> bool:
    """Whether a reader of the page does not see the element."""
    if element.get("hidden") is not None or element.get("aria-hidden") == "true":
        return True
    return bool(_HIDDEN_STYLE.search(element.get("style", "").replace(" ", "").lower()))


def furniture_region(element: HtmlElement) -> str:
    """The name of the region that ``element`` opens where its markup says it is furniture, else "".

    Navigation is known by its element or role; the names of classes count only for what is short or mostly
    links, since themes put such names on whole pages.
    """
    if element.tag == "nav" or element.get("role", "") in _ROLES:
        return "navigation"
    names = f"{element.get('class', '')} {element.get('id', '')}"
    if element.tag in {"article", "main", "p"} or not names.strip():
        return ""
    if _SHARE.search(names) and (len(element.text_content()) <= 200 or _linked(element) >= _MOST_LINKED):
        return "share"
    if _RELATED.search(names) and (len(element.text_content()) <= 120 or _linked(element) >= _MOST_LINKED):
        return "related"
    return ""


def is_layout_table(table: HtmlElement) -> bool:
    """Whether a table only places things: said so, of one column, or with whole articles in its cells."""
    if table.get("role") in {"presentation", "none"}:
        return True
    cells = [len(list(row.iterchildren("td", "th"))) for row in table.iter("tr")]
    if max(cells, default=0) <= 1:
        return True
    if next(table.iter("th"), None) is not None:
        return False
    inner = next((t for t in table.iter("table") if t is not table), None)
    return inner is not None or next(table.iter("h1", "h2", "h3"), None) is not None


def remove(element: HtmlElement) -> None:
    """Take ``element`` out of its tree, leaving the text behind it."""
    parent = element.getparent()
    if parent is None:
        return
    if element.tail:
        previous = element.getprevious()
        if previous is not None:
            previous.tail = (previous.tail or "") + element.tail
        else:
            parent.text = (parent.text or "") + element.tail
    parent.remove(element)


def _linked(element: HtmlElement) -> float:
    """The share of the element's text that stands in links."""
    total = len("".join(element.text_content().split()))
    linked = sum(len("".join(link.text_content().split())) for link in element.iter("a"))
    return linked / total if total else 0.0
