"""Every public function that reads or writes something for the outside has a property, or a reason for none.

The list of functions is read from the code: whoever adds a parser or a serialiser names its property here.
"""

from __future__ import annotations

import ast
import re
from functools import cache
from pathlib import Path

import pytest

import i18nflow
from tests.fuzz.targets import TARGETS

ROOT = Path(i18nflow.__file__).parent
TESTS = Path(__file__).parents[1]
NAMES = re.compile(
    r"(read|parse|write|encode|encoded|decode|dump|render|sniff|pasted|signed|split|join|protect|restore|slugify|inside"
    r"|entry|part|index|instant|moment)(_\w+)?|(to|from|check)_\w+|\w+_(to|from)_json"
)
"""How parsers, serialisers and what stands guard before them are named."""
EDGES = ("cli", "webapp")
"""What people and programs send there: ``tests/web/test_any_request.py`` and schemathesis."""

COVERED = {
    "catalog.binary.to_mo": "properties/test_files.py::test_a_binary_catalog_says_what_the_text_says",
    "catalog.build.to_po": "catalog/test_roundtrips.py::test_an_untouched_export_changes_nothing",
    "catalog.build.to_pot": "properties/test_files.py::test_a_template_has_every_source_and_no_translation",
    "catalog.decode.decode": "properties/test_files.py::test_any_bytes_are_text_or_refused",
    "catalog.read.from_po": "catalog/test_roundtrips.py::test_nothing_is_lost_of_a_file_in_another_dress",
    "catalog.write.write": "catalog/test_roundtrips.py::test_reading_is_the_inverse_of_writing",
    "config.parse": "properties/test_files.py::test_any_settings_are_what_they_say_or_refused",
    "engines.options.read": "properties/test_files.py::test_any_settings_of_an_engine_are_taken_or_refused",
    "files.slugify": "properties/test_files.py::test_no_name_leads_out_of_the_workspace",
    "files.check_slug": "properties/test_files.py::test_no_name_leads_out_of_the_workspace",
    "files.inside": "properties/test_files.py::test_no_name_leads_out_of_the_workspace",
    "glossary.reading.decode": "properties/test_files.py::test_any_bytes_are_a_glossary_or_refused",
    "glossary.reading.read": "glossary/test_glossary_file.py::test_any_text_is_read_or_refused",
    "glossary.writing.write": "glossary/test_glossary_file.py::test_what_is_written_is_read_back",
    "ingest.dates.parse": "properties/test_files.py::test_any_text_is_a_date_or_none",
    "ingest.docx.read": "ingest/test_any_input.py::test_any_bytes",
    "ingest.encoding.decode": "ingest/test_any_input.py::test_any_bytes",
    "ingest.frontmatter.split": "properties/test_files.py::test_any_front_matter_is_split_off_or_refused",
    "ingest.html.credits.split": "ingest/test_any_input.py::test_any_tags",
    "ingest.html.pagemeta.read": "ingest/test_any_input.py::test_any_tags",
    "ingest.markdown.read": "ingest/test_any_input.py::test_any_tags",
    "ingest.pasted": "ingest/test_any_input.py::test_any_pasted_text",
    "ingest.read": "ingest/test_any_input.py::test_any_bytes",
    "ingest.text.lines.split": "ingest/test_any_input.py::test_any_lines",
    "ingest.text.read": "ingest/test_any_input.py::test_any_lines",
    "interchange.docx.read": "properties/test_files.py::test_a_damaged_export_is_read_or_refused",
    "interchange.docx.write": "interchange/test_formats.py::test_any_text_survives",
    "interchange.guard.parse": "properties/test_files.py::test_a_damaged_export_is_read_or_refused",
    "interchange.jsonl.read": "properties/test_files.py::test_a_damaged_export_is_read_or_refused",
    "interchange.jsonl.write": "interchange/test_formats.py::test_any_text_survives",
    "interchange.read": "properties/test_files.py::test_a_damaged_export_is_read_or_refused",
    "interchange.render": "interchange/test_formats.py::test_any_text_survives",
    "interchange.sniffing.sniff": "properties/test_files.py::test_any_bytes_are_of_a_known_format_or_of_none",
    "interchange.tbx.read": "properties/test_files.py::test_a_damaged_tbx_is_read_or_refused",
    "interchange.tbx.write": "properties/test_files.py::test_terms_come_back_out_of_tbx",
    "interchange.tmx.encoded": "properties/test_files.py::test_a_memory_comes_back_out_of_a_stream",
    "interchange.tmx.read": "properties/test_files.py::test_a_damaged_tmx_is_read_or_refused",
    "interchange.tmx.read_all": "properties/test_files.py::test_a_damaged_tmx_is_read_or_refused",
    "interchange.tmx.write": "interchange/test_memories_and_glossaries.py::test_any_text_survives",
    "interchange.xliff1.read": "properties/test_files.py::test_a_damaged_export_is_read_or_refused",
    "interchange.xliff1.write": "interchange/test_formats.py::test_any_text_survives",
    "interchange.xliff2.read": "properties/test_files.py::test_a_damaged_export_is_read_or_refused",
    "interchange.xliff2.write": "interchange/test_formats.py::test_any_text_survives",
    "interchange.xml.to_bytes": "interchange/test_formats.py::test_any_text_survives",
    "language.numbers.digits.split_number": "language/test_numbers_reading.py::test_any_text",
    "language.numbers.reading.read": "language/test_numbers_reading.py::test_any_text",
    "language.numbers.reading.read_soft": "check/test_check_run.py::test_any_text",
    "language.sentences.scan.split": "language/test_sentence_spans.py::test_nothing_is_lost",
    "language.sentences.split": "language/test_sentence_spans.py::test_nothing_is_lost",
    "language.sentences.srx.read": "properties/test_files.py::test_any_pieces_of_rules_are_read_or_refused",
    "language.sentences.uax29.split": "language/test_sentence_spans.py::test_fallback_is_uax29",
    "markup.html.from_html": "segment/test_markup.py::test_html_and_back",
    "markup.html.to_html": "segment/test_markup.py::test_html_and_back",
    "markup.placeholders.protect": "segment/test_markup.py::test_protect_and_restore",
    "markup.placeholders.restore": "segment/test_markup.py::test_protect_and_restore",
    "names.file.read": "properties/test_files.py::test_names_are_added_changed_and_taken_out",
    "people.names.check_name": "properties/test_values.py::test_any_text_is_a_name_or_refused",
    "publish.addresses.slugify": "properties/test_values.py::test_any_text_is_a_part_of_an_address",
    "publish.body.inside": "publish/test_hostile.py::test_any_unicode_is_inert",
    "publish.manifest.dump": "properties/test_values.py::test_a_manifest_comes_back_and_anything_else_is_none",
    "publish.manifest.parse": "properties/test_values.py::test_a_manifest_comes_back_and_anything_else_is_none",
    "publish.render.render_article": "publish/test_hostile.py::test_any_unicode_is_inert",
    "publish.render.render_chunk": "publish/test_hostile.py::test_any_unicode_is_inert",
    "publish.search.entry": "properties/test_values.py::test_linked_data_and_the_search_index_say_what_the_edition_says",
    "publish.search.index": "properties/test_values.py::test_linked_data_and_the_search_index_say_what_the_edition_says",
    "publish.search.part": "properties/test_values.py::test_linked_data_and_the_search_index_say_what_the_edition_says",
    "publish.text.to_json": "properties/test_values.py::test_json_in_a_script_is_the_same_json",
    "segment.choices.split_at": "segment/test_segments.py::test_no_choice_loses_text",
    "segment.skeleton.join": "segment/test_segments.py::test_join_undoes_split",
    "segment.skeleton.split": "segment/test_segments.py::test_join_undoes_split",
    "store.codec.article_from_json": "properties/test_values.py::test_an_article_comes_back_from_the_store",
    "store.codec.article_to_json": "properties/test_values.py::test_an_article_comes_back_from_the_store",
    "store.codec.codes_from_json": "properties/test_values.py::test_codes_come_back_from_the_store",
    "store.codec.codes_to_json": "properties/test_values.py::test_codes_come_back_from_the_store",
    "store.codec.instant": "properties/test_values.py::test_times_come_back_and_sort_as_they_are",
    "store.codec.moment": "properties/test_values.py::test_times_come_back_and_sort_as_they_are",
    "store.codec.parse_instant": "properties/test_values.py::test_times_come_back_and_sort_as_they_are",
    "store.codec.reasons_from_json": "properties/test_values.py::test_reasons_come_back_from_the_store",
    "store.codec.reasons_to_json": "properties/test_values.py::test_reasons_come_back_from_the_store",
    "store.codec.said_from_json": "properties/test_values.py::test_a_said_message_comes_back_from_the_store",
    "store.codec.said_to_json": "properties/test_values.py::test_a_said_message_comes_back_from_the_store",
    "workflow.backups.read": "properties/test_files.py::test_a_manifest_that_says_anything_is_read_or_refused",
    "workflow.backups.restore": "properties/test_files.py::test_a_damaged_backup_is_refused",
    "workflow.desk.assigning.parse_due": "properties/test_values.py::test_any_text_is_a_deadline_or_refused",
    "workflow.publishing.schedule.moment": "properties/test_values.py::test_any_text_is_a_time_of_publication_or_refused",
    "workflow.webhooks.signed": "properties/test_values.py::test_a_receiver_can_check_a_delivery",
}  # fmt: skip
"""Of each function the property that covers it: where it stands, and its name."""

