"""Later corrections of a source: its text, and where its sentences are cut."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from i18nflow import review, segment
from i18nflow.errors import InputError
from i18nflow.model import Actor, Role, Segment, State, said
from i18nflow.store import Change, Row
from i18nflow.workflow import audit, checking
from i18nflow.workflow.importing.saving import Imported, mark_changed, revise, unchanged
from i18nflow.workflow.rights import needs
from i18nflow.workflow.workspace import Workspace


@needs(Role.REVIEWER, said("correct a source text"))
def correct_source(ws: Workspace, key: str, text: str, actor: Actor) -> Imported:
    """Correct the source text of one segment in place: a new revision, the rest keeps its targets."""
    if not text.strip():
        raise InputError(
            said("an empty source cannot be saved; remove the sentence from the article and import it again")
        )
    slug = ws.store.articles.slug_of_segment(key)
    article, segments = ws.store.articles.document(slug), ws.store.articles.segments(slug)
    texts = {one.key: one.text for one in segments} | {key: text}
    corrected = segment.join(article, segments, texts)
    if texts[key] == next(one.text for one in segments if one.key == key):
        return unchanged(ws, slug)
    corrected = replace(
        corrected, title=texts[segments[0].key] if segments[0].key == key else corrected.title
    )
    return revise(ws, slug, corrected, actor, note=f"source of {key} corrected", retyped=key)


@needs(Role.TRANSLATOR, said("split a segment"))
def split(ws: Workspace, key: str, offset: int, actor: Actor) -> Imported:
    """Cut a segment in two at ``offset`` (code points); the first half keeps the key, the choice survives re-import.

    The text of a target stays with the first half, as a draft that remembers the whole source.
    """
    with ws.store.write():
        slug = ws.store.articles.slug_of_segment(key)
        old = ws.store.articles.segments(slug)
        edited = segment.split_at(old, key, offset, slug=slug, taken=ws.store.articles.taken_keys_of(slug))
        return _resegment(ws, slug, key, old, edited, actor)


@needs(Role.TRANSLATOR, said("merge segments"))
def merge(ws: Workspace, key: str, actor: Actor) -> Imported:
    """Join a segment with the next one of its block; the first one's key stays, the choice survives re-import.

    The texts of both targets stand in the merged one, as a draft; so do comments, and what was typed is set aside.
    """
    with ws.store.write():
        slug = ws.store.articles.slug_of_segment(key)
        old = ws.store.articles.segments(slug)
        edited = segment.merge_after(old, key)
        gap = next(one.gap for one in old if one.key == key) or " "
        second = [ws.store.targets.row(edited.removed, lang) for lang in ws.config.targets]
        result = _resegment(ws, slug, key, old, edited, actor)
        for row in second:
            _join_target(ws, key, row, gap)
        # The other segment is never seen again: what was typed and said there would be lost with it.
        ws.store.drafts.join(edited.removed, key)
        ws.store.comments.join(edited.removed, key)
        return result


def _resegment(
    ws: Workspace, slug: str, key: str, old: Sequence[Segment], edited: segment.Edited, actor: Actor
) -> Imported:
    """Store other cuts of the same text; call it inside a transaction."""
    at = ws.now()
    ws.store.articles.set_choices(
        slug, segment.with_choice(ws.store.articles.choices(slug), edited.choice), at=at, actor=actor.name
    )
    ws.store.articles.resegment(slug, edited.segments, at=at)
    ws.store.targets.ensure(slug, ws.config.targets)
    source = next(one.text for one in old if one.key == key)
    mark_changed(ws, slug, {key: source}, edited.segments)
    for lang in ws.config.targets:
        checking.refresh_article(ws, slug, lang)
    act = "merge-segments" if edited.removed else "split-segment"
    audit.record(ws, actor, act, f"{slug}/{key}", added=edited.added or "", removed=edited.removed or "")
    stored = ws.store.articles.get(slug)
    return Imported(
        slug, stored.title, stored.revision, "resegmented", len(edited.segments),
        added=tuple(filter(None, (edited.added,))), changed=(key,), removed=tuple(filter(None, (edited.removed,))),
    )  # fmt: skip


def _join_target(ws: Workspace, key: str, removed: Row, gap: str) -> None:
    """Put the text of the removed segment into the one that stays, in one language."""
    second = removed.target
    if not second.text:
        return
    row = ws.store.targets.row(key, second.lang)
    first = row.target
    if first.text:
        joined = replace(
            first,
            text=f"{first.text}{gap}{second.text}",
            state=State.DRAFT,
            author=review.joint(first.author, second.author),
        )
    else:
        # The only text there is comes with all that is known of it, and was made for another source.
        joined = replace(
            second,
            segment=key,
            version=first.version,
            state=State.DRAFT,
            previous_source=second.previous_source or removed.segment.text,
        )
    ws.store.targets.write([Change(joined, "merge", row.segment.text)], actor="i18nflow", at=ws.now())
