"""Values between the program's parts and to the outside: the store's JSON, addresses, signatures, the audit log."""

from __future__ import annotations

import base64
import hmac
import json
from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime, timedelta, timezone
from hashlib import sha256
from zoneinfo import ZoneInfo

from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from lxml import etree

from i18nflow import audit as arithmetic
from i18nflow import publish
from i18nflow.errors import InputError
from i18nflow.language import tags
from i18nflow.model import Actor, Article, Code, Role, said
from i18nflow.people import names as people_names
from i18nflow.publish import addresses, heads, manifest, search
from i18nflow.publish.text import clean, escape, quoted
from i18nflow.store import StoredEvent, codec
from i18nflow.workflow import audit, webhooks
from i18nflow.workflow.desk import assigning
from i18nflow.workflow.publishing.schedule import moment
from i18nflow.workflow.workspace import Workspace
from tests.publish import examples
from tests.segment.test_segments import articles

ANY = st.text(max_size=40)
CLEAN = st.text(st.characters(exclude_categories=["Cs"]), max_size=20)
WITHIN = settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
AWARE = st.datetimes(
    min_value=datetime(1, 1, 3), max_value=datetime(9999, 12, 29),  # noqa: DTZ001 (a zone is added)
    timezones=st.integers(-14, 14).map(lambda hours: timezone(timedelta(hours=hours))),
)  # fmt: skip

# --- the store's JSON


@given(articles())
def test_an_article_comes_back_from_the_store(value: Article) -> None:
    """With the same hash, and where it came from makes no other article of it."""
    assert codec.article_from_json(codec.article_to_json(value)) == value
    assert codec.content_hash(value) == codec.content_hash(replace(value, origin="elsewhere"))


@given(st.lists(st.builds(Code, st.integers(1, 9), CLEAN, href=st.none() | CLEAN), max_size=3).map(tuple))
def test_codes_come_back_from_the_store(codes: tuple[Code, ...]) -> None:
    """Whatever they hold."""
    assert codec.codes_from_json(codec.codes_to_json(codes)) == codes


@given(AWARE, AWARE)
def test_times_come_back_and_sort_as_they_are(one: datetime, other: datetime) -> None:
    """In UTC, as text that sorts as time does."""
    text = codec.instant(one)
    assert text is not None and codec.moment(text) == one == codec.parse_instant(text)
    assert (text < str(codec.instant(other))) == (one < other)


@given(CLEAN, st.dictionaries(st.sampled_from(["name", "n"]), CLEAN | st.integers(), max_size=2))
def test_a_said_message_comes_back_from_the_store(plain: str, params: dict[str, object]) -> None:
    """With its template and parameters, nested ones too; a plain text stays plain."""
    message = said("{name} says {n}", **({"name": "a", "n": said("{n}", n=1)} | params))
    back = codec.said_from_json(codec.said_to_json(message), str(message))
    assert back == message and vars_of(back) == vars_of(message)
    assert codec.said_from_json(codec.said_to_json(plain), plain) == plain


@given(st.dictionaries(CLEAN, st.integers(0, 99), max_size=3), st.integers(1, 9), CLEAN)
def test_reasons_come_back_from_the_store(plain: dict[str, int], count: int, engine: str) -> None:
    """With their numbers, and what can be said in another language as that."""
    message = said("{engine} did not answer", engine=engine)
    back = codec.reasons_from_json(codec.reasons_to_json(plain | {message: count}))
    assert back == plain | {message: count}
    assert vars_of(next(one for one in back if one == message)) == vars_of(message)


def vars_of(message: str) -> tuple[object, object]:
    return getattr(message, "template", None), getattr(message, "params", None)


# --- languages and names


@given(
    ANY | st.sampled_from(["lv", "en-GB", "zh-Hant-TW", "sr_Latn", "x-klingon", "-", "en-", "LV", "a" * 300])
)
def test_any_text_is_a_language_or_none(tag: str) -> None:
    """A language that is one has a name, a direction and a plural rule that gettext understands."""
    if tags.is_valid(tag):
        assert tags.native_name(tag) and tags.direction(tag) in ("ltr", "rtl")
    assert tags.plural_forms(tag).startswith("nplurals=")
    assert tags.base(tag) == tags.base(tags.base(tag))


