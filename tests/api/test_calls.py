"""What programs rely on: tokens and roles, entity tags, problem documents, pages, imports that are done once."""

from __future__ import annotations

import json
import re
import zipfile
from io import BytesIO, RawIOBase
from pathlib import Path

import pytest

from i18nflow.model import Role
from i18nflow.people import Scope
from i18nflow.webapp.api import openapi
from i18nflow.webapp.api.problems import KINDS, MEDIA
from i18nflow.webapp.api.registry import OPERATIONS
from i18nflow.workflow import people, tokens
from tests.api.conftest import Program, app_of, token_of
from tests.web.conftest import LANG, SLUG, TRANSLATIONS, World

SOURCE = "Osta ir atvērta."


def place(world: World, source: str = SOURCE) -> str:
    return f"/segments/{world.segments()[source]}/targets/{LANG}"


def seen(program: Program, path: str) -> str:
    return str(program.get(path).headers["ETag"])


# --- Who is let in


def test_without_a_token_nothing_is_said(world: World) -> None:
    """401 with a challenge, as a problem document; a session of the browser does not count."""
    client = app_of(world).test_client()
    client.get("/open/once-only")
    for headers in ({}, {"Authorization": "Bearer wrong"}, {"Authorization": "Basic YTpi"}):
        answer = client.get("/api/v1/articles", headers=headers)
        assert (answer.status_code, answer.mimetype) == (401, MEDIA)
        assert answer.headers["WWW-Authenticate"].startswith("Bearer")
        assert SLUG not in answer.get_data(as_text=True)


def test_the_document_and_the_kinds_of_problem_are_open(world: World) -> None:
    """A program must be able to learn how to ask, and what an answer means."""
    client = app_of(world).test_client()
    assert client.get("/api/v1/openapi.json").json["openapi"] == "3.1.0"
    for name, kind in KINDS.items():
        assert client.get(f"/api/v1/problems/{name}").json["status"] == kind.status


def values_of(world: World) -> dict[str, str]:
    """What the parts of a path are filled with."""
    key = world.segments()[SOURCE]
    return {"slug": SLUG, "lang": LANG, "key": key, "name": "conflict", "person": "chief"}


def test_every_operation_keeps_out_who_may_not(world: World) -> None:
    """The role just below the least one is refused, before anything else is looked at."""
    values = values_of(world)
    client = app_of(world).test_client()
    programs = {scope: Program(client, token_of(world, scope)) for scope in Scope}
    for one in OPERATIONS:
        if one.needs in (None, Role.READER):
            continue
        below = programs[list(Scope)[list(Role).index(one.needs) - 1]]
        path = re.sub(r"\{(\w+)\}", lambda found: values.get(found[1], "1"), one.path)
        answer = below.call(one.method, path)
        assert (one.name, answer.status_code) == (one.name, 403)
        assert answer.json["type"] == "/api/v1/problems/forbidden"


def test_a_token_is_never_worth_more_than_its_owner(world: World) -> None:
    """A translator's token of scope admin acts as the translator; a revoked one opens nothing."""
    program = Program(app_of(world).test_client(), token_of(world, Scope.ADMIN, Role.TRANSLATOR))
    assert program.get("/me").json == {"name": "robot-translator", "roles": ["translator"]}
    with world.open() as ws:
        tokens.revoke(ws, 1, people.actor(ws, "chief"))
    assert program.get("/me").status_code == 401


# --- Changes of targets


def test_a_translation_is_confirmed_by_the_version_that_was_seen(program: Program, world: World) -> None:
    """200 with the new version and its entity tag, which serves the next change."""
    path = place(world)
    done = program.put(path, {"text": "The port is open."}, If_Match=seen(program, path))
    assert (done.status_code, done.json["state"], done.json["version"]) == (200, "approved", 1)
    again = program.post(f"{path}/reject", {"reason": "tone"}, If_Match=done.headers["ETag"])
    assert (again.status_code, again.json["state"], again.json["text"]) == (
        200,
        "rejected",
        "The port is open.",
    )
    actions = [one["action"] for one in program.get(f"{path}/history").json]
    assert actions == ["reject", "confirm"]


