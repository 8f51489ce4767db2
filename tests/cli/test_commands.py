"""The command line as scripts use it: every workspace command once, exit statuses, JSON, errors as one sentence."""

from __future__ import annotations

import contextlib
import json
import shutil
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

import pytest
from click.testing import CliRunner

from i18nflow import config
from i18nflow.cli import main
from tests.workflow.texts import CHANGED, FIRST


@dataclass(frozen=True)
class Done:
    """What a command said."""

    stdout: str
    stderr: str


class Shell:
    """Runs the program in a workspace as a shell would, but in this process: that is where most of the time would go."""

    def __init__(self, root: Path) -> None:
        self.root = root

    def __call__(self, *words: str, status: int = 0, stdin: str = "") -> Done:
        with contextlib.chdir(self.root), CliRunner().isolation(input=stdin) as (out, err, _):
            with pytest.raises(SystemExit) as left:
                main(list(words))
            done = Done(out.getvalue().decode(), err.getvalue().decode())
        assert (left.value.code or 0) == status, f"{words}: {left.value.code}\n{done.stdout}\n{done.stderr}"
        return done

    def json(self, *words: str, status: int = 0) -> object:
        return json.loads(self(*words, "--json", status=status).stdout)


@pytest.fixture(scope="session")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A workspace with one article, made by the program as a process of its own."""
    root = tmp_path_factory.mktemp("made")
    (root / "zinas.txt").write_text(FIRST, encoding="utf-8")
    for words in (
        ["init", ".", "--base-url", "https://news.example.org", "--name", "Ziņas"],
        ["import", "zinas.txt"],
    ):
        subprocess.run([sys.executable, "-m", "i18nflow", *words], cwd=root, check=True, timeout=120)
    return root


@pytest.fixture
def shell(made: Path, tmp_path: Path) -> Shell:
    """A new workspace with one article: a copy of the one that was made."""
    shutil.copytree(made, tmp_path, dirs_exist_ok=True)
    return Shell(tmp_path)


def test_status_lists_the_article(shell: Shell) -> None:
    """Segments by state, as a table and as JSON."""
    (one,) = shell.json("status")  # type: ignore[misc]
    assert (one["article"], one["segments"]["untranslated"], one["ready"]) == ("zinas", 7, False)
    assert "zinas" in shell("status").stdout


def test_the_workspace_is_found_from_below_and_by_name(shell: Shell, tmp_path: Path) -> None:
    """From a folder inside, with -w, and not from elsewhere."""
    below = Shell(tmp_path / "articles")
    assert "zinas" in below("status").stdout
    outside = Shell(Path("/"))
    assert "zinas" in outside("-w", str(tmp_path), "status").stdout
    assert "init" in outside("status", status=1).stderr


def test_init_refuses_a_second_time(shell: Shell) -> None:
    """What is there is not touched."""
    assert "already" in shell("init", ".", status=1).stderr


def test_a_file_imported_again(shell: Shell, tmp_path: Path) -> None:
    """Unchanged, then revised."""
    assert "unchanged" in shell("import", "zinas.txt").stdout
    (tmp_path / "zinas.txt").write_text(CHANGED, encoding="utf-8")
    (done,) = shell.json("import", "zinas.txt")  # type: ignore[misc]
    assert (done["status"], done["revision"]) == ("revised", 2)


def test_one_bad_file_among_good_ones(shell: Shell, tmp_path: Path) -> None:
    """The good ones are imported, the bad one is named, the status says 'in part'."""
    (tmp_path / "tukss.txt").write_bytes(b"")
    (tmp_path / "cits.txt").write_text("Cits raksts\n\nPavisam cits teksts.\n", encoding="utf-8")
    assert "tukss.txt" in shell("import", "tukss.txt", "cits.txt", status=3).stderr
    assert "tukss.txt" in shell("import", "tukss.txt", status=1).stderr
    assert shell("import", "nav.txt", status=1).stderr.startswith("Error: nav.txt")


def test_export_edit_import(shell: Shell, tmp_path: Path) -> None:
    """A catalog edited outside comes back; export refuses to overwrite it before."""
    shell("export", "po")
    path = tmp_path / "locales" / "en" / "LC_MESSAGES" / "zinas.po"
    text = path.read_text(encoding="utf-8")
    edited = text.replace(
        'msgid "Klastera ziņas"\nmsgstr ""', 'msgid "Klastera ziņas"\nmsgstr "Cluster news"'
    )
    assert edited != text
    path.write_text(edited, encoding="utf-8")
    assert "Import it first" in shell("export", "po", status=1).stderr
    dry = shell.json("catalog", "import", str(path), "--dry-run")
    assert dry["counts"]["new"] == 1 and dry["applied"] == 0  # type: ignore[index,call-overload]
    done = shell.json("catalog", "import", str(path), "--as", "approved")
    assert done["applied"] == 1  # type: ignore[index,call-overload]
    shell("export", "po", "--force")
    shell("export", "mo")
    assert path.with_suffix(".mo").exists()


def test_a_catalog_of_another_article_is_refused(shell: Shell, tmp_path: Path) -> None:
    """One sentence, and the workspace is as it was."""
    foreign = tmp_path / "foreign.po"
    foreign.write_text(
        'msgid ""\nmsgstr ""\n"Content-Type: text/plain; charset=UTF-8\\n"\n"X-I18nflow-Article: cits\\n"\n',
        encoding="utf-8",
    )
    assert "cits" in shell("catalog", "import", str(foreign), status=1).stderr


def test_publishing_is_held_back_and_says_why(shell: Shell) -> None:
    """Untranslated segments block; each is named; the status says 'in part'."""
    done = shell("publish", "zinas", status=3)
    assert "untranslated" in done.stderr
    assert "segment 1" in done.stderr


def test_check_of_the_workspace(shell: Shell, tmp_path: Path) -> None:
    """Findings are listed with their segment; --fail-on gives status 3."""
    shell("export", "jsonl")
    path = next((tmp_path / "locales").rglob("zinas.jsonl"))
    lines = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
    wrong = [
        line | {"target": "It brings together 210 companies."}
        for line in lines
        if "120" in line.get("source", "")
    ]
    path.write_text(
        "\n".join(json.dumps(line, ensure_ascii=False) for line in wrong) + "\n", encoding="utf-8"
    )
    shell("catalog", "import", str(path), "--article", "zinas")
    found = shell.json("check")
    assert [one["code"] for one in found] == ["number-differs"]  # type: ignore[union-attr,attr-defined]
    shell("check", "--fail-on", "error", status=3)


def test_segments_are_split_and_merged(shell: Shell) -> None:
    """By key; the answer names what came and went."""
    (exported,) = (line for line in shell.json("export", "po") if line["article"] == "zinas")  # type: ignore[union-attr,attr-defined]
    assert exported["written"]
    from i18nflow.workflow import workspace as workspaces

    with workspaces.open_at(shell.root) as ws:
        key = ws.store.articles.segments("zinas")[1].key
    assert "new segment" in shell("segment", "split", key, "--before", "sākās").stdout
    assert "is part of" in shell("segment", "merge", key).stdout
    shell("segment", "split", key, status=2)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("source = 3\n", "source"),
        ("targets = []\n", "targets"),
        ('targets = ["xx-YY-zz!"]\n', "targets"),
        ("nonsense = true\n", "nonsense"),
        ('timezone = "Europe/Nowhere"\n', "timezone"),
        ("[review]\nsteps = 9\n", "review.steps"),
        ('[site]\nbase_url = "news"\n', "base_url"),
        ("not toml", "TOML"),
    ],
)
def test_wrong_settings_are_named(shell: Shell, text: str, said: str) -> None:
    """The message names the setting."""
    (shell.root / config.FILE_NAME).write_text(text, encoding="utf-8")
    assert said in shell("status", status=1).stderr


def test_serve_refuses_an_address_that_others_reach(shell: Shell) -> None:
    """Without accounts only this machine is served."""
    assert "accounts" in shell("serve", "--host", "0.0.0.0", status=1).stderr


def test_a_second_target_language_is_one_line(shell: Shell) -> None:
    """German added to the settings appears in status, catalogs and checks without more."""
    settings = shell.root / config.FILE_NAME
    settings.write_text(
        settings.read_text(encoding="utf-8").replace('["en-GB"]', '["en-GB", "de"]'), encoding="utf-8"
    )
    assert [one["lang"] for one in shell.json("status")] == ["en-GB", "de"]  # type: ignore[union-attr,attr-defined]
    shell("export", "po", "--to", "de")
    assert (shell.root / "locales" / "de" / "LC_MESSAGES" / "zinas.po").exists()
