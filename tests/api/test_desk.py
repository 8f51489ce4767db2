"""What the desk, the registers and the administration do in the browser, done by programs."""

from __future__ import annotations

from base64 import b64encode

from i18nflow.model import Role
from i18nflow.people import Scope
from tests.api.conftest import Program, app_of, settled, token_of
from tests.web.conftest import LANG, SLUG, TRANSLATIONS, World

TRANSLATION = f"/articles/{SLUG}/translations/{LANG}"


def translate(program: Program, world: World, sources: list[str]) -> None:
    """Confirm the translations of these segments."""
    for source in sources:
        path = f"/segments/{world.segments()[source]}/targets/{LANG}"
        tag = program.get(path).headers["ETag"]
        assert program.put(path, {"text": TRANSLATIONS[source]}, If_Match=tag).status_code == 200


def test_a_name_is_added_changed_and_taken_out(program: Program, world: World) -> None:
    """As it was seen: an entry that says something else by now is a conflict."""
    path = f"/names/{LANG}"
    made = program.post(path, {"source": "Ostas birojs", "target": "Port Office", "kind": "organisation"})
    assert made.status_code == 201, made.json
    assert "Ostas biroja" in made.json["name"]["forms"]
    assert program.post(path, {"source": "Ostas birojs", "target": "Port Office"}).status_code == 422
    seen = {"source": "Ostas birojs", "target": "Port Office", "kind": "organisation"}
    wanted = {**seen, "accept": ["PO"]}
    assert program.put(path, {"seen": seen, "wanted": wanted}).json["name"]["accept"] == ["PO"]
    assert program.put(path, {"seen": seen, "wanted": wanted}).status_code == 409
    assert [one["target"] for one in program.get(f"{path}?q=port").json["items"]] == ["Port Office"]
    assert program.post(f"{path}/remove", wanted).json["name"] is None
    assert program.get(path).json["total"] == 0
    assert program.get(f"{path}/proposals?least=1").status_code == 200


def test_words_are_replaced_where_chosen_and_taken_back(program: Program, world: World) -> None:
    """The preview tells the places and what fits; one replacement is undone as a whole."""
    source = "Osta ir atvērta."
    translate(program, world, [source, "Gaidīsim viesus!"])
    wish = {"find": "port", "instead": "harbour"}
    (one,) = program.post(f"/targets/{LANG}/replacements/preview", wish).json["proposed"]
    (place,) = one["places"]
    assert (place["text"], place["choices"][0]) == ("port", "harbour")
    chosen = {
        "segment": one["target"]["segment"],
        "version": one["target"]["version"],
        "places": [{"start": place["start"], "text": "harbour"}],
    }
    done = program.post(f"/targets/{LANG}/replacements", {**wish, "chosen": [chosen]})
    assert done.status_code == 201
    assert [target["text"] for target in done.json["changed"]] == ["The harbour is open."]
    late = program.post(f"/targets/{LANG}/replacements", {**wish, "chosen": [chosen]}).json
    assert (late["id"], [left["kind"] for left in late["left"]]) == (0, ["changed"])
    assert program.get("/replacements").json[0]["segments"] == 1
    undone = program.post(f"/replacements/{done.json['id']}/undo").json
    assert [target["text"] for target in undone["changed"]] == ["The port is open."]
    assert program.post(f"/replacements/{done.json['id']}/undo").status_code == 422


def test_a_selection_over_articles_is_moved_whole_or_not_at_all(program: Program, world: World) -> None:
    """A 409 names every segment that stands against it."""
    translate(program, world, ["Osta ir atvērta.", "Gaidīsim viesus!"])
    keys = world.segments()
    chosen = [
        {"segment": keys["Osta ir atvērta."], "version": 1},
        {"segment": keys["Gaidīsim viesus!"], "version": 9},
    ]
    refused = program.post(f"/selections/{LANG}/reject", {"targets": chosen, "reason": "tone"})
    assert refused.status_code == 409
    assert [one["pointer"] for one in refused.json["errors"]] == [keys["Gaidīsim viesus!"]]
    chosen[1]["version"] = 1
    done = program.post(f"/selections/{LANG}/reject", {"targets": chosen, "reason": "tone"})
    assert [one["state"] for one in done.json] == ["rejected", "rejected"]
    chosen = [{"segment": one["segment"], "version": one["version"]} for one in done.json]
    done = program.post(f"/selections/{LANG}/approve", {"targets": chosen})
    assert done.status_code == 409, "a rejected text is not approved as it stands"
    given = program.post(
        f"/selections/{LANG}/assign", {"segments": list(keys.values())[:3], "person": "robot-admin"}
    )
    assert given.json == {"parts": 1}


