"""Our files are valid by the published schemas (make drill SCHEMAS=DIR; the schemas are not ours to carry)."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from lxml import etree

from i18nflow import interchange
from i18nflow.interchange import Format, tbx, tmx
from i18nflow.model import LanguagePair
from tests.interchange.test_formats import HEADER, ROWS
from tests.interchange.test_memories_and_glossaries import PAIR, TERMS, UNITS

pytestmark = pytest.mark.drill
NAMESPACES = {
    "urn:oasis:names:tc:xliff:document:2.0": "xliff_core_2.0.xsd",
    "urn:oasis:names:tc:xliff:matches:2.0": "matches.xsd",
    "urn:oasis:names:tc:xliff:metadata:2.0": "metadata.xsd",
}


@pytest.fixture
def schemas() -> Path:
    """The folder with xliff/, xliff2.1/, tmx/ and tbx/."""
    named = os.environ.get("SCHEMAS")
    if not named:
        pytest.skip("SCHEMAS names no folder")
    return Path(named)


class Offline(etree.Resolver):
    """The one schema that the others fetch from the network, from beside them."""

    def __init__(self, schemas: Path) -> None:
        self._xml = next(schemas.rglob("xml.xsd"))

    def resolve(self, system_url: str, public_id: str, context: object) -> object:
        return self.resolve_filename(str(self._xml), context) if system_url.endswith("xml.xsd") else None  # type: ignore[attr-defined]


def schema(text: bytes, place: Path, schemas: Path) -> etree.XMLSchema:
    parser = etree.XMLParser(no_network=True)
    parser.resolvers.add(Offline(schemas))
    return etree.XMLSchema(etree.fromstring(text, parser, base_url=str(place)))


def test_xliff_12_strict(schemas: Path) -> None:
    """The strict profile of version 1.2."""
    place = schemas / "xliff" / "xliff-core-1.2-strict.xsd"
    schema(place.read_bytes(), place, schemas).assertValid(
        etree.fromstring(interchange.render(Format.XLIFF_12, ROWS, HEADER))
    )


def test_xliff_21_with_its_modules(schemas: Path) -> None:
    """Version 2.1 with matches and metadata, validated strictly too."""
    imports = "".join(
        f'<xs:import namespace="{name}" schemaLocation="{file}"/>' for name, file in NAMESPACES.items()
    )
    driver = f'<xs:schema xmlns:xs="http://www.w3.org/2001/XMLSchema">{imports}</xs:schema>'.encode()
    made = schema(driver, schemas / "xliff2.1" / "driver.xsd", schemas)
    made.assertValid(etree.fromstring(interchange.render(Format.XLIFF, ROWS, HEADER)))


def test_tmx_14(schemas: Path) -> None:
    """A memory with all its attributes, and an article's."""
    dtd = etree.DTD(str(schemas / "tmx" / "tmx14.dtd"))
    dtd.assertValid(etree.fromstring("".join(tmx.write(UNITS, PAIR)).encode()))
    dtd.assertValid(etree.fromstring(interchange.render(Format.TMX, ROWS, HEADER)))


def test_tbx_core(schemas: Path) -> None:
    """A glossary with every column."""
    dtd = etree.DTD(str(schemas / "tbx" / "TBXcoreStructV02.dtd"))
    dtd.assertValid(etree.fromstring(tbx.write(TERMS, LanguagePair("lv", "en-GB"))))
