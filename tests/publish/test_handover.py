"""The documents for other systems hold the whole article, its segments by key, and nothing that is not public."""

from __future__ import annotations

import json
from dataclasses import replace

from lxml import html

from i18nflow import publish
from i18nflow.model import PublicationStatus
from i18nflow.publish import ArticleView
from tests.publish import examples


def test_a_fragment_per_edition_and_a_document_per_article() -> None:
    """Each fragment is one article element in its language; the JSON ties the translation to its source."""
    made = publish.handover(examples.site(), examples.article())
    assert sorted(made) == [
        "en/2024/footbridge-opened/fragment.html",
        "lv/2024/par-lielupi-atklats-tilts/article.json",
        "lv/2024/par-lielupi-atklats-tilts/fragment.html",
    ]
    fragment = html.fragment_fromstring(made["en/2024/footbridge-opened/fragment.html"])
    assert (fragment.tag, fragment.get("lang")) == ("article", "en-GB")
    assert fragment.xpath("//img/@src") == ["https://upe.example/zinas/media/tilts.jpg"]
    document = json.loads(made["lv/2024/par-lielupi-atklats-tilts/article.json"])
    assert (document["language"], document["type"]) == ("lv", "text")
    (translation,) = document["associations"]
    assert (translation["language"], translation["uri"]) == (
        "en-GB",
        "https://upe.example/zinas/en/2024/footbridge-opened/",
    )
    assert [s["name"] for s in translation["subjects"]] == ["Transport", "Municipalities"]


def test_segments_come_back_by_key() -> None:
    """Property 25: the document's segments are those of the edition, texts with codes, in order."""
    text = publish.handover(examples.site(), examples.article())[
        "lv/2024/par-lielupi-atklats-tilts/article.json"
    ]
    (translation,) = json.loads(text)["associations"]
    found = [(s["key"], s["text"], s["state"]) for s in translation["x-i18nflow"]["segments"]]
    assert found == [(s.key, s.text, s.state.value) for s in examples.edition("en-GB").segments]


def test_only_public_editions_are_handed_over() -> None:
    """A scheduled translation is in no document, and an article without a public edition has none."""
    hidden = replace(examples.edition("en-GB"), status=PublicationStatus.SCHEDULED)
    made = publish.handover(examples.site(), ArticleView("a", examples.edition("lv"), (hidden,)))
    assert not any("ootbridge" in text for text in made.values())
    assert publish.handover(examples.site(), ArticleView("a", hidden)) == {}
