"""What can be done at all can be done by a program: every verb has an operation, or a reason why it has none."""

from __future__ import annotations

import ast
import importlib
import inspect
import pkgutil
from collections.abc import Iterator
from types import ModuleType

from i18nflow import workflow
from i18nflow.webapp import api
from i18nflow.workflow import rights

for _module in pkgutil.walk_packages(workflow.__path__, "i18nflow.workflow."):
    importlib.import_module(_module.name)

NOT_FOR_PROGRAMS = {
    "catalogs.write": "it writes into the workspace's folder; a program gets the bytes",
    "people.change_password": "with a caught token one could try passwords; they are typed in the browser",
    "people.set_password": "no program sets a person's password: an invitation lets the person choose it",
    "tokens.issue": "a caught token must not outlive its end by making another one",
    "preferences.set_keys": "how the editor's page answers the keyboard",
    "preferences.set_layout": "how the editor's page looks",
    "presence.here": "who has the editor's page open",
    "presence.gone": "who has closed the editor's page",
    "runs.begin": "called by webapp.background.pretranslate, which goes on in a thread",
    "importing.saving.import_file": "it reads a path of this machine; a program sends the bytes",
}


def called(module: ModuleType) -> Iterator[str]:
    """The verbs that the handlers of a tag name, as ``module.verb`` below ``i18nflow.workflow``."""
    for node in ast.walk(ast.parse(inspect.getsource(module))):
        if not (isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name)):
            continue
        found = getattr(getattr(module, node.value.id, None), node.attr, None)
        if inspect.isfunction(found) and found.__module__.startswith("i18nflow."):
            inner = inspect.unwrap(found)
            yield f"{inner.__module__.removeprefix('i18nflow.workflow.')}.{inner.__qualname__}"


def test_every_verb_has_an_operation() -> None:
    """A verb that no handler calls stands in the list with its reason; a reason that is no longer true goes."""
    by_programs = {verb for module in api.TAGS for verb in called(module)}
    verbs = {right.verb for right in rights.declared()}
    assert verbs - by_programs - set(NOT_FOR_PROGRAMS) == set()
    assert set(NOT_FOR_PROGRAMS) - (verbs - by_programs) == set()