FUZZED = {
    "article": "ingest.read", "paste": "ingest.pasted", "po": "catalog.read.from_po", "exchange": "interchange.read",
    "memory": "interchange.tmx.read", "terms": "interchange.tbx.read", "rules": "language.sentences.srx.read",
    "sentence": "language.sentences.split", "findings": "language.numbers.reading.read", "register": "names.file.read",
    "newsroom": "config.parse",
}  # fmt: skip
"""What the coverage-guided fuzzer reads with each of its targets."""

WITHOUT = {
    "catalog.compare.check_belongs": "compares two languages; it reads nothing",
    "config.read": "a file's bytes, then parse",
    "engines.opus.shelf.write_about": "a file of our own beside a model",
    "files.read_bytes": "bytes as they are",
    "files.write_atomic": "bytes as they are; tests/faults kills it",
    "interchange.common.entry": "a value of a catalog",
    "interchange.guard.check_size": "compares two numbers",
    "language.sentences.srx.split": "other people's rules: whatever they say is done",
    "people.passwords.check_password": "a length and a list",
    "publish.sentences.check_aligned": "a test of the program's own pages",
    "review.restore": "a move: tests/stateful",
    "secret.read_private": "bytes as they are, and the rights of their file",
    "store.database.write": "a transaction",
    "store.memory_index.write": "a file of our own; one that is not whole is made again",
    "translate.plan.from_match": "a value of the plan",
    "workflow.catalogs.read_file": "bytes as they are",
    "workflow.catalogs.render_mo": "catalog.binary.to_mo over a workspace",
    "workflow.catalogs.render_other": "interchange.render over a workspace",
    "workflow.catalogs.render_po": "catalog.build.to_po over a workspace: tests/stateful",
    "workflow.catalogs.render_pot": "catalog.build.to_pot over a workspace",
    "workflow.checking.check_articles": "the checks over a workspace: the fuzz target findings",
    "workflow.glossary_files.read": "glossary.reading.read over a file",
    "workflow.glossary_files.read_file": "bytes as they are",
    "workflow.terms.entry": "a row of the glossary by its line",
}


