"""What a browser or a program sends in an address, a header or a body: answered or refused, never a failure (500)."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

import i18nflow
from i18nflow.model import Role
from i18nflow.people import Scope
from tests.api.conftest import Program, app_of, token_of
from tests.web.conftest import LANG, PLACE, SLUG, Visitor, World

SOURCE = "\n".join(
    path.read_text(encoding="utf-8") for path in Path(i18nflow.__file__).parent.glob("webapp/**/*.py")
)
PARAMETERS = sorted(set(re.findall(r'args\.(?:get|getlist)\(\s*"(\w+)"', SOURCE)))
"""Every name of a query parameter that a page reads."""
PAGES = ("/", "/new", "/segments", "/replace", "/concordance", "/audit", "/people", "/statistics", "/engines", "/names", "/memory/alignments/", "/inbox", PLACE, f"{PLACE}catalog/", f"/articles/{SLUG}/")  # fmt: skip
TRICKY = ["", "0", "-1", "1", "9" * 30, "²", "0001-01-01", "9999-12-31", "2026-13-01", "lv", "en-GB", "xx", "../..", "//evil.example", "a\0b", "\ud7ff", "%", "*", "[", "'", '"', "\\", "true", "desc", "forms", "part", "exact", "source", "target"]  # fmt: skip
VALUE = st.sampled_from(TRICKY) | st.text(st.characters(exclude_categories=["Cs"]), max_size=12)
WITHIN = settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])


@WITHIN
@given(page=st.sampled_from(PAGES), query=st.dictionaries(st.sampled_from(PARAMETERS), VALUE, max_size=4))
def test_any_query_is_answered(visitor: Visitor, page: str, query: dict[str, str]) -> None:
    """Every parameter that pages read, on every page that lists something, with any value."""
    assert visitor.get(page, query_string=query).status_code < 500


def test_every_parameter_is_answered_with_every_tricky_value(visitor: Visitor) -> None:
    """Each by itself, on the pages that read dates, numbers and words."""
    assert len(PARAMETERS) > 20
    answers = {
        (page, name, value): visitor.get(page, query_string={name: value}).status_code
        for page in ("/audit", "/segments", PLACE)
        for name in PARAMETERS
        for value in ("9" * 30, "0001-01-01", "a\0b", "²")
    }
    assert not [asked for asked, status in answers.items() if status >= 500]


@WITHIN
@given(text=st.text(st.characters(min_codepoint=32, max_codepoint=255), max_size=30) | st.lists(st.sampled_from(
    ["lv", "en", "de-AT", "*", ";q=0.5", ";q=x", ";q=1e9", ";q=-1", ",", " ", "x-", "zh-Hant"]
), max_size=8).map("".join))  # fmt: skip
@example(text="lv;q=0, en;q=0")
def test_any_accepted_language_gives_a_page_in_one_of_ours(visitor: Visitor, text: str) -> None:
    """Latvian or English, and it says which."""
    answer = visitor.get("/", headers={"Accept-Language": text.encode("latin-1").decode("latin-1")})
    assert answer.status_code == 200
    assert re.search(r'<html[^>]* lang="?(?:lv|en)', answer.get_data(as_text=True))


@pytest.fixture
def program(world: World) -> Program:
    """A program of an admin's."""
    return Program(app_of(world).test_client(), token_of(world, Scope.ADMIN, Role.ADMIN))


@pytest.fixture
def operations(world: World, program: Program) -> list[tuple[str, str]]:
    """Every operation that takes a body, at the one article."""
    document = program.get("/openapi.json").json
    key = next(iter(world.segments().values()))
    known = {"slug": SLUG, "lang": LANG, "key": key, "name": "ilze", "person": "ilze", "source": "osta"}
    return [
        (
            method.upper(),
            re.sub(r"\{(\w+)\}", lambda found: known.get(found[1], "1"), path.removeprefix("/api/v1")),
        )
        for path, of in document["paths"].items()
        for method, operation in of.items()
        if method in ("post", "put", "patch") and "requestBody" in operation
    ]


BODY = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | VALUE,
    lambda inner: st.lists(inner, max_size=3)
    | st.dictionaries(
        st.sampled_from(["text", "version", "reason", "lang", "source", "target", "keys", "segments", "at", "due", "name"]),
        inner,
        max_size=5,
    ),
    max_leaves=8,
)  # fmt: skip


@settings(WITHIN, max_examples=80)
@given(body=BODY | st.binary(max_size=30), number=st.integers(0, 999))
def test_any_body_is_answered_with_a_result_or_a_problem(
    program: Program, operations: list[tuple[str, str]], body: object, number: int
) -> None:
    """JSON of any shape, and what is no JSON; a refusal is a problem document."""
    assert len(operations) > 20
    method, path = operations[number % len(operations)]
    answer = program.call(method, path, body)
    assert answer.status_code < 500, (method, path)
    if answer.status_code >= 400:
        assert answer.mimetype == "application/problem+json"
