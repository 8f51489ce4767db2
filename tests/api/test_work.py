"""What colleagues do beside translating: comments, who does what, deadlines, schedules, embargoes, terms."""

from __future__ import annotations

import pytest

from i18nflow.model import Role
from i18nflow.people import Scope
from tests.api.conftest import Program, app_of, token_of
from tests.web.conftest import LANG, SLUG, World

SOURCE = "Osta ir atvērta."
EDITION = f"/articles/{SLUG}/editions/{LANG}"
TRANSLATION = f"/articles/{SLUG}/translations/{LANG}"


def test_a_comment_is_said_settled_and_opened_again(program: Program, world: World) -> None:
    """Whoever is named in it finds it in the inbox."""
    translator = Program(app_of(world).test_client(), token_of(world, Scope.ADMIN, Role.TRANSLATOR))
    path = f"/segments/{world.segments()[SOURCE]}/targets/{LANG}/comments"
    made = program.post(path, {"text": "Is it open at night, @robot-translator?\nAsk the port."})
    assert (made.status_code, made.json["author"]) == (201, "robot-admin")
    assert [one["kind"] for one in translator.get("/inbox").json] == ["mention"]
    settled = program.post(f"/comments/{made.json['id']}/resolve")
    assert settled.json["resolved_by"] == "robot-admin"
    program.post(f"/comments/{made.json['id']}/reopen")
    assert [one["resolved_at"] for one in program.get(path).json] == [None]


def test_work_is_taken_and_given_with_a_deadline(program: Program, world: World) -> None:
    """A translator takes work; giving it to somebody else takes a reviewer."""
    translator = Program(app_of(world).test_client(), token_of(world, Scope.ADMIN, Role.TRANSLATOR))
    path = f"{TRANSLATION}/assignments"
    assert translator.post(path, {"person": "robot-translator", "first": 1, "last": 3}).json[0]["last"] == 3
    assert translator.post(path, {"person": "chief"}).status_code in (403, 422)
    (one,) = program.get(path).json
    due = program.put(f"{TRANSLATION}/deadline", {"due": "2100-03-02T12:00:00+02:00"})
    assert due.json["due"] == "2100-03-02T10:00:00Z"
    assert program.put(f"{TRANSLATION}/deadline", {"due": None}).json["due"] is None
    assert translator.delete(f"/assignments/{one['id']}").status_code == 204
    assert program.get(path).json == []


def test_a_publication_is_scheduled_and_taken_back(program: Program) -> None:
    """The time may name any zone; one that is past is refused."""
    made = program.put(f"{EDITION}/schedule", {"due": "2100-03-02T12:00:00+02:00"})
    assert (made.json["due"], program.get(EDITION).json["status"]) == ("2100-03-02T10:00:00Z", "scheduled")
    assert [one["article"] for one in program.get("/schedules").json] == [SLUG]
    assert program.put(f"{EDITION}/schedule", {"due": "2001-01-01T00:00:00Z"}).status_code == 422
    assert program.put(f"{EDITION}/schedule", {"due": "2100-03-02T12:00:00"}).status_code == 400
    assert program.delete(f"{EDITION}/schedule").status_code == 204
    assert program.delete(f"{EDITION}/schedule").status_code == 404


def test_an_embargo_is_set_and_lifted(program: Program) -> None:
    """For the whole article, in every language."""
    path = f"/articles/{SLUG}/embargo"
    assert program.put(path, {"until": "2100-01-01T00:00:00Z"}).status_code == 200
    assert program.get(path).json["until"] == "2100-01-01T00:00:00Z"
    assert program.delete(path).status_code == 204
    assert program.get(path).json["until"] is None


def test_a_term_is_added_and_changed_in_its_place(program: Program, world: World) -> None:
    """Everything else in the file keeps its bytes; an entry that says something else by now is a conflict."""
    path = f"/glossaries/{LANG}/terms"
    assert program.post(path, {"source": "mols", "target": "pier", "avoid": ["jetty"]}).status_code == 201
    assert program.post(path, {"source": "mols", "target": "pier"}).status_code == 422
    seen = {"source": "klasteris", "target": "cluster"}
    wanted = {**seen, "note": "of firms"}
    assert program.put(path, {"seen": seen, "wanted": wanted}).status_code == 200
    assert program.put(path, {"seen": seen, "wanted": seen}).status_code == 409
    text = (world.root / "glossary.csv").read_bytes().decode()
    assert "piestātne,berth,preferred\r\n" in text and "of firms" in text and "jetty" in text


def test_segments_of_all_articles_are_found(program: Program, world: World) -> None:
    """By a word in any form, by state, page by page; the entity tag serves a change at once."""
    program.post("/articles?name=second.txt", "Ostā atkal\n\nOstas vārti ir vaļā.\n".encode())
    found = program.get(f"/search/{LANG}?text=osta&forms=true&side=source&limit=2").json
    assert found["total"] == 5 and found["next"] == "2" and len(found["items"]) == 2
    one = found["items"][0]["row"]
    path = f"/segments/{one['segment']['key']}/targets/{LANG}"
    assert program.put(path, {"text": "Again in port"}, If_Match=one["etag"]).status_code == 200
    approved = program.get(f"/search/{LANG}?state=approved").json["items"]
    assert [(item["row"]["target"]["text"], item["article"]) for item in approved] == [
        ("Again in port", "second")
    ]
    (hit,) = program.post(f"/memory/{LANG}/concordance", {"text": "ports", "side": "target"}).json
    assert hit["target"] == "Again in port"
    assert program.get(f"/search/{LANG}?cursor=99").json["items"] == []


def test_a_webhook_is_made_by_an_admin(program: Program, world: World) -> None:
    """Its secret is shown once; what waits for it can be seen; then it is forgotten."""
    editor = Program(app_of(world).test_client(), token_of(world, Scope.PUBLISH))
    body = {"url": "https://cms.example.org/hook", "events": ["article.ready"]}
    assert editor.post("/webhooks", body).status_code == 403
    made = program.post("/webhooks", body)
    assert made.status_code == 201 and made.json["secret"].startswith("whsec_")
    path = f"/webhooks/{made.json['id']}"
    assert "secret" not in program.get(path).json
    program.post(f"{path}/test")
    assert [one["kind"] for one in program.get(f"{path}/deliveries").json["items"]] == ["test"]
    assert program.delete(path).status_code == 204
    assert program.get(path).status_code == 404


@pytest.mark.parametrize("url", ["ftp://x.org/", "x"])
def test_a_webhook_needs_a_web_address(url: str, program: Program) -> None:
    """422 with a sentence."""
    assert program.post("/webhooks", {"url": url, "events": ["article.ready"]}).status_code == 422