def test_a_change_over_a_newer_version_is_refused(program: Program, world: World) -> None:
    """412, and the other person's text stands."""
    path = place(world)
    old = seen(program, path)
    assert program.put(path, {"text": "Mine."}, If_Match=old).status_code == 200
    late = program.put(path, {"text": "Late."}, If_Match=old)
    assert (late.status_code, late.json["type"]) == (412, "/api/v1/problems/precondition-failed")
    assert world.target(SOURCE).text == "Mine."


@pytest.mark.parametrize("header", [{}, {"If_Match": "*"}])
def test_a_change_must_say_what_it_saw(header: dict[str, str], program: Program, world: World) -> None:
    """428 without If-Match, and for '*', which would overwrite blindly."""
    answer = program.put(place(world), {"text": "Mine."}, **header)
    assert (answer.status_code, world.target(SOURCE).version) == (428, 0)


def test_a_corrected_source_is_another_version_of_the_target(program: Program, world: World) -> None:
    """Who translates a sentence that has changed meanwhile is told so, though nobody touched the target."""
    path = place(world)
    old = seen(program, path)
    segment = path.partition("/targets")[0]
    corrected = program.put(f"{segment}/source", {"text": "Osta ir slēgta."}, If_Match=seen(program, segment))
    assert corrected.json["changed"] == [world.segments()["Osta ir slēgta."]]
    assert program.put(path, {"text": "The port is open."}, If_Match=old).status_code == 412


def test_many_are_approved_all_or_none(program: Program, world: World) -> None:
    """One wrong version stops all of them."""
    keys = world.segments()
    for source in (SOURCE, "Gaidīsim viesus!"):
        path = place(world, source)
        program.put(path, {"text": TRANSLATIONS[source]}, If_Match=seen(program, path))
        program.post(f"{path}/reject", {"reason": "x"}, If_Match=seen(program, path))
        program.post(f"{path}/undo", If_Match=seen(program, path))
    chosen = [{"segment": keys[SOURCE], "version": 3}, {"segment": keys["Gaidīsim viesus!"], "version": 2}]
    answer = program.post(
        f"/articles/{SLUG}/translations/{LANG}/reject", {"targets": chosen, "reason": "all"}
    )
    assert (answer.status_code, world.target(SOURCE).state) == (409, "approved")
    chosen[1]["version"] = 3
    answer = program.post(
        f"/articles/{SLUG}/translations/{LANG}/reject", {"targets": chosen, "reason": "all"}
    )
    assert [one["state"] for one in answer.json] == ["rejected", "rejected"]


@pytest.mark.parametrize("text", ["a\u0000b", "a\u001bb"])
def test_control_characters_are_refused(text: str, program: Program, world: World) -> None:
    """No catalog and no page could hold them."""
    path = place(world)
    answer = program.put(path, {"text": text}, If_Match=seen(program, path))
    assert (answer.status_code, answer.json["type"]) == (422, "/api/v1/problems/invalid-content")


def test_a_text_is_checked_before_it_is_saved(program: Program, world: World) -> None:
    """What the pages would say while one types; a finding that was looked at is dismissed by code and message."""
    path = place(world, "Ostā martā ienāca 128 kuģi.")
    (found,) = program.post(f"{path}/check", {"text": "In March, 182 ships called at the port."}).json
    assert (found["severity"], found["fix"]) == ("error", "128")
    program.put(path, {"text": "In March, 182 ships called at the port."}, If_Match=seen(program, path))
    (stored,) = program.get(f"{path}/findings").json
    said = {"code": stored["code"], "message": stored["message"], "reason": "as counted anew"}
    assert program.post(f"{path}/findings/dismiss", said).status_code == 204
    assert program.get(f"{path}/findings").json[0]["dismissed_reason"] == "as counted anew"
    assert (
        program.get(f"/articles/{SLUG}/translations/{LANG}/findings").json[0]["segment"] == found["segment"]
    )


def test_texts_are_stored_as_people_type_them(program: Program, world: World) -> None:
    """In NFC and on one line."""
    path = place(world)
    program.put(path, {"text": "Rīgā\nis open."}, If_Match=seen(program, path))
    assert world.target(SOURCE).text == "Rīgā is open."


# --- Reading


