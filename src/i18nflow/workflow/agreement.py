"""Findings that compare a target with those of all articles: one sentence, or one name, said in two ways.

A target that is stored is compared through the store's index, so the cost of a save does not grow with the archive.
Others are looked at anew only when what is usual has changed by it.
"""

from __future__ import annotations

from collections.abc import Sequence
from hashlib import blake2b

from i18nflow import check, markup
from i18nflow.model import Finding, State, Target
from i18nflow.store import Member, NameEntry, Row, Used
from i18nflow.workflow.workspace import Workspace

_SURE = frozenset({State.TRANSLATED, State.APPROVED})
PATTERN, NAME = "inconsistent", "name-inconsistent"


def update(ws: Workspace, lang: str, rows: Sequence[tuple[Row, Target]]) -> None:
    """Bring the index up to date with these targets and store what it now says; call it inside a transaction.

    What the findings of these targets were of other kinds must be stored before.
    """
    index = ws.store.agreement
    names = ws.config.pair(lang).source_base == "lv"
    entries = [(_id(ws, row, lang), row, target) for row, target in rows]
    patterns = {id_: _patterns(ws, row, lang, target.text) for id_, row, target in entries}
    seen = {id_: _seen(row, target.text) if names else () for id_, row, target in entries}
    groups = {source for source, _ in patterns.values() if source}
    called = {one.name for some in seen.values() for one in some}
    usual = {source: index.usual_target(lang, source) for source in groups}
    spelt = {name: index.usual_rendering(lang, name) for name in called}
    for id_, _, target in entries:
        sure = target.state in _SURE
        groups |= {index.set_pattern(id_, lang, *patterns[id_], sure=sure)} - {""}
        called |= index.set_names(id_, lang, seen[id_], sure=sure)
    touched = {id_: row.segment.key for id_, row, _ in entries}
    mine: dict[str, list[Member]] = {}
    for id_, row, _ in entries:
        source, what = patterns[id_]
        mine.setdefault(source, []).append(Member(id_, row.segment.key, row.article, what))
    for source in groups:
        _agree_patterns(
            ws,
            lang,
            source,
            mine.get(source, []),
            changed=_what(usual.get(source)) != _what(index.usual_target(lang, source)),
        )
    _agree_names(ws, lang, called, touched, {name: _what(found) for name, found in spelt.items()})


def live(ws: Workspace, row: Row, lang: str, text: str) -> list[Finding]:
    """What comparing would say of ``text`` as the target of a segment; nothing is stored."""
    source, target = _patterns(ws, row, lang, text)
    usual = ws.store.agreement.usual_target(lang, source) if source and target else None
    found = []
    if usual is not None and usual.what != target:
        model = ws.store.agreement.pattern_members(lang, source, first=usual.what)[0]
        if model.key != row.segment.key:
            found.append(_differs(ws, lang, row, text, model.key))
    if ws.config.pair(lang).source_base == "lv":
        plain = markup.plain(text, row.segment.codes)
        for one in check.seen(markup.plain(row.segment.text, row.segment.codes), plain):
            spelt = ws.store.agreement.usual_rendering(lang, one.key)
            finding = check.name_differs_from(one, spelt.what, plain) if spelt else None
            found.extend([finding] if finding else [])
    return found


def forget_obsolete(ws: Workspace, slug: str) -> None:
    """Take what an article no longer has out of the index; call it inside a transaction."""
    ws.store.agreement.forget_obsolete(slug)


def _agree_patterns(ws: Workspace, lang: str, source: str, mine: Sequence[Member], *, changed: bool) -> None:
    """Store ``inconsistent`` for the members just stored (``mine``), and for all where what is usual changed."""
    index = ws.store.agreement
    usual = index.usual_target(lang, source)
    model = index.pattern_members(lang, source, first=usual.what)[0] if usual else None
    for member in index.pattern_members(lang, source) if changed else mine:
        found = []
        if usual and model and member.what and member.what != usual.what:
            row = ws.store.targets.row(member.key, lang)
            found = [_differs(ws, lang, row, row.target.text, model.key)]
        ws.store.findings.replace_one(member.target_id, PATTERN, found)


def _agree_names(
    ws: Workspace, lang: str, names: set[str], touched: dict[int, str], before: dict[str, str]
) -> None:
    """Store ``name-inconsistent`` for the touched targets, and for all that have a name whose usual form changed."""
    index = ws.store.agreement
    usual = {name: _what(index.usual_rendering(lang, name)) for name in names}
    again = dict(touched)
    for name in names:
        if usual[name] != before.get(name, ""):
            again |= {member.target_id: member.key for member in index.name_members(lang, name)}
    for target_id, key in again.items():
        row = ws.store.targets.row(key, lang)
        plain = markup.plain(row.target.text, row.segment.codes)
        found = []
        for one in _seen(row, row.target.text) if plain.strip() else ():
            if one.name not in usual:
                usual[one.name] = _what(index.usual_rendering(lang, one.name))
            seen = check.SeenName(one.name, one.form, one.rendering, one.kind)
            finding = check.name_differs_from(seen, usual[one.name], plain)
            found.extend([finding] if finding else [])
        ws.store.findings.replace_one(target_id, NAME, found)


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


def _id(ws: Workspace, row: Row, lang: str) -> int:
    found = ws.store.agreement.target_id(row.segment.key, lang)
    assert found is not None
    return found


def _what(used: Used | None) -> str:
    return used.what if used else ""
