"""Small helpers to write XML by hand: indented, but never inside a text."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

from lxml import etree

from i18nflow.interchange.guard import clean

LANG = "{http://www.w3.org/XML/1998/namespace}lang"
SPACE = "{http://www.w3.org/XML/1998/namespace}space"


def child(parent: etree._Element, tag: str, text: str | None = None, **attributes: str) -> etree._Element:
    """A new last child; attributes that are "" are left out."""
    made = etree.SubElement(parent, tag)
    for name, value in attributes.items():
        if value:
            made.set(name, clean(value))
    if text is not None:
        made.text = clean(text)
    return made


def add_text(parent: etree._Element, text: str) -> None:
    """``text`` after what the element already holds."""
    if len(parent):
        last = parent[-1]
        last.tail = (last.tail or "") + clean(text)
    else:
        parent.text = (parent.text or "") + clean(text)


def attribute(element: etree._Element | None, name: str) -> str:
    """The value of an attribute, "" where there is none."""
    return "" if element is None else str(element.get(name) or "")


def line(element: etree._Element) -> int | None:
    """The line where an element begins."""
    number = element.sourceline
    return number if isinstance(number, int) else None


def root(name: str, namespace: str, **prefixes: str) -> etree._Element:
    """The outermost element of a file, its namespace the default one."""
    # The stubs allow no default namespace.
    names: Any = {None: namespace, **prefixes}
    return etree.Element(f"{{{namespace}}}{name}", nsmap=names)


def to_bytes(root: etree._Element, mixed: Collection[str]) -> bytes:
    """The file: indented, except inside the elements named in ``mixed`` (white space counts there)."""
    _indent(root, mixed, "\n")
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8") + b"\n"


def local(element: etree._Element) -> str:
    """The name of an element without its namespace; "" for a comment."""
    return element.tag.rpartition("}")[2] if isinstance(element.tag, str) else ""


def of(parent: etree._Element, name: str) -> etree._Element | None:
    """The first child called ``name`` in whatever namespace."""
    return next((one for one in parent if local(one) == name), None)


def all_of(parent: etree._Element, name: str) -> list[etree._Element]:
    """The children called ``name`` in whatever namespace."""
    return [one for one in parent if local(one) == name]


def below(parent: etree._Element, name: str) -> list[etree._Element]:
    """The descendants called ``name`` in whatever namespace, in order."""
    return [one for one in parent.iter() if local(one) == name]


def text_of(element: etree._Element | None) -> str:
    """All text inside an element; "" where there is none."""
    if element is None:
        return ""
    if not len(element):  # the common case, and ten times as fast
        return str(element.text or "")
    return "".join(str(part) for part in element.itertext())


def _indent(element: etree._Element, mixed: Collection[str], newline: str) -> None:
    if local(element) in mixed or not len(element):
        return
    element.text = f"{newline}  "
    for one in element:
        _indent(one, mixed, f"{newline}  ")
        one.tail = f"{newline}  "
    element[-1].tail = newline