def test_what_is_known_is_not_sent_again(program: Program) -> None:
    """304 for the entity tag of the answer before, 200 once something has changed."""
    tag = seen(program, "/articles")
    assert program.get("/articles", If_None_Match=tag).status_code == 304
    program.post("/articles?name=second.txt", b"Virsraksts\n\nTeksts.\n")
    assert program.get("/articles", If_None_Match=tag).status_code == 200


def test_pages_lead_from_one_to_the_next(program: Program) -> None:
    """Nothing is missing and nothing comes twice, also where something is added on the way."""
    for number in range(4):
        program.post(f"/articles?name=n{number}.txt", f"Virsraksts {number}\n\nTeksts.\n".encode())
    found, address = [], "/articles?limit=2"
    while address:
        answer = program.get(address)
        found += [one["slug"] for one in answer.json["items"]]
        if len(found) == 2:
            program.post("/articles?name=late.txt", "Vēlais\n\nTeksts.\n".encode())
        link = re.search(r'</api/v1([^>]+)>; rel="next"', answer.headers.get("Link", ""))
        address = link[1] if link else ""
    assert found == [SLUG, "n0", "n1", "n2", "n3", "late"]


def test_articles_are_found_by_title_state_and_readiness(program: Program) -> None:
    """Folded as people search: case does not count."""
    assert program.get("/articles?q=OSTAS%20ZI%C5%85AS").json["total"] == 1
    assert program.get("/articles?state=approved").json["total"] == 0
    assert program.get("/articles?ready=false&state=untranslated").json["total"] == 1


def test_names_of_other_things_are_problems(program: Program) -> None:
    """404 with a sentence; an unknown name in the query and a broken body are 400 with their place."""
    assert program.get("/articles/nothing").json["type"] == "/api/v1/problems/not-found"
    assert program.get("/nothing").mimetype == MEDIA
    assert program.call("PATCH", "/articles").headers["Allow"] == "GET, HEAD, OPTIONS, POST"
    assert program.get("/articles?dryrun=1").status_code == 400
    broken = program.post(f"/memory/{LANG}/lookup", {"text": 1})
    assert (broken.status_code, broken.json["errors"][0]["pointer"]) == (400, "text")
    form = program.client.post(
        f"/api/v1/memory/{LANG}/lookup",
        data={"text": "x"},
        headers={"Authorization": f"Bearer {program.token}"},
    )
    assert form.status_code == 415


# --- Imports


def test_an_import_sent_again_is_done_once(program: Program) -> None:
    """The same answer, marked as a repetition; without the key it would be another import."""
    text = b"Virsraksts\n\nTeksts.\n"
    first = program.post("/articles?name=new.txt", text, Idempotency_Key="one")
    assert (first.status_code, first.headers["Location"]) == (201, "/api/v1/articles/new")
    again = program.post("/articles?name=new.txt", text, Idempotency_Key="one")
    assert (again.status_code, again.get_data()) == (201, first.get_data())
    assert again.headers["Idempotency-Replayed"] == "true"
    assert program.post("/articles?name=new.txt", text).json["status"] == "unchanged"


def test_a_key_belongs_to_one_request_of_one_person(program: Program, world: World) -> None:
    """Another body under the same key is refused; another person's key is another key."""
    program.post("/articles?name=new.txt", b"Virsraksts\n\nTeksts.\n", Idempotency_Key="one")
    other = program.post("/articles?name=new.txt", b"Cits\n\nTeksts.\n", Idempotency_Key="one")
    assert (other.status_code, other.json["type"]) == (422, "/api/v1/problems/refused")


def test_what_failed_may_be_sent_again(program: Program) -> None:
    """A refusal is not kept under the key."""
    assert program.post("/articles?name=x.txt", b" ", Idempotency_Key="k").status_code == 422
    assert (
        program.post("/articles?name=x.txt", b"Virsraksts\n\nTeksts.\n", Idempotency_Key="k").status_code
        == 201
    )


