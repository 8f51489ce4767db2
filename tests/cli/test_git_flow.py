"""The how-to on catalogs in git, walked with a real git: export as a commit, a branch, its merge, the import."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner

from i18nflow.cli import cli
from i18nflow.workflow import importing, reviewing
from i18nflow.workflow.reviewing import Move
from i18nflow.workflow.workspace import Workspace, local_actor

pytestmark = pytest.mark.skipif(shutil.which("git") is None, reason="git is not installed")
HOW_TO = Path(__file__).resolve().parents[2] / "docs" / "how-to" / "git-flow.md"
LANG = "en-GB"
ANNA = local_actor("Anna")
TEXT = "Osta\n\nOsta ir vaļā. Gaidīsim viesus! Nāciet visi.\n"


class Repository:
    """The workspace's folder as a repository."""

    def __init__(self, ws: Workspace) -> None:
        self.ws = ws
        self.catalog = ws.root / "locales" / "en" / "LC_MESSAGES" / "osta.po"
        self.git("init", "-q", "-b", "main")
        for name, value in {
            "user.name": "Ilze",
            "user.email": "ilze@example.org",
            "merge.i18nflow.driver": f"'{sys.executable}' -m i18nflow catalog merge %O %A %B",
        }.items():
            self.git("config", name, value)
        (ws.root / ".gitignore").write_text(
            "i18nflow.db*\n.memory/\n.incoming/\n.webhooks.key\nsite/\n*.mo\n"
        )
        (ws.root / ".gitattributes").write_text("*.po merge=i18nflow\n")

    def git(self, *words: str, status: int = 0) -> str:
        done = subprocess.run(
            ["git", *words],
            cwd=self.ws.root,
            capture_output=True,
            text=True,
            encoding="utf-8",
            check=False,
            env={
                "PATH": "/usr/bin:/bin",
                "HOME": str(self.ws.root.parent),
                "GIT_CONFIG_NOSYSTEM": "1",
                "LC_ALL": "C.UTF-8",
            },
        )
        assert done.returncode == status, done.stdout + done.stderr
        return done.stdout

    def i18nflow(self, *words: str, status: int = 0) -> str:
        done = CliRunner().invoke(cli, ["-w", str(self.ws.root), *words], standalone_mode=False)
        assert done.exception is None, done.exception
        assert (done.return_value or 0) == status, done.output
        return done.output

    def commit(self, message: str) -> None:
        self.git("add", "-A")
        self.git("commit", "-q", "-m", message)

    def translate(self, source: str, text: str) -> None:
        """As in an editor: the text typed, the fuzzy mark taken off."""
        old = self.catalog.read_text("utf-8")
        new = re.sub(
            rf'(#, fuzzy\n)?msgid "{re.escape(source)}"\nmsgstr "[^"]*"',
            f'msgid "{source}"\nmsgstr "{text}"',
            old,
        )
        assert new != old
        self.catalog.write_text(new, "utf-8")

    def approve(self, source: str, text: str) -> None:
        row = next(r for r in self.ws.store.targets.rows("osta", LANG) if r.segment.text == source)
        move = Move(row.segment.key, row.target.version)
        reviewing.confirm(self.ws, move, LANG, text, ANNA)

    def texts(self) -> dict[str, tuple[str, str]]:
        rows = self.ws.store.targets.rows("osta", LANG)
        return {row.segment.text: (row.target.text, str(row.target.state)) for row in rows}


@pytest.fixture
def repository(workspace: Workspace) -> Repository:
    importing.save(workspace, importing.preview(workspace, TEXT.encode(), "osta.txt"), ANNA)
    made = Repository(workspace)
    made.i18nflow("export", "po")
    made.commit("Catalogs")
    return made


def changed(diff: str) -> list[str]:
    """The beginnings of a diff's lines, without headings and the revision date (which may be of the same minute)."""
    lines = (line for line in diff.splitlines() if re.match(r"[-+](?![-+])", line) and "PO-Rev" not in line)
    return [line[:13] for line in lines]