@given(ANY | st.from_regex(r"[A-Za-zĀ-ž0-9._-]{1,12}", fullmatch=True))
def test_any_text_is_a_name_or_refused(name: str) -> None:
    """What is one is the same account however it is written."""
    try:
        assert people_names.check_name(name) == name
    except InputError:
        return
    assert people_names.fold_name(name) == people_names.fold_name(people_names.fold_name(name))


@WITHIN
@given(
    text=ANY
    | st.from_regex(r"[0-9]{1,25}:[0-9]{1,25}|[0-9]{4}-[0-9]{2}-[0-9]{2}( [0-9:+]{1,12})?", fullmatch=True)
)
@example(text="0001-01-01")
@example(text="9999-12-31T23:59-14:00")
@example(text=f"{'9' * 30}:00")
def test_any_text_is_a_deadline_or_refused(workspace: Workspace, text: str) -> None:
    """What is one can be stored and shown."""
    try:
        due = assigning.parse_due(workspace, text)
    except InputError:
        return
    assert codec.parse_instant(codec.instant(due)) == due
    due.astimezone(workspace.config.zone)


@given(
    ANY | st.datetimes().map(str),
    st.sampled_from(["Europe/Riga", "UTC", "America/New_York", "Pacific/Kiritimati"]),
)
@example("0001-01-01", "Europe/Riga")
@example("9999-12-31 23:59", "America/New_York")
@example("9999-12-31T23:59-14:00", "UTC")
def test_any_text_is_a_time_of_publication_or_refused(text: str, zone: str) -> None:
    """What is one is shown again as it was typed."""
    try:
        due = moment(text, ZoneInfo(zone))
    except InputError:
        return
    typed = datetime.fromisoformat(text.strip())
    assert due == typed if typed.tzinfo else due.astimezone(ZoneInfo(zone)).replace(tzinfo=None) == typed


# --- what is published


@given(ANY)
def test_any_text_is_a_part_of_an_address(text: str) -> None:
    """One that leads nowhere else."""
    slug = addresses.slugify(text)
    assert slug not in ("", ".", "..") and "/" not in slug


@given(ANY)
def test_text_for_a_page_is_inert_once(text: str) -> None:
    """Escaped and read by a parser, it is the text without what steers the display."""
    assert clean(clean(text)) == clean(text)
    element = etree.fromstring(f'<p title="{escape(text)}">{escape(text)}</p>')
    assert "".join(element.itertext()).split() == clean(text).split()
    value = quoted(text)
    assert (value.startswith('"') and value.endswith('"')) or not set(value) & set(" \t\n\"'=<>`")


JSON = st.recursive(
    CLEAN | st.integers(-1000, 1000),
    lambda inner: st.lists(inner) | st.dictionaries(CLEAN, inner),
    max_leaves=6,
)


@given(JSON)
def test_json_in_a_script_is_the_same_json(value: object) -> None:
    """And no text in it ends the element."""
    text = heads.script_json(value)
    assert json.loads(text) == value and not set(text) & set("<>&\u2028\u2029")


@given(CLEAN, CLEAN, CLEAN)
def test_linked_data_and_the_search_index_say_what_the_edition_says(
    title: str, summary: str, author: str
) -> None:
    """JSON-LD and a line of the index are read as JSON, whatever the texts are."""
    segment = publish.SegmentView("headl000", title)
    edition = replace(
        examples.edition("lv"),
        headline=(segment,),
        summary=(publish.SegmentView("summa000", summary),),
        author=author,
    )
    path, told, _, words = json.loads(search.entry(edition, "lv/2024/a/", "2024-01-01"))
    assert (path, told) == ("lv/2024/a/", edition.title)
    assert isinstance(words, str)
    lines = [search.entry(edition, f"{n}", "") for n in range(2)]
    assert len(json.loads(search.part(lines))) == 2
    assert json.loads(search.index("lv", ["2024-0", "2023-0"]))["parts"] == ["2024-0", "2023-0"]