def test_a_catalog_goes_out_and_comes_back(program: Program, world: World) -> None:
    """A dry run says what an import then does; the choice of segments is respected."""
    text = program.get(f"/catalogs/{SLUG}/{LANG}").get_data(as_text=True)
    for source, target in TRANSLATIONS.items():
        text = text.replace(f'msgid "{source}"\nmsgstr ""', f'msgid "{source}"\nmsgstr "{target}"')
    tried = program.post("/catalogs?name=x.po&dry_run=true", text.encode())
    assert (tried.json["applied"], tried.json["counts"]["new"]) == (0, 8)
    left = world.segments()[SOURCE]
    done = program.post(f"/catalogs?name=x.po&as=approved&leave_segment={left}", text.encode())
    assert (done.json["applied"], world.target(SOURCE).state) == (7, "untranslated")
    assert world.target("Gaidīsim viesus!").state == "approved"


@pytest.mark.parametrize("form", ["po", "pot", "mo", "xliff", "xliff12", "tmx", "docx", "jsonl"])
def test_every_format_is_sent_with_its_type_and_name(form: str, program: Program) -> None:
    """A browser or a script saves it under the right name."""
    answer = program.get(f"/catalogs/{SLUG}/{LANG}?format={form}")
    assert answer.status_code == 200
    assert f"{SLUG}." in answer.headers["Content-Disposition"]
    documented = next(one for one in OPERATIONS if one.name == "export_catalog").media
    assert answer.mimetype in documented


def test_an_article_is_published_when_nothing_stands_against_it(program: Program, world: World) -> None:
    """What blocks is answered with its segments; once approved, the pages are written."""
    path = f"/articles/{SLUG}/editions/{LANG}"
    assert len(program.get(f"{path}/blockers").json) == 8
    assert program.post(f"{path}/publish", {}).json["published"] == []
    for source, text in TRANSLATIONS.items():
        at = place(world, source)
        program.put(at, {"text": text}, If_Match=seen(program, at))
    done = program.post(f"{path}/publish", {})
    assert (done.json["published"], done.json["blockers"]) == ([LANG], [])
    assert done.json["written"]
    assert program.get(path).json["status"] == "published"
    assert program.post(f"{path}/withdraw", {"reason": "wrong"}).status_code == 200
    assert program.get(path).json["status"] == "withdrawn"


def test_terms_and_memory_go_in_and_out(program: Program, world: World) -> None:
    """CSV into the glossary file, TMX into the memory, found again in a text."""
    csv = b"source,target\nnoliktava,warehouse\n"
    assert program.post(f"/glossaries/{LANG}/file?name=x.csv", csv).json["added"] == 1
    assert "noliktava,warehouse" in (world.root / "glossary.csv").read_text("utf-8")
    found = program.post(f"/glossaries/{LANG}/occurrences", {"text": "Jaunajās noliktavās."}).json
    assert [one["term"]["target"] for one in found] == ["warehouse"]
    tbx = program.get(f"/glossaries/{LANG}/file?format=tbx").get_data()
    assert program.post(f"/glossaries/{LANG}/file?name=x.tbx", tbx).json["same"] == 3
    at = place(world)
    program.put(at, {"text": "The port is open."}, If_Match=seen(program, at))
    memory = program.get(f"/memory/{LANG}/file").get_data()
    assert b"The port is open." in memory
    assert program.post(f"/memory/{LANG}/file", memory).json == {"added": 0, "known": 1}
    (match,) = program.post(f"/memory/{LANG}/lookup", {"text": SOURCE}).json
    assert (match["target"], match["kind"]) == ("The port is open.", "exact")


# --- The document


def test_the_list_of_operations_is_what_the_program_declares() -> None:
    """`make docs` writes it; what is committed is its output."""
    root = Path(__file__).resolve().parents[2]
    namespace: dict[str, object] = {}
    exec((root / "tools" / "docs.py").read_text("utf-8"), namespace)
    page = (root / "docs" / "reference" / "api-operations.md").read_text("utf-8")
    assert page == namespace["operations"](), "run: make docs"  # type: ignore[operator]


def test_the_document_is_made_from_the_code() -> None:
    """Every operation stands in it once, described, with its answers; nothing else does."""
    document = openapi.document(OPERATIONS)
    found = [one for path in document["paths"].values() for one in path.values()]
    assert sorted(one["operationId"] for one in found) == sorted(one.name for one in OPERATIONS)
    assert all(one["summary"] and one["responses"] for one in found)
    json.dumps(document)


