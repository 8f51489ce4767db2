"""What moves in any order once found, each by itself."""

from __future__ import annotations

import pytest

from i18nflow.errors import Refused
from i18nflow.model import Actor, Origin, Role, State
from i18nflow.translate import Draft, Wanted
from i18nflow.workflow import catalogs, drafting, importing, reviewing
from i18nflow.workflow import workspace as workspaces
from i18nflow.workflow.desk import commenting, repeating
from i18nflow.workflow.reviewing import Move
from i18nflow.workflow.workspace import Workspace

SLUG, LANG = "raksts", "en-GB"
ARTICLE = "Osta\n\nOstā ienāca divi kuģi. Gaidīsim viesus.\n"


@pytest.fixture
def key(workspace: Workspace, actor: Actor) -> str:
    """The first sentence of the article."""
    importing.save(workspace, importing.preview(workspace, ARTICLE.encode(), f"{SLUG}.txt"), actor)
    return workspace.store.articles.segments(SLUG)[1].key


def at(ws: Workspace, key: str) -> Move:
    return Move(key, ws.store.targets.row(key, LANG).target.version)


def test_a_segment_is_split_joined_and_split_again(workspace: Workspace, actor: Actor, key: str) -> None:
    """As often as one likes; a new import finds it as it was left last."""
    for _ in range(3):
        importing.split(workspace, key, 11, actor)
        importing.merge(workspace, key, actor)
    importing.split(workspace, key, 11, actor)
    left = workspace.store.articles.segments(SLUG)
    assert [one.text for one in left] == ["Osta", "Ostā ienāca", "divi kuģi.", "Gaidīsim viesus."]
    again = ARTICLE.replace("Gaidīsim viesus.", "Gaidīsim viesus!")
    importing.save(workspace, importing.preview(workspace, again.encode(), f"{SLUG}.txt"), actor)
    assert [one.key for one in workspace.store.articles.segments(SLUG)] == [one.key for one in left]


def test_a_sentence_typed_anew_is_the_same_segment(workspace: Workspace, actor: Actor, key: str) -> None:
    """However little is left of it, its target stays with it, as a draft that knows the old source."""
    reviewing.confirm(workspace, at(workspace, key), LANG, "Two ships arrived.", actor)
    importing.correct_source(workspace, key, "Lija.", actor)
    row = workspace.store.targets.row(key, LANG)
    assert (row.segment.text, row.target.text, row.target.state) == (
        "Lija.",
        "Two ships arrived.",
        State.DRAFT,
    )
    assert row.target.previous_source == "Ostā ienāca divi kuģi."


def test_an_undo_over_a_changed_source_says_so_again(workspace: Workspace, actor: Actor, key: str) -> None:
    """The text that comes back was made for the old source; without the mark nobody would look at it."""
    reviewing.confirm(workspace, at(workspace, key), LANG, "Two ships arrived.", actor)
    importing.correct_source(workspace, key, "Ostā ienāca trīs kuģi.", actor)
    reviewing.confirm(workspace, at(workspace, key), LANG, "Three ships arrived.", actor)
    assert workspace.store.targets.row(key, LANG).target.previous_source is None
    undone = reviewing.undo(workspace, at(workspace, key), LANG, actor)
    assert (undone.text, undone.previous_source) == ("Two ships arrived.", "Ostā ienāca divi kuģi.")


def test_a_draft_made_anew_is_of_the_new_source(workspace: Workspace, actor: Actor, key: str) -> None:
    """A machine's draft that nobody touched, made again after the source changed, is not marked as of the old one."""
    for source, text in (("Ostā ienāca divi kuģi.", "Two."), ("Ostā ienāca trīs kuģi.", "Three.")):
        importing.correct_source(workspace, key, source, actor)
        draft = Draft(key, text, Origin.MACHINE, "engine", "1", raw=text)
        drafting.store(workspace, SLUG, LANG, [(Wanted(key, source, at(workspace, key).version), draft)])
    target = workspace.store.targets.row(key, LANG).target
    assert (target.text, target.previous_source) == ("Three.", None)


