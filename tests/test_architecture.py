"""Dependencies point one way: edges -> workflow -> stages -> language, model, errors."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

PACKAGE = Path(__file__).resolve().parents[1] / "src" / "i18nflow"

FOUNDATION = {"model", "errors"}
STAGES = {
    "language", "ingest", "segment", "markup", "glossary", "memory", "translate", "review", "check",
    "catalog", "interchange", "publish", "reviewqueue", "people", "audit", "names", "phrase", "spreadsheet",
}  # fmt: skip
EDGES = {"store", "engines", "wordpress", "files", "locks", "resources", "config", "secret"}
TOPS = {"cli", "webapp"}

# layer of a module -> what it may import from the package
ALLOWED = {
    "foundation": FOUNDATION,
    "stage": FOUNDATION | STAGES,
    "edge": FOUNDATION | STAGES | EDGES,
    "workflow": FOUNDATION | STAGES | EDGES | {"workflow"},
    "top": FOUNDATION | STAGES | EDGES | {"workflow"} | TOPS,
}

# Libraries with one named place each.
PLACES = {
    "flask": {"webapp"},
    "flask_wtf": {"webapp"},
    "click": {"cli"},
    "msgspec": {"webapp", "publish"},
    "rich": {"cli"},
    "sqlite_utils": {"store"},
    "sqlite3": {"store"},
    "deep_translator": {"engines"},
    "polib": {"catalog"},
    "argon2": {"people"},
    "requests": {"engines", "ingest", "wordpress"},
}

# Edges that live beside their stage, because they are the stage's only door to files or the network.
EDGE_MODULES = {
    "ingest.address",
    "publish.build",
    "publish.writer",
    "publish.site",
    "publish.theme",
    "catalog.runtime",
    "catalog.own",
}
IMPURE = {
    "socket",
    "subprocess",
    "sqlite3",
    "requests",
    "flask",
    "click",
    "tempfile",
    "shutil",
    "http",
    "urllib.request",
}


def modules() -> list[Path]:
    return sorted(PACKAGE.rglob("*.py"))


def name_of(path: Path) -> str:
    parts = path.relative_to(PACKAGE).with_suffix("").parts
    return ".".join(part for part in parts if part != "__init__")


def layer(name: str) -> str:
    top = name.partition(".")[0]
    if top in FOUNDATION or not top:
        return "foundation"
    if top in STAGES:
        return "stage"
    if top in EDGES:
        return "edge"
    if top == "workflow":
        return "workflow"
    return "top"


def imports(path: Path) -> list[str]:
    found = []
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            found += [alias.name for alias in node.names]
        elif isinstance(node, ast.ImportFrom) and node.module:
            assert node.level == 0, f"{path}: import absolutely"
            found += [node.module]
            if node.module == "i18nflow":
                found += [f"i18nflow.{alias.name}" for alias in node.names]
    return found


@pytest.mark.parametrize("path", modules(), ids=name_of)
def test_imports_point_one_way(path: Path) -> None:
    """A module imports only from its own layer and the ones below it."""
    name = name_of(path)
    allowed = ALLOWED["edge" if name in EDGE_MODULES else layer(name)]
    for imported in imports(path):
        if imported.startswith("i18nflow."):
            top = imported.split(".")[1]
            if top.startswith("__"):
                continue
            assert top in allowed, f"{name} imports {imported}"


@pytest.mark.parametrize("path", modules(), ids=name_of)
def test_each_library_has_its_place(path: Path) -> None:
    """flask, click, sqlite_utils, deep_translator and polib are each known in one place only."""
    name = name_of(path)
    for imported in imports(path):
        places = PLACES.get(imported.partition(".")[0])
        assert places is None or name.partition(".")[0] in places, f"{name} imports {imported}"


@pytest.mark.parametrize("path", [p for p in modules() if layer(name_of(p)) == "stage"], ids=name_of)
def test_stages_do_no_input_or_output(path: Path) -> None:
    """A stage takes values and gives values: no socket, process, database or framework."""
    name = name_of(path)
    if name in EDGE_MODULES:
        return
    for imported in imports(path):
        assert imported not in IMPURE and imported.partition(".")[0] not in IMPURE, (
            f"{name} imports {imported}"
        )


# Functions with an actor that are no verbs of their own, and why.
NO_VERBS = {
    "workflow.rights.require": "it is the rule itself",
    "workflow.audit.record": "it writes down what a verb did",
    "workflow.audit.may_read": "it is a rule",
    "workflow.incoming.may_send": "it is a rule",
    "workflow.people.may_see": "it is a rule",
    "workflow.desk.people.people": "it reads",
    "workflow.desk.bulk.approve": "it asks reviewing.approve_many and lists what is refused",
    "workflow.desk.bulk.reject": "it asks reviewing.reject_many and lists what is refused",
    "workflow.preferences.layout": "it reads",
    "workflow.preferences.keys": "it reads",
    "workflow.repeating.once": "it wraps verbs",
    "workflow.demonstration.run": "it makes the workspace and calls verbs",
    "workflow.glossary_files.merge": "a file that need not be in a workspace; the caller asks",
    "workflow.importing.saving.revise": "the verbs of importing store with it",
}


@pytest.mark.parametrize("path", [p for p in modules() if layer(name_of(p)) == "workflow"], ids=name_of)
def test_every_verb_declares_its_right(path: Path) -> None:
    """A public function of workflow that takes an actor says with @needs(Role.X, "do what") who may call it."""
    for node in ast.parse(path.read_text(encoding="utf-8")).body:
        if not isinstance(node, ast.FunctionDef) or node.name.startswith("_"):
            continue
        name = f"{name_of(path)}.{node.name}"
        if "actor" not in [one.arg for one in (*node.args.args, *node.args.kwonlyargs)] or name in NO_VERBS:
            continue
        declared = [
            d
            for d in node.decorator_list
            if isinstance(d, ast.Call) and ast.unparse(d.func).endswith("needs")
        ]
        assert declared, f"{name}: put @needs(Role.X, 'do what') on it (workflow/rights.py)"


@pytest.mark.parametrize("path", modules(), ids=name_of)
def test_imports_stand_at_the_top(path: Path) -> None:
    """No import hides a cycle inside a function. (Optional and slow engine libraries are the stated exception.)"""
    if name_of(path).startswith("engines"):
        return
    tree = ast.parse(path.read_text(encoding="utf-8"))
    for node in ast.walk(tree):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            inner = [n for n in ast.walk(node) if isinstance(n, ast.Import | ast.ImportFrom)]
            assert not inner, f"{name_of(path)}.{node.name} imports inside"
