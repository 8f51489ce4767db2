"""DeepL beyond what every adapter does: its glossaries."""

from __future__ import annotations

from i18nflow import engines
from i18nflow.model import LanguagePair, Occurrence, Term, TermStatus
from i18nflow.translate import Status
from tests.engines.conftest import settings
from tests.engines.server import Service

PAIR = LanguagePair("lv", "en-GB")
CLUSTER = Occurrence(0, 9, Term("klasteris", "cluster"))
SECOND = Occurrence(0, 9, Term("klasteris", "grouping", TermStatus.ADMITTED))
NAME = Occurrence(10, 16, Term("LETERA", "", TermStatus.DO_NOT_TRANSLATE))
NEVER = Occurrence(0, 9, Term("klasteris", "bunch", TermStatus.FORBIDDEN))


def test_terms_go_along_as_a_glossary_that_is_gone_afterwards(service: Service) -> None:
    """The preferred renderings of the terms in these texts, and nothing left at DeepL."""
    made: list[str] = []
    remember = service.glossaries.__class__.__setitem__

    class Remembering(dict[str, object]):
        def __setitem__(self, number: str, data: object) -> None:
            made.append(data["entries"])  # type: ignore[index]
            remember(self, number, data)

    service.glossaries = Remembering()
    engine = engines.get("deepl", settings("deepl", service))
    (found,) = engine.translate(["Klasteris LETERA."], PAIR, [[NEVER, CLUSTER, SECOND, NAME]])
    assert found.status is Status.OK
    assert made == ["klasteris\tcluster\nLETERA\tLETERA"]
    assert service.seen[0].data["glossary_id"] == "g0"
    assert service.glossaries == {}


def test_without_terms_there_is_no_glossary(service: Service) -> None:
    """One request, no more."""
    engines.get("deepl", settings("deepl", service)).translate(["Teksts."], PAIR, [[]])
    assert "glossary_id" not in service.seen[0].data


def test_the_variant_of_english_is_asked_for(service: Service) -> None:
    """``en-GB`` as such; a bare ``en`` is British too; segments are not split."""
    engine = engines.get("deepl", settings("deepl", service, formality="more"))
    for target in ("en-GB", "en-US", "en", "de"):
        engine.translate(["Teksts."], LanguagePair("lv", target))
    assert [one.data["target_lang"] for one in service.seen] == ["EN-GB", "EN-US", "EN-GB", "DE"]
    assert {one.data["split_sentences"] for one in service.seen} == {"0"}
    assert {one.data["formality"] for one in service.seen} == {"more"}