def test_a_text_does_not_change_its_author_by_a_catalog(workspace: Workspace, key: str) -> None:
    """With two pairs of eyes: what anna wrote stays hers when eva imports it, so anna cannot approve it."""
    path = workspace.root / "i18nflow.toml"
    path.write_text(path.read_text().replace("two_eyes = false", "two_eyes = true"))
    anna, eva = (Actor(name, frozenset({Role.REVIEWER})) for name in ("anna", "eva"))
    with workspaces.open_at(workspace.root) as ws:
        reviewing.confirm(ws, at(ws, key), LANG, "Mine.", anna)
        reviewing.confirm(ws, at(ws, key), LANG, "Hers.", eva)
        file = (
            catalogs.export_po(ws, SLUG, LANG)
            .replace(b"Hers.", b"Mine.")
            .replace(b"#, fuzzy\nmsgid", b"msgid")
        )
        assert catalogs.import_catalog(ws, file, f"{SLUG}.po", eva).applied == 1
        assert ws.store.targets.row(key, LANG).target.author == "anna"
        with pytest.raises(Refused, match="somebody else"):
            reviewing.approve(ws, at(ws, key), LANG, anna)


def test_a_text_that_moves_into_a_joined_segment_keeps_what_is_known_of_it(
    workspace: Workspace, actor: Actor, key: str
) -> None:
    """Its engine and its version, the machine's own words; and it was made for its own sentence, not for both."""
    second = workspace.store.articles.segments(SLUG)[2]
    draft = Draft(second.key, "Guests.", Origin.MACHINE, "engine", "1", raw="Guests.")
    drafting.store(workspace, SLUG, LANG, [(Wanted(second.key, second.text, 0), draft)])
    importing.merge(workspace, key, actor)
    target = workspace.store.targets.row(key, LANG).target
    assert (target.text, target.state, target.previous_source) == ("Guests.", State.DRAFT, second.text)
    assert (target.origin, target.engine, target.engine_version) == (Origin.MACHINE, "engine", "1")
    assert target.machine_text == "Guests."


def test_what_was_typed_and_said_at_a_joined_segment_stays(
    workspace: Workspace, actor: Actor, key: str
) -> None:
    """The second segment is never seen again: its comments are the first one's, what was typed is set aside there."""
    second = workspace.store.articles.segments(SLUG)[2].key
    reviewing.give_up(workspace, second, LANG, "Given up.", actor)
    reviewing.save_typed(workspace, second, LANG, "Being typed.", 0, actor)
    number = commenting.add(workspace, second, LANG, "Who are they?", actor)
    importing.merge(workspace, key, actor)
    kept = workspace.store.drafts.given_up(key, LANG, actor.name)
    assert {one.text for one in kept} == {"Given up.", "Being typed."}
    assert [one.id for one in workspace.store.comments.of_segment(key, LANG)] == [number]


def test_a_rejection_leaves_what_its_reviewer_is_typing(workspace: Workspace, actor: Actor, key: str) -> None:
    """Whoever types a better text and sends the old one back (from the list, say) still has it in hand."""
    reviewing.confirm(workspace, at(workspace, key), LANG, "Two.", actor)
    reviewing.save_typed(workspace, key, LANG, "Two ships came in.", 1, actor)
    reviewing.reject(workspace, at(workspace, key), LANG, "tone", actor)
    typed = workspace.store.drafts.of_segment(key, LANG, actor.name)
    assert typed is not None and (typed.text, typed.version) == ("Two ships came in.", 2)


def test_a_text_does_not_change_its_author_by_filling_repeats(workspace: Workspace, actor: Actor) -> None:
    """With two pairs of eyes: what anna wrote is hers in the repeats too, whoever fills them."""
    path = workspace.root / "i18nflow.toml"
    path.write_text(path.read_text().replace("two_eyes = false", "two_eyes = true"))
    anna, eva = (Actor(name, frozenset({Role.REVIEWER})) for name in ("anna", "eva"))
    with workspaces.open_at(workspace.root) as ws:
        importing.save(ws, importing.preview(ws, b"Osta\n\nLasi.\n\nLasi.\n", f"{SLUG}.txt"), actor)
        _, one, other = (segment.key for segment in ws.store.articles.segments(SLUG))
        reviewing.confirm(ws, at(ws, one), LANG, "Read.", anna)
        (filled,) = repeating.fill(ws, one, LANG, [at(ws, other)], eva).targets
        assert filled.author == "anna"
        with pytest.raises(Refused, match="somebody else"):
            reviewing.approve(ws, at(ws, other), LANG, anna)
