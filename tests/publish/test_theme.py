"""A newsroom's templates and styles take the place of the shipped ones; the documented example works."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from i18nflow import publish, resources
from i18nflow.catalog.runtime import translations
from i18nflow.errors import ConfigError
from i18nflow.publish import Site, SiteConfig
from tests.publish import examples

EXAMPLE = Path(__file__).parents[2] / "docs" / "examples" / "theme"


def themed(newsroom: Path | None, base_url: str = "https://upe.example/") -> Site:
    """A site with a newsroom's theme."""
    root = resources.root()
    config = SiteConfig(base_url, "Upes ziņas", "lv", ("en-GB",))
    return publish.open_site(
        config, web=root / "web", locales=root / "locales", translations=translations, newsroom=newsroom
    )


def test_the_documented_example_works() -> None:
    """It adds a line to the shipped article page and colours to the style sheet, and changes nothing else."""
    site = themed(EXAMPLE)
    pages = publish.pages(site, examples.article())
    page = pages["en/2024/footbridge-opened/index.html"]
    assert "<p class=house>Upes ziņas: News</p>\n<article>" in page
    assert "house" not in pages["lv-en/2024/par-lielupi-atklats-tilts/index.html"]
    style = site.theme.assets[site.theme.urls["site.css"]].decode()
    assert style.startswith("/* The published pages.")
    assert "#7a1f3d" in style


@pytest.mark.parametrize(
    ("name", "block"),
    [
        ("article.html", "<p class=mine>{{ title|upper }}</p>{{ super() }}"),
        ("article.html", "{% if about.notices %}<b>!</b>{% endif %}{{ super() }}"),
        ("article.html", "{% set held %}{{ super() }}{% endset %}{{ held }}"),
        ("article.html", "{{ super() }}{% for one in switch %}{{ one.name }} {% endfor %}"),
        ("parallel.html", "{{ super()|replace('Footbridge', 'Bridge') }}"),
        ("article.html", "{% include 'foot.html' %}{{ headline }}{{ super() }}"),
    ],
)
def test_a_template_may_look_at_what_it_shows(tmp_path: Path, name: str, block: str) -> None:
    """Whether a template only prints an article's values or computes with them, each article's page is its own."""
    (tmp_path / "templates").mkdir()
    text = f'{{% extends "shipped/{name}" %}}{{% block main %}}{block}{{% endblock %}}'
    (tmp_path / "templates" / name).write_text(text)
    site = themed(tmp_path)
    path = "en/2024/footbridge-opened" if name == "article.html" else "lv-en/2024/par-lielupi-atklats-tilts"
    other = examples.numbered(3, headline="Quite another headline")
    for view in (examples.article(), other):
        for page in publish.pages(site, view).values():
            assert "\x01" not in page
    page = publish.pages(site, examples.article())[f"{path}/index.html"]
    main = block.replace("{{ super() }}", "")
    plain = publish.pages(themed(None), examples.article())[f"{path}/index.html"]
    article = plain[plain.index("<article>") : plain.index("</article>")]
    if "super()|" in main:
        assert "Bridge opened" in page and "Footbridge" not in page[page.index("<article>") :]
    else:
        assert article in page
    for seen, words in (("upper", "FOOTBRIDGE OPENED OVER THE LIELUPE</p>"), ("switch", "Latviešu English ")):
        assert seen not in main or words in page


def test_a_replaced_file_changes_addresses_and_digest(tmp_path: Path) -> None:
    """A style sheet has its hash in its name, and every page is made again after a change of theme."""
    shutil.copytree(EXAMPLE, tmp_path / "theme")
    before = themed(tmp_path / "theme")
    (tmp_path / "theme" / "static" / "extra.css").write_text("a { color: red }")
    after = themed(tmp_path / "theme")
    assert before.digest != after.digest
    assert before.theme.urls["site.css"] != after.theme.urls["site.css"]
    assert themed(None).digest == themed(tmp_path / "nothing").digest


@pytest.mark.parametrize("address", ["", "news.example", "ftp://news.example/", "javascript:alert(1)"])
def test_an_address_that_is_none_is_refused(address: str) -> None:
    """base_url must be absolute http or https."""
    with pytest.raises(ConfigError, match=r"site\.base_url"):
        themed(None, address)