@given(st.dictionaries(CLEAN, CLEAN, max_size=3), st.lists(CLEAN, max_size=2), CLEAN, ANY)
def test_a_manifest_comes_back_and_anything_else_is_none(
    made: dict[str, str], media: list[str], slug: str, other: str
) -> None:
    """What the last build wrote, or an empty one."""
    record = manifest.Record("digest", json.dumps([["a"], media, 2024, [], {}]))
    whole = manifest.Manifest("site", made, {}, media, {slug: record})
    read = manifest.parse(manifest.dump(whole))
    assert (read.site, read.files, read.media, read.articles[slug].line) == ("site", made, media, record.line)
    assert manifest.parse(other) == manifest.Manifest()
    assert manifest.parse(manifest.dump(whole)[:-1]) == manifest.Manifest()


# --- what others check


@given(
    st.binary(min_size=24, max_size=32),
    st.dictionaries(CLEAN, CLEAN, max_size=3),
    AWARE,
    st.integers(0, 10**6),
)
def test_a_receiver_can_check_a_delivery(key: bytes, body: dict[str, str], at: datetime, flip: int) -> None:
    """By the specification's own words; a changed body does not pass."""
    secret = f"whsec_{base64.b64encode(key).decode()}"
    sent, headers = webhooks.signed(secret, StoredEvent("evt_1", "edition.ready", at, body), at)
    assert json.loads(sent)["data"] == body

    def signature(of: bytes) -> str:
        signed = f"{headers['webhook-id']}.{headers['webhook-timestamp']}.".encode() + of
        return "v1," + base64.b64encode(hmac.new(key, signed, sha256).digest()).decode()

    assert headers["webhook-signature"] == signature(sent)
    changed = bytearray(sent)
    changed[flip % len(changed)] ^= 1
    assert headers["webhook-signature"] != signature(bytes(changed))


def chain(rows: list[tuple[str, str, str]]) -> Iterator[arithmetic.Entry]:
    """A log of these acts as the store writes it."""
    previous = arithmetic.GENESIS
    for number, (actor, action, detail) in enumerate(rows, start=1):
        salts = [arithmetic.new_salt() for _ in range(3)]
        entry = arithmetic.Entry(number, "2026-01-01", actor, action, "object", json.dumps(detail), *salts)
        entry = replace(entry, hash=arithmetic.row_hash(entry, previous))
        previous = entry.hash
        yield entry


ACTS = st.lists(st.tuples(CLEAN, st.sampled_from(["confirm", "approve"]), CLEAN), min_size=1, max_size=5)


@given(ACTS, st.data())
def test_any_change_of_the_log_shows(rows: list[tuple[str, str, str]], data: st.DataObject) -> None:
    """A value, a row, the order: whatever is rewritten; an untouched log fits."""
    log = list(chain(rows))
    assert not list(arithmetic.breaks(log))
    place = data.draw(st.integers(0, len(log) - 1))
    column = data.draw(st.sampled_from(["actor", "action", "object", "detail", "at"]))
    changed = [*log]
    changed[place] = replace(log[place], **{column: getattr(log[place], column) + "x"})
    assert list(arithmetic.breaks(changed))
    if place + 1 < len(log):
        assert list(arithmetic.breaks(log[:place] + log[place + 1 :]))


@WITHIN
@given(
    what=CLEAN,
    detail=st.dictionaries(st.sampled_from(["a", "reason"]), CLEAN | st.integers(-9, 9), max_size=2),
)
@example(what="=cmd|' /C calc'!A0", detail={})
def test_the_log_is_exported_whole_and_harmless(
    workspace: Workspace, what: str, detail: dict[str, object]
) -> None:
    """Every row, its detail as JSON, and no cell that a spreadsheet would run."""
    anna = Actor("anna", frozenset({Role.ADMIN}))
    with workspace.store.write(aside="a test"):
        audit.record(workspace, anna, "try", what, **detail)
    _, *rows = list(audit.csv_rows(workspace))
    assert len(rows) == len(list(audit.entries(workspace)))
    assert rows[-1][4].removeprefix("'") == what.removeprefix("'") or rows[-1][4] == f"'{what}"
    assert json.loads(rows[-1][5]) == detail
    assert not any(cell.startswith(("=", "+", "-", "@", "\t", "\r", "\n")) for row in rows for cell in row)
    assert audit.verify(workspace) == []
