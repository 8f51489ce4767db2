"""Changing the register of names: the file row by row, then the findings of the segments that have the name."""

from __future__ import annotations

import threading
from collections.abc import Callable

from i18nflow import files
from i18nflow import names as stage
from i18nflow.model import Actor, said
from i18nflow.names import Name
from i18nflow.workflow import audit, checking, names
from i18nflow.workflow.rights import needs
from i18nflow.workflow.workspace import Workspace

_lock = threading.Lock()


@needs(names.KEEPER, said("add a name to the register"))
def add(ws: Workspace, lang: str, name: Name, actor: Actor) -> int:
    """Put ``name`` into the register; how many segments were looked at anew.

    Raises :class:`GlossaryError` for a duplicate.
    """
    _edit(ws, lang, lambda text, where: stage.add(text, name, where))
    audit.record(ws, actor, "add-name", f"names/{lang}")
    return _look_again(ws, lang, name)


@needs(names.KEEPER, said("change the register of names"))
def change(ws: Workspace, lang: str, old: Name, new: Name, actor: Actor) -> int:
    """Change an entry. Raises :class:`Conflict` where it is not in the file as it was read."""
    _edit(ws, lang, lambda text, where: stage.change(text, old, new, where))
    audit.record(ws, actor, "change-name", f"names/{lang}")
    return _look_again(ws, lang, old, new)


@needs(names.KEEPER, said("take a name out of the register"))
def remove(ws: Workspace, lang: str, name: Name, actor: Actor) -> int:
    """Take an entry out. Raises :class:`Conflict` where it is not in the file as it was read."""
    _edit(ws, lang, lambda text, where: stage.remove(text, name, where))
    audit.record(ws, actor, "remove-name", f"names/{lang}")
    return _look_again(ws, lang, name)


def _edit(ws: Workspace, lang: str, edit: Callable[[str, str], str]) -> None:
    """Read, edit and write the file whole; ``edit`` has read back what it made."""
    path = ws.names_for(lang)
    with _lock:
        files.write_atomic(path, edit(names.text_of(path), path.name).encode("utf-8"))


def _look_again(ws: Workspace, lang: str, *changed: Name) -> int:
    """Check the segments that have one of these names, as far as the index knows them."""
    keys = dict.fromkeys(key for name in changed for key in names.keys_of(ws, lang, name))
    rows = [ws.store.targets.row(key, lang) for key in keys]
    with ws.store.write(aside="findings are computed"):
        checking.refresh(ws, lang, [(row, row.target) for row in rows])
    return len(rows)
