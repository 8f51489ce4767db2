"""What a person chooses for the editor, remembered by name: the layout, and keys of their own."""

from __future__ import annotations

import json
from collections.abc import Mapping

from i18nflow.errors import InputError
from i18nflow.model import Actor, Role, said
from i18nflow.workflow.rights import needs
from i18nflow.workflow.workspace import Workspace

LAYOUTS = ("page", "grid")
"""The article as a page, or as a dense grid."""


def layout(ws: Workspace, actor: Actor) -> str:
    """The layout that ``actor`` chose; the page where nothing was chosen."""
    chosen = ws.store.preferences.of(actor.name).get("layout", LAYOUTS[0])
    return chosen if chosen in LAYOUTS else LAYOUTS[0]


@needs(Role.READER, said("choose one's own layout and keys"))
def set_layout(ws: Workspace, wanted: str, actor: Actor) -> None:
    """Remember the layout. Raises :class:`InputError` for one that does not exist."""
    if wanted not in LAYOUTS:
        raise InputError(
            said(
                "there is no layout '{wanted}'; there are {layouts}",
                wanted=wanted,
                layouts=", ".join(LAYOUTS),
            )
        )
    with ws.store.write(aside="how somebody likes the editor"):
        ws.store.preferences.put(actor.name, "layout", wanted)


def keys(ws: Workspace, actor: Actor) -> dict[str, str]:
    """The keys that ``actor`` chose instead of the defaults, by action."""
    try:
        chosen = json.loads(ws.store.preferences.of(actor.name).get("keys", "{}"))
    except ValueError:
        return {}
    return {str(name): str(key) for name, key in chosen.items()} if isinstance(chosen, dict) else {}


@needs(Role.READER, said("choose one's own layout and keys"))
def set_keys(ws: Workspace, chosen: Mapping[str, str], actor: Actor) -> None:
    """Remember keys by action; an empty mapping brings the defaults back."""
    with ws.store.write(aside="how somebody likes the editor"):
        if chosen:
            ws.store.preferences.put(actor.name, "keys", json.dumps(dict(chosen), ensure_ascii=False))
        else:
            ws.store.preferences.remove(actor.name, "keys")