def test_a_request_of_a_gigabyte_is_turned_away_before_it_is_read(world: World) -> None:
    """By every route of the pages and of the interface that takes anything, whatever it takes."""
    app = app_of(world)
    program = Program(app.test_client(), token_of(world, Scope.ADMIN))
    values = values_of(world)

    class Endless(RawIOBase):
        """A gigabyte that is never there; counts what is asked of it."""

        read_so_far = 0

        def readable(self) -> bool:
            return True

        def readinto(self, buffer: object) -> int:
            size = len(buffer)  # type: ignore[arg-type]
            self.read_so_far += size
            return size

    for one in OPERATIONS:
        if one.body is None:
            continue
        path = re.sub(r"\{(\w+)\}", lambda found: values.get(found[1], "1"), one.path)
        query = "?name=x.po" if one.takes_file else ""
        body = Endless()
        answer = program.client.open(
            f"/api/v1{path}{query}",
            method=one.method,
            environ_overrides={"wsgi.input": body, "CONTENT_LENGTH": "1000000000"},
            content_type="application/octet-stream" if one.takes_file else "application/json",
            headers={"Authorization": f"Bearer {program.token}", "If-Match": '"0"'},
        )
        assert (one.name, answer.status_code, answer.json["type"].rpartition("/")[2]) == (
            one.name,
            413,
            "too-large",
        )
        assert body.read_so_far < 1_000_000, one.name
    for rule in app.url_map.iter_rules():
        if "POST" not in rule.methods or rule.rule.startswith("/api/"):
            continue
        address = re.sub(r"<(?:\w+:)?(\w+)>", lambda found: values.get(found[1], "1"), rule.rule)
        body = Endless()
        program.client.open(
            address, method="POST", content_type="multipart/form-data; boundary=x",
            environ_overrides={"wsgi.input": body, "CONTENT_LENGTH": "1000000000"},
        )  # fmt: skip
        assert body.read_so_far < 1_000_000, address


def test_bombs_are_refused_by_every_importer(program: Program, world: World) -> None:
    """A zip that unfolds without end, and entities that do: an answer about the content, quickly, and nothing stored."""
    laughs = '<!DOCTYPE x [<!ENTITY a0 "ha">' + "".join(
        f'<!ENTITY a{n} "{f"&a{n - 1};" * 10}">' for n in range(1, 12)
    )
    documents = {
        "x.xlf": '<xliff xmlns="urn:oasis:names:tc:xliff:document:2.0" version="2.1"><file id="f">&a11;</file></xliff>',
        "x.tmx": '<tmx version="1.4"><header/><body><tu><tuv><seg>&a11;</seg></tuv></tu></body></tmx>',
        "x.tbx": "<martif><text><body>&a11;</body></text></martif>",
        "word/document.xml": '<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main">&a11;</w:document>',
    }
    files = {name: f"{laughs}]>{text}".encode() for name, text in documents.items()}

    def docx(parts: dict[str, bytes], blocks: int = 0) -> bytes:
        out = BytesIO()
        with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
            for name, data in parts.items():
                archive.writestr(name, data)
            for number in range(blocks):
                archive.writestr(f"word/x{number}.xml", bytes(16 * 1024 * 1024))
        return out.getvalue()

    types = b'<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"/>'
    bomb = docx({"[Content_Types].xml": types, "word/document.xml": b"<w/>"}, blocks=17)
    laughing = docx({"[Content_Types].xml": types, "word/document.xml": files["word/document.xml"]})
    assert len(bomb) < 1_000_000
    sent = [
        ("/articles?name=x.docx", bomb), ("/articles?name=x.docx", laughing),
        (f"/catalogs?name=x.docx&article={SLUG}", bomb), (f"/catalogs?name=x.docx&article={SLUG}", laughing),
        (f"/catalogs?name=x.xlf&article={SLUG}", files["x.xlf"]),
        (f"/memory/{LANG}/file?name=x.tmx", files["x.tmx"]), (f"/glossaries/{LANG}/file?name=x.tbx", files["x.tbx"]),
    ]  # fmt: skip
    for path, data in sent:
        answer = program.post(path, data)
        assert (path, answer.status_code) == (path, 422), answer.json
        assert len(answer.json["detail"]) < 300
    assert program.get("/articles").json["total"] == 1