def test_after_one_approval_the_diff_is_that_entry(repository: Repository) -> None:
    """The entry and the revision date, the translator where it is another one; and no diff where nothing happened."""
    repository.i18nflow("export", "po")
    assert repository.git("status", "--porcelain") == ""
    repository.approve("Osta ir vaļā.", "The port is open.")
    repository.i18nflow("export", "po")
    entry = ["-# i18nflow: ", "-#. state: un", "+# i18nflow: ", "+#. state: ap", '-msgstr ""', '+msgstr "']
    text = changed(repository.git("diff", "-U0"))
    entry_and_person = ['-"Last-Transl', '+"Last-Transl', *entry]
    assert [line[: len(want)] for line, want in zip(text, entry_and_person, strict=True)] == entry_and_person
    repository.commit("One")
    repository.approve("Nāciet visi.", "Everybody come.")
    repository.i18nflow("export", "po")
    text = changed(repository.git("diff", "-U0"))
    assert [line[: len(want)] for line, want in zip(text, entry, strict=True)] == entry


def test_an_old_export_comes_back_from_an_editor(repository: Repository, tmp_path: Path) -> None:
    """Exported thrice meanwhile: what was decided here stays, what was typed there comes in, both is a question."""
    theirs = tmp_path / "osta.po"
    theirs.write_bytes(repository.catalog.read_bytes())
    repository.approve("Osta ir vaļā.", "The port is open.")
    repository.i18nflow("export", "po")
    repository.approve("Nāciet visi.", "Everybody come.")
    repository.i18nflow("export", "po")
    text = re.sub(
        "PO-Revision-Date: .*?\\+0000", "PO-Revision-Date: 2030-01-01 10:00+0200", theirs.read_text("utf-8")
    )
    text = text.replace('msgid "Gaidīsim viesus!"\nmsgstr ""', 'msgid "Gaidīsim viesus!"\nmsgstr "Welcome!"')
    text = text.replace('msgid "Nāciet visi."\nmsgstr ""', 'msgid "Nāciet visi."\nmsgstr "All come."')
    theirs.write_text(text, "utf-8")
    said = repository.i18nflow("catalog", "import", str(theirs), status=3)
    assert "1 taken" in said
    texts = repository.texts()
    assert [texts[name][0] for name in ("Osta ir vaļā.", "Gaidīsim viesus!", "Nāciet visi.")] == [
        "The port is open.", "Welcome!", "Everybody come.",
    ]  # fmt: skip


def test_a_file_of_an_earlier_version_still_names_its_export(repository: Repository, tmp_path: Path) -> None:
    """Its header has the id of the one export, and its entries no marks."""
    number = next(iter(repository.ws.store.exports.of_edition("osta", LANG, "po"))).id
    old = tmp_path / "osta.po"
    text = re.sub("# i18nflow: .*\n", "", repository.catalog.read_text("utf-8"))
    text = re.sub(r"(X-I18nflow-Export: )\w+", rf"\g<1>{number}", text)
    old.write_text(
        text.replace('msgid "Nāciet visi."\nmsgstr ""', 'msgid "Nāciet visi."\nmsgstr "All come."'), "utf-8"
    )
    repository.approve("Osta ir vaļā.", "The port is open.")
    repository.i18nflow("export", "po")
    assert "1 taken" in repository.i18nflow("catalog", "import", str(old))
    assert repository.texts()["Osta ir vaļā."] == ("The port is open.", "approved")