def test_a_translation_is_taken_to_its_repeats(program: Program, world: World) -> None:
    """Equal sources get it confirmed; what is nearly equal becomes a draft."""
    program.post("/articles?name=second.txt", "Vēl ziņas\n\nOsta ir atvērta. Cits teikums.\n".encode())
    translate(program, world, ["Osta ir atvērta."])
    path = f"/segments/{world.segments()['Osta ir atvērta.']}/targets/{LANG}/repeats"
    (one,) = program.get(path).json["open"]
    assert (one["article"], one["text"], one["exact"]) == ("second", "The port is open.", True)
    chosen = [{"segment": one["target"]["segment"], "version": one["target"]["version"]}]
    assert [t["text"] for t in program.post(path, {"targets": chosen}).json["filled"]] == [one["text"]]
    assert program.get(path).json == {"open": [], "conflicts": [], "agreeing": 1}


def test_a_run_is_begun_watched_and_stopped(world: World) -> None:
    """It answers at once; its end, and why segments stayed untranslated, stand at its address."""
    app = app_of(world)
    program = Program(app.test_client(), token_of(world, Scope.ADMIN))
    begun = program.post(f"{TRANSLATION}/runs", {})
    assert begun.status_code == 201
    settled(app)
    run = program.get(begun.headers["Location"].removeprefix("/api/v1")).json
    assert (run["state"], run["done"]) == ("done", run["total"])
    assert run["reasons"] == {"no engine configured": len(TRANSLATIONS)}
    assert program.post(f"/runs/{run['id']}/stop").json["state"] == "done"
    assert [one["id"] for one in program.get(f"{TRANSLATION}/runs").json] == [run["id"]]


def test_an_engine_is_tried_only_where_it_may_be(program: Program) -> None:
    """A local one answers; one elsewhere that the settings do not name gets nothing."""
    assert {one["name"] for one in program.get("/engines").json} > {"echo", "google"}
    tried = program.post("/engines/test", {"engine": "echo", "text": "Sveiki."}).json
    assert (tried["status"], "Sveiki." in tried["text"]) == ("ok", True)
    assert program.post("/engines/test", {"engine": "google"}).status_code == 422
    assert program.post("/engines/test", {"engine": "nothing"}).status_code == 404
    assert program.get("/engines/report").json == []


def test_published_texts_become_memory_pair_by_pair(program: Program) -> None:
    """Two files in; pairs are accepted, joined, rejected; what was accepted enters the memory."""

    def file(name: str, text: str) -> dict[str, str]:
        return {"name": name, "base64": b64encode(text.encode()).decode()}

    made = program.post(
        f"/memory/{LANG}/alignments",
        {
            "source": file("a.lv.txt", "Osta\n\nIenāca 12 kuģi. Darbi turpinās.\n"),
            "target": file("a.en.txt", "The port\n\n12 ships came in. Work goes on.\n"),
        },
    )
    assert made.status_code == 201, made.json
    path = f"/alignments/{made.json['id']}"
    pairs = program.get(f"{path}/pairs").json["items"]
    first = pairs[0]
    body = {"version": 0, "source": first["source"], "target": first["target"]}
    decided = program.put(f"{path}/pairs/{first['id']}", {**body, "decision": "accepted"})
    assert (decided.json["decision"], decided.json["version"]) == ("accepted", 1)
    assert program.put(f"{path}/pairs/{first['id']}", {**body, "decision": "rejected"}).status_code == 409
    second = pairs[1]
    joined = program.post(
        f"{path}/pairs/{second['id']}/join",
        {"version": 0, "source": second["source"], "target": second["target"]},
    )
    assert joined.json["source"] == "Ienāca 12 kuģi. Darbi turpinās."
    assert program.post(f"{path}/accept", {"least": 0}).json == {"accepted": 1}
    assert program.post(f"{path}/finish").json == {"added": 2, "open": 0}
    assert program.get(path).status_code == 404
    broken = program.post(
        f"/memory/{LANG}/alignments",
        {"source": {"name": "a.txt", "base64": "A"}, "target": {"name": "b.txt", "base64": "QQ=="}},
    )
    assert broken.status_code == 422


