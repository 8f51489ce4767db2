"""Findings that compare a target with those of all articles: one sentence, or one name, said in two ways.

A target that is stored is compared through the store's index, so the cost of a save does not grow with the archive.
Others are looked at anew only when what is usual has changed by it.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from hashlib import blake2b

from i18nflow import check, markup
from i18nflow.model import Finding, State, Target
from i18nflow.store import Member, NameEntry, Pattern, Row, Used
from i18nflow.workflow.workspace import Workspace

_SURE = frozenset({State.TRANSLATED, State.APPROVED})
PATTERN, NAME = "inconsistent", "name-inconsistent"


def update(ws: Workspace, lang: str, rows: Sequence[tuple[Row, Target]]) -> None:
    """Bring the index up to date with these targets and store what it now says; call it inside a transaction.

    What the findings of these targets were of other kinds must be stored before.
    """
    index = ws.store.agreement
    ids = index.target_ids([row.segment.key for row, _ in rows], lang)
    entries = {ids[row.segment.key]: replace(row, target=target) for row, target in rows}
    patterns = [
        Pattern(id_, *_patterns(ws, row, lang, row.target.text), row.target.state in _SURE)
        for id_, row in entries.items()
    ]
    _update_patterns(ws, lang, patterns, entries)
    if ws.config.pair(lang).source_base == "lv":
        _update_names(ws, lang, entries)


def _update_patterns(ws: Workspace, lang: str, patterns: Sequence[Pattern], rows: Mapping[int, Row]) -> None:
    """Keep the patterns and store ``inconsistent`` for these targets, and for all where what is usual changed."""
    index = ws.store.agreement
    groups = {one.source for one in patterns if one.source} | index.sources_of(rows)
    usual = index.usual_targets(lang, groups)
    index.set_patterns(patterns, lang)
    now = index.usual_targets(lang, groups)
    found: dict[int, list[Finding]] = {one.target_id: [] for one in patterns}
    for source in groups:
        changed = _what(usual.get(source)) != _what(now.get(source))
        members = index.pattern_members(lang, source) if changed else _members(patterns, rows, source)
        found |= _inconsistent(ws, lang, members, now.get(source), source)
    ws.store.findings.replace_code(PATTERN, found)


def _members(patterns: Sequence[Pattern], rows: Mapping[int, Row], source: str) -> list[Member]:
    return [
        Member(one.target_id, rows[one.target_id].segment.key, rows[one.target_id].article, one.target)
        for one in patterns
        if one.source == source
    ]


def _inconsistent(
    ws: Workspace, lang: str, members: Sequence[Member], usual: Used | None, source: str
) -> dict[int, list[Finding]]:
    """What there is to say of the members of a source pattern, by their rows."""
    found: dict[int, list[Finding]] = {member.target_id: [] for member in members}
    others = [member for member in members if usual and member.what and member.what != usual.what]
    if usual and others:
        model = ws.store.agreement.pattern_members(lang, source, first=usual.what)[0]
        rows = ws.store.targets.rows_of([member.key for member in others], lang)
        for member in others:
            row = rows[member.key]
            found[member.target_id] = [_differs(ws, lang, row, row.target.text, model.key)]
    return found


def _update_names(ws: Workspace, lang: str, entries: Mapping[int, Row]) -> None:
    """Keep the names and store ``name-inconsistent`` for these targets, and for all whose usual form changed."""
    index = ws.store.agreement
    seen = {id_: _seen(row, row.target.text) for id_, row in entries.items()}
    names = {one.name for some in seen.values() for one in some} | index.names_of(entries)
    before = index.usual_renderings(lang, names)
    index.set_names(seen, lang, {id_ for id_, row in entries.items() if row.target.state in _SURE})
    usual = index.usual_renderings(lang, names)
    elsewhere = {
        member.key
        for name in names
        if _what(usual.get(name)) != _what(before.get(name))
        for member in index.name_members(lang, name)
        if member.target_id not in entries
    }
    others = ws.store.targets.rows_of(list(elsewhere), lang) if elsewhere else {}
    ids = index.target_ids(list(others), lang) if others else {}
    rows = dict(entries) | {ids[key]: row for key, row in others.items()}
    seen |= {ids[key]: _seen(row, row.target.text) for key, row in others.items()}
    missing = {one.name for some in seen.values() for one in some} - names
    usual |= index.usual_renderings(lang, missing)
    found = {
        id_: _misnamed(seen[id_], usual, markup.plain(row.target.text, row.segment.codes))
        for id_, row in rows.items()
    }
    ws.store.findings.replace_code(NAME, found)


def _misnamed(seen: Sequence[NameEntry], usual: Mapping[str, Used], plain: str) -> list[Finding]:
    if not plain.strip():
        return []
    found = [
        check.name_differs_from(
            check.SeenName(one.name, one.form, one.rendering, one.kind), _what(usual.get(one.name)), plain
        )
        for one in seen
    ]
    return [finding for finding in found if finding]


def live(ws: Workspace, row: Row, lang: str, text: str) -> list[Finding]:
    """What comparing would say of ``text`` as the target of a segment; nothing is stored."""
    source, target = _patterns(ws, row, lang, text)
    usual = ws.store.agreement.usual_targets(lang, [source]).get(source) if source and target else None
    found = []
    if usual is not None and usual.what != target:
        model = ws.store.agreement.pattern_members(lang, source, first=usual.what)[0]
        if model.key != row.segment.key:
            found.append(_differs(ws, lang, row, text, model.key))
    if ws.config.pair(lang).source_base == "lv":
        plain = markup.plain(text, row.segment.codes)
        seen = check.seen(markup.plain(row.segment.text, row.segment.codes), plain)
        spelt = ws.store.agreement.usual_renderings(lang, [one.key for one in seen])
        for one in seen:
            finding = check.name_differs_from(one, spelt[one.key].what, plain) if one.key in spelt else None
            found.extend([finding] if finding else [])
    return found


def forget_obsolete(ws: Workspace, slug: str) -> None:
    """Take what an article no longer has out of the index; call it inside a transaction."""
    ws.store.agreement.forget_obsolete(slug)


def _differs(ws: Workspace, lang: str, row: Row, text: str, model_key: str) -> Finding:
    model = ws.store.targets.row(model_key, lang)
    elsewhere = model.article if model.article != row.article else ""
    return check.differs_from(_plain(row, text), _plain(model, model.target.text), article=elsewhere)


def _plain(row: Row, text: str) -> check.Row:
    codes = row.segment.codes
    return check.Row(row.segment.key, markup.plain(row.segment.text, codes), markup.plain(text, codes))


def _patterns(ws: Workspace, row: Row, lang: str, text: str) -> tuple[str, str]:
    """The patterns of a pair, as short digests; "" where there is nothing to compare."""
    if not text.strip():
        return "", ""
    pair, plain = ws.config.pair(lang), _plain(row, text)
    return _digest(check.pattern(plain.source, pair.source)), _digest(
        check.pattern(plain.target, pair.target)
    )


def _seen(row: Row, text: str) -> tuple[NameEntry, ...]:
    plain = _plain(row, text)
    found = check.seen(plain.source, plain.target)
    return tuple(NameEntry(one.key, one.form, one.rendering, one.kind) for one in found)


def _digest(pattern: str) -> str:
    return blake2b(pattern.encode(), digest_size=12).hexdigest() if pattern else ""


def _what(used: Used | None) -> str:
    return used.what if used else ""