@cache
def found() -> frozenset[str]:
    """Every such function of the package; verbs of the workflow (with ``@needs``) are moves, not parsers."""
    result = set()
    for path in ROOT.rglob("*.py"):
        module = ".".join(path.relative_to(ROOT).with_suffix("").parts).removesuffix(".__init__")
        if module.startswith(EDGES):
            continue
        for one in ast.parse(path.read_text(encoding="utf-8")).body:
            if not isinstance(one, ast.FunctionDef) or not NAMES.fullmatch(one.name):
                continue
            if not any(ast.unparse(each).startswith("needs(") for each in one.decorator_list):
                result.add(f"{module}.{one.name}")
    return frozenset(result)


@cache
def properties(path: str) -> frozenset[str]:
    """The tests of a file that Hypothesis gives its examples, or that hold such a one."""
    tree = ast.parse((TESTS / path).read_text(encoding="utf-8"))
    return frozenset(
        one.name
        for one in tree.body
        if isinstance(one, ast.FunctionDef)
        and one.name.startswith("test_")
        and any(
            ast.unparse(each).startswith("given(")
            for inner in ast.walk(one)
            if isinstance(inner, ast.FunctionDef)
            for each in inner.decorator_list
        )
    )


def test_every_parser_and_serialiser_has_a_property_or_a_reason() -> None:
    """A new one is named here with its property; one that is gone is taken off the list."""
    named = COVERED.keys() | WITHOUT.keys()
    assert not COVERED.keys() & WITHOUT.keys()
    assert found() - named == set(), "without a property"
    assert named - found() == set(), "no longer there"


@pytest.mark.parametrize("place", sorted(set(COVERED.values())))
def test_the_property_is_one(place: str) -> None:
    """It stands where the list says, and Hypothesis gives its examples."""
    path, _, name = place.partition("::")
    assert name in properties(path)


def test_every_target_of_the_fuzzer_reads_something_that_has_a_property_too() -> None:
    """A new target says what it reads."""
    assert FUZZED.keys() == TARGETS.keys()
    assert set(FUZZED.values()) <= COVERED.keys()