def test_people_are_administered(program: Program, world: World) -> None:
    """Invited, given a role, kept out, let in, signed out; the last admin stays one."""
    made = program.post("/people", {"name": "anna", "role": "translator", "display": "Anna B."})
    assert (made.status_code, made.json["has_password"]) == (201, False)
    assert program.put("/people/anna/role", {"role": "editor"}).json["role"] == "editor"
    assert program.put("/people/anna/disabled").json["disabled"]
    assert program.delete("/people/anna/disabled").json["disabled"] is None
    assert program.delete("/people/anna/sessions").json == {"ended": 0}
    assert [one["label"] for one in program.get("/people/robot-admin/tokens").json] == ["tests"]
    invited = program.post("/invitations", {"role": "reader", "days": 3})
    assert invited.json["path"].startswith("/invitation/")
    assert "path" not in program.get("/invitations").json[0]
    assert program.delete(f"/invitations/{invited.json['id']}").status_code == 204
    assert program.delete(f"/invitations/{invited.json['id']}").status_code == 404
    mine = program.call("PATCH", "/me/profile", {"display": "The robot"}).json
    assert (mine["display"], mine["name"]) == ("The robot", "robot-admin")
    erased = program.post("/erasures", {"person": "anna", "reason": "asked for it"}).json
    assert erased["tombstone"].startswith("erased-")
    assert program.get("/people/anna").status_code == 404
    reader = Program(app_of(world).test_client(), token_of(world, Scope.ADMIN, Role.READER))
    (token,) = reader.get("/me/tokens").json
    assert reader.delete("/tokens/1").status_code == 404
    assert reader.delete(f"/tokens/{token['id']}").status_code == 204
    assert reader.get("/me").status_code == 401


def test_an_article_is_purged_and_the_log_says_so(program: Program) -> None:
    """The log is searched and verified; the purge stands in it under a tombstone."""
    assert program.post("/purges", {"article": SLUG, "reason": "a court said so"}).json["tombstone"]
    assert program.get(f"/articles/{SLUG}").status_code == 404
    (row,) = program.get("/audit?action=purge-article").json["items"]
    assert (row["who"], row["detail"]["reason"]) == ("robot-admin", "a court said so")
    first = program.get("/audit?limit=2").json
    older = program.get(f"/audit?limit=2&cursor={first['next']}").json
    assert older["items"][0]["id"] == first["items"][-1]["id"] - 1
    seen = program.get("/audit/verification").json
    assert (seen["whole"], program.get(f"/audit/verification?known={seen['head']}").json["whole"]) == (
        True,
        True,
    )
    assert program.get(f"/audit/verification?known={'0' * 64}").json["whole"] is False


def test_views_and_the_inbox_are_ones_own(program: Program, world: World) -> None:
    """Saved under a name, forgotten by number; what was seen stays seen."""
    other = Program(app_of(world).test_client(), token_of(world, Scope.ADMIN, Role.EDITOR))
    (view,) = program.post("/views", {"name": " mine ", "query": "state=draft"}).json
    assert (view["name"], other.get("/views").json) == ("mine", [])
    assert other.delete(f"/views/{view['id']}").status_code == 404
    assert program.delete(f"/views/{view['id']}").status_code == 204
    key = world.segments()["Osta ir atvērta."]
    other.post(f"/segments/{key}/targets/{LANG}/comments", {"text": "See @robot-admin"})
    (item,) = program.get("/inbox").json
    assert program.post("/inbox/seen", {"ids": [item["id"], "nothing"]}).json[0]["seen"]


def test_the_helpers_of_the_editor_are_there(program: Program, world: World) -> None:
    """Evidence, the queue, what was given up, the page to come, the figures of the weeks."""
    translate(program, world, ["Ostā martā ienāca 128 kuģi."])
    path = f"/segments/{world.segments()['Ostā martā ienāca 128 kuģi.']}/targets/{LANG}"
    assert program.get(f"{path}/evidence").json["verified"] == {"numbers": 1}
    assert program.post(f"{path}/typed/give-up", {"text": "Half a thought"}).status_code == 204
    assert [one["text"] for one in program.get(f"{path}/typed/given-up").json] == ["Half a thought"]
    assert len(program.get(f"{TRANSLATION}/queue").json) == len(TRANSLATIONS) - 1
    page = program.get(f"{TRANSLATION}/preview?view=parallel")
    assert (page.mimetype, "128 ships" in page.get_data(as_text=True)) == ("text/html", True)
    figures = program.get(f"/statistics/{LANG}?weeks=2").json
    assert (len(figures["weeks"]), figures["people"][0]["person"]) == (2, "robot-admin")
    assert (
        "klasterim"
        in program.post(f"/glossaries/{LANG}/forms", {"source": "klasteris", "target": "cluster"}).json
    )
    changed = program.post(
        "/articles?name=third.txt&title=Cits&date=2026-03-02&leave_out=0&dry_run=true",
        b"Osta\n\nViens.\n\nDivi.\n",
    ).json
    assert (changed["title"], changed["set_aside"]) == ("Cits", ["Viens."])
    assert program.post(f"/articles/{SLUG}/wordpress", {}).status_code == 422