def test_a_branch_comes_back_while_the_newsroom_goes_on(repository: Repository) -> None:
    """Both work from the same export; git merges by entries, the import takes theirs and keeps ours."""
    repository.git("switch", "-q", "-c", "english")
    repository.translate("Gaidīsim viesus!", "We look forward to visitors!")
    repository.commit("Translate")
    repository.git("switch", "-q", "main")
    repository.approve("Osta ir vaļā.", "The port is open.")
    repository.i18nflow("export", "po")
    repository.commit("Approve")
    repository.git("merge", "-q", "-m", "Merge english", "english")
    repository.i18nflow("catalog", "import", str(repository.catalog))
    assert repository.texts() == {
        "Osta": ("", "untranslated"),
        "Osta ir vaļā.": ("The port is open.", "approved"),
        "Gaidīsim viesus!": ("We look forward to visitors!", "translated"),
        "Nāciet visi.": ("", "untranslated"),
    }
    repository.i18nflow("export", "po")
    assert "state: translated" in repository.git("diff")
    repository.commit("Catalogs after import")
    assert "0 taken" in repository.i18nflow("catalog", "import", str(repository.catalog))


def test_two_translations_of_one_entry_stop_the_merge(repository: Repository) -> None:
    """Left undecided nothing of it is imported; decided in the file, it comes in."""
    repository.git("switch", "-q", "-c", "english")
    repository.translate("Osta ir vaļā.", "The harbour is open.")
    repository.commit("Translate")
    repository.git("switch", "-q", "main")
    repository.approve("Osta ir vaļā.", "The port is open.")
    repository.i18nflow("export", "po")
    repository.commit("Approve")
    repository.git("merge", "-m", "Merge english", "english", status=1)
    text = repository.catalog.read_text("utf-8")
    assert "#-#-#-#-#  theirs" in text and "<<<<" not in text
    repository.i18nflow("catalog", "import", str(repository.catalog), status=3)
    assert repository.texts()["Osta ir vaļā."] == ("The port is open.", "approved")
    decided = re.sub(
        r'#, fuzzy\nmsgid "Osta ir vaļā."\nmsgstr ""\n("[^\n]*\n)+',
        'msgid "Osta ir vaļā."\nmsgstr "The harbour is open."\n',
        text,
    )
    repository.catalog.write_text(decided, "utf-8")
    repository.commit("Merge english")
    repository.i18nflow("catalog", "import", str(repository.catalog))
    assert repository.texts()["Osta ir vaļā."] == ("The harbour is open.", "translated")


def test_an_export_never_overwrites_what_was_not_taken_in(repository: Repository) -> None:
    """Edited and not imported: refused. Imported: written over, for everything in it is here."""
    repository.translate("Nāciet visi.", "Come, all.")
    repository.i18nflow("export", "po", status=1)
    assert "Come, all." in repository.catalog.read_text("utf-8")
    repository.i18nflow("catalog", "import", str(repository.catalog))
    repository.i18nflow("export", "po")
    assert "state: translated" in repository.catalog.read_text("utf-8")


def test_what_both_changed_keeps_the_file_until_somebody_decides(repository: Repository) -> None:
    """Status 3, and the export still refuses; with --take both the file wins and may be written over."""
    repository.translate("Nāciet visi.", "Come, all.")
    repository.approve("Nāciet visi.", "Everybody come.")
    repository.i18nflow("catalog", "import", str(repository.catalog), status=3)
    repository.i18nflow("export", "po", status=1)
    repository.i18nflow("catalog", "import", "--take", "both", str(repository.catalog))
    repository.i18nflow("export", "po")
    assert repository.texts()["Nāciet visi."] == ("Come, all.", "translated")


def test_several_files_at_once(repository: Repository, tmp_path: Path) -> None:
    """One that cannot be read does not stop the others; the status says so."""
    broken = tmp_path / "broken.po"
    broken.write_text('msgid "x\n', "utf-8")
    repository.translate("Nāciet visi.", "Come, all.")
    said = repository.i18nflow("catalog", "import", "--json", str(broken), str(repository.catalog), status=3)
    assert '"applied": 1' in said


def test_the_how_to_says_what_is_walked_here() -> None:
    """The settings in the document are the ones of this test."""
    text = HOW_TO.read_text("utf-8")
    assert "*.po merge=i18nflow" in text and "i18nflow catalog merge %O %A %B" in text
    assert r"i18nflow.db*\n.memory/\n.incoming/\n.webhooks.key\nsite/\n*.mo\n" in text
