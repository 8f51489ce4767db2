"""Local models: from a published archive to translations, with a model that is tiny and real."""

from __future__ import annotations

import hashlib
import pickle
import stat
import threading
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from zipfile import ZipFile, ZipInfo

import pytest
from click.testing import CliRunner

from i18nflow import engines
from i18nflow.cli import cli
from i18nflow.engines.opus import archive, install, remote, shelf
from i18nflow.engines.opus.shelf import Offer
from i18nflow.errors import EngineUnavailable, InputError
from i18nflow.model import LanguagePair
from i18nflow.translate import Status
from tests.engines import tinymodel

NAME = "opus-mt-lv-en"
PAIR = LanguagePair("lv", "en-GB")
SAMPLE = "Labdien pasaule"


@pytest.fixture(scope="module")
def packed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The archive, made once."""
    return tinymodel.archive(tmp_path_factory.mktemp("packed") / "tiny.zip")


@pytest.fixture(autouse=True)
def models(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder of models of the test's own."""
    monkeypatch.setenv("I18NFLOW_MODELS", str(tmp_path / "models"))
    monkeypatch.setitem(shelf.OFFERS, NAME, Offer(NAME, "http://127.0.0.1:9/tiny.zip", SAMPLE))
    return tmp_path / "models"


def test_an_archive_becomes_an_engine(packed: Path, models: Path) -> None:
    """Unpacked, converted, tried, there; it translates, and says what it is."""
    assert engines.get("opus").check().missing.startswith("no model")
    done = install.install(NAME, packed, "a file")
    engine = engines.get("opus")
    assert engine.check().available
    assert engine.info.version == f"{NAME}@{done.version}"
    assert (engine.info.offsite, engine.info.licence) == (False, "CC-BY-4.0 / Apache-2.0")
    found = engine.translate(["šodien Rīgā sākās konference", "Labdien pasaule", "", "Ķīna Rīgā"], PAIR)
    assert [one.text for one in found] == ["today Riga began conference", "Hello world", "", "Ķīna Riga"]
    assert [path.name for path in models.iterdir()] == [NAME]
    assert (models / NAME / "LICENSE").read_text(encoding="utf-8") == tinymodel.CC_BY


def test_one_model_serves_sixteen_threads(packed: Path) -> None:
    """No swap between texts, and the engine travels to another process."""
    install.install(NAME, packed, "a file")
    engine = pickle.loads(pickle.dumps(engines.get("opus")))
    words = list(tinymodel.DICTIONARY.items())
    texts = [
        " ".join(words[(number + step) % 6][0] for step in range(number % 5 + 1)) for number in range(160)
    ]
    right = [
        " ".join(words[(number + step) % 6][1] for step in range(number % 5 + 1)) for number in range(160)
    ]
    with ThreadPoolExecutor(16) as pool:
        found = list(pool.map(lambda text: engine.translate([text], PAIR)[0].text, texts))
    assert found == right


def test_what_a_model_cannot_do_is_said(packed: Path) -> None:
    """Another pair, and a text beyond what it was made for: the library would cut it off silently."""
    install.install(NAME, packed, "a file")
    engine = engines.get("opus")
    (other,) = engine.translate(["Rīgā"], LanguagePair("de", "en"))
    (long,) = engine.translate(["Rīgā " * 501], PAIR)
    assert (other.status, long.status) == (Status.UNSUPPORTED_PAIR, Status.TOO_LONG)


def test_the_end_mark_is_given_where_the_model_wants_it(packed: Path, models: Path) -> None:
    """A converter may leave the end mark to the caller: without it the output loops."""
    install.install(NAME, packed, "a file")
    config = models / NAME / "config.json"
    config.write_text(config.read_text(encoding="utf-8").replace("true", "false"), encoding="utf-8")
    assert engines.get("opus").translate([SAMPLE], PAIR)[0].text == "Hello world"


def test_installing_anew_replaces_the_model(packed: Path, models: Path, tmp_path: Path) -> None:
    """One model of a name, no rests."""
    install.install(NAME, packed, "first")
    install.install(NAME, packed, "second")
    assert [one.origin for one in shelf.installed()] == ["second"]
    assert [path.name for path in models.iterdir()] == [NAME]


@pytest.mark.parametrize(
    ("name", "data", "said"),
    [
        ("../evil.yml", b"x", "leads elsewhere"),
        ("/etc/evil.yml", b"x", "leads elsewhere"),
        ("C:\\evil.yml", b"x", "leads elsewhere"),
        ("deeper/decoder.yml", b"x", "twice"),
    ],
)
def test_an_unsafe_archive_is_refused(
    packed: Path, models: Path, tmp_path: Path, name: str, data: bytes, said: str
) -> None:
    """Nothing is written outside, and nothing is left behind."""
    bad = tmp_path / "bad.zip"
    bad.write_bytes(packed.read_bytes())
    with ZipFile(bad, "a") as made:
        made.writestr(name, data)
    with pytest.raises(InputError, match=said):
        install.install(NAME, bad, "a file")
    assert list(models.iterdir()) == []


def test_a_link_in_an_archive_is_refused(packed: Path, tmp_path: Path) -> None:
    """It could lead anywhere."""
    bad = tmp_path / "bad.zip"
    bad.write_bytes(packed.read_bytes())
    link = ZipInfo("more.yml")
    link.external_attr = (stat.S_IFLNK | 0o777) << 16
    with ZipFile(bad, "a") as made:
        made.writestr(link, "/etc/passwd")
    with pytest.raises(InputError, match="link"):
        install.install(NAME, bad, "a file")


def changed(packed: Path, path: Path, name: str, data: bytes | None) -> Path:
    """The archive with one file changed or left out."""
    with ZipFile(packed) as source, ZipFile(path, "w") as target:
        for info in source.infolist():
            if info.filename != name:
                target.writestr(info, source.read(info))
            elif data is not None:
                target.writestr(name, data)
    return path


@pytest.mark.parametrize(
    ("name", "data", "said"),
    [
        ("source.spm", None, "not an OPUS-MT model"),
        ("tiny.npz", None, "not an OPUS-MT model"),
        ("decoder.yml", b"models: [../../secret.npz]\nvocabs: [tiny.vocab.yml]", "not in the archive"),
        ("decoder.yml", b"{", "decoder.yml"),
        ("decoder.yml", b"models: 7", "decoder.yml"),
        ("tiny.npz", b"no weights", "cannot be converted"),
        ("tiny.vocab.yml", b'"a": 0\n', "cannot be converted|no usable"),
    ],
)
def test_a_broken_model_never_appears(
    packed: Path, models: Path, tmp_path: Path, name: str, data: bytes | None, said: str
) -> None:
    """It is said what is wrong; the folder is as it was."""
    with pytest.raises(InputError, match=said):
        install.install(NAME, changed(packed, tmp_path / "bad.zip", name, data), "a file")
    assert list(models.iterdir()) == []


def test_a_model_that_does_not_translate_is_not_installed(packed: Path, models: Path) -> None:
    """The trial sentence decides."""
    with pytest.raises(InputError, match="no usable translation"):
        install.install(NAME, packed, "a file", sample="Labdien " * 600)
    assert shelf.installed() == ()


def test_a_damaged_archive_is_refused(packed: Path, tmp_path: Path) -> None:
    """Cut short, or a byte changed."""
    cut, flipped = tmp_path / "cut.zip", tmp_path / "flipped.zip"
    data = bytearray(packed.read_bytes())
    cut.write_bytes(data[: len(data) // 2])
    data[len(data) // 3] ^= 0xFF
    flipped.write_bytes(data)
    for path in (cut, flipped):
        with pytest.raises(InputError):
            install.look(NAME, path)


@pytest.mark.parametrize(
    ("licence", "readme", "name"),
    [
        (tinymodel.CC_BY, "# no label", "CC-BY-4.0"),
        (
            "Apache License\nVersion 2.0, January 2004\n",
            "license: CC-BY 4.0 (creativecommons.org/licenses/by/4.0)",
            "Apache-2.0 / CC-BY-4.0",
        ),
        ("Do what you like", "", "see its text"),
    ],
)
def test_the_archive_says_its_licence_itself(tmp_path: Path, licence: str, readme: str, name: str) -> None:
    """Its licence file and its read-me, both shown where they differ."""
    path = tinymodel.archive(tmp_path / "m.zip", licence=licence, readme=readme)
    with archive.opened(path) as found:
        assert archive.licence(found).name == name


def test_names_of_models(models: Path) -> None:
    """A name is two languages; anything else, and what is not offered, is refused with a way out."""
    assert shelf.pair_of("opus-mt-de-en") == ("de", "en")
    for name in ("opus-mt-lv", "opus-mt-../x-en", "other-mt-lv-en", "opus-mt-LV-en"):
        with pytest.raises(InputError):
            shelf.pair_of(name)
    with pytest.raises(InputError, match="--from"):
        install.look("opus-mt-de-en")


class Store:
    """A server of archives: knows ranges, may break off after some bytes, may refuse ranges."""

    def __init__(self, data: bytes) -> None:
        self.data, self.break_after, self.ranges = data, 0, True
        self.etag = f'"{hashlib.md5(data, usedforsecurity=False).hexdigest()}"'
        self.sent: list[tuple[int, int]] = []
        store = self

        class Handler(BaseHTTPRequestHandler):
            def log_message(self, *_: object) -> None:
                """Quiet."""

            def do_HEAD(self) -> None:
                self._head(200, len(store.data))

            def do_GET(self) -> None:
                start, end = 0, len(store.data)
                asked = self.headers.get("Range") if store.ranges else None
                if asked and self.headers.get("If-Range", store.etag) == store.etag:
                    first, _, last = asked.removeprefix("bytes=").partition("-")
                    start, end = int(first), int(last) + 1 if last else end
                    self._head(206, end - start)
                else:
                    self._head(200, end)
                if store.break_after:
                    end, store.break_after = min(end, start + store.break_after), 0
                    self.close_connection = True
                store.sent.append((start, end))
                self.wfile.write(store.data[start:end])

            def _head(self, status: int, length: int) -> None:
                self.send_response(status)
                self.send_header("Content-Length", str(length))
                self.send_header("ETag", store.etag)
                if store.ranges:
                    self.send_header("Accept-Ranges", "bytes")
                self.end_headers()

        self.httpd = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.url = f"http://127.0.0.1:{self.httpd.server_address[1]}/tiny.zip"
        threading.Thread(target=self.httpd.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True).start()


@pytest.fixture
def store(packed: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Store]:
    """The archive at an address."""
    made = Store(packed.read_bytes())
    monkeypatch.setitem(shelf.OFFERS, NAME, Offer(NAME, made.url, SAMPLE))
    yield made
    made.httpd.shutdown()
    made.httpd.server_close()


def test_the_licence_is_read_without_fetching_the_archive(store: Store) -> None:
    """Only parts are asked for; the licence and the size are known before anybody says yes."""
    store.data = store.data + b""
    seen = install.look(NAME)
    assert seen.licence is not None
    assert (seen.licence.name, seen.size) == ("CC-BY-4.0 / Apache-2.0", len(store.data))


def test_a_broken_fetch_goes_on_where_it_stopped(store: Store, models: Path) -> None:
    """The second attempt asks for the rest only, and what it makes is whole."""
    store.break_after = 100_000
    seen = install.look(NAME)
    store.sent.clear()
    store.break_after = 100_000
    with pytest.raises(EngineUnavailable, match="Run it again"):
        install.fetch(NAME, seen, lambda done, total: None)
    path = install.fetch(NAME, seen, lambda done, total: None)
    assert path.read_bytes() == store.data
    assert store.sent[-1][0] == store.sent[0][1] == 100_000
    assert sorted(one.name for one in models.iterdir()) == [f".{NAME}.zip"]


def test_a_changed_archive_is_fetched_from_the_start(store: Store) -> None:
    """A rest of another file is never joined on."""
    seen = install.look(NAME)
    store.break_after = 100_000
    with pytest.raises(EngineUnavailable):
        install.fetch(NAME, seen, lambda done, total: None)
    store.etag = '"another"'
    again = install.look(NAME)
    store.sent.clear()
    assert install.fetch(NAME, again, lambda done, total: None).read_bytes() == store.data
    assert store.sent == [(0, len(store.data))]


def test_a_wrong_archive_is_not_kept(store: Store, models: Path) -> None:
    """What arrived must be what the server's mark says."""
    seen = install.look(NAME)
    store.data = bytes(len(store.data))
    with pytest.raises(EngineUnavailable, match="not what the server has"):
        install.fetch(NAME, seen, lambda done, total: None)
    assert not any(path.suffix in (".zip", ".partial") for path in models.iterdir())


def test_an_address_out_of_reach_is_said() -> None:
    """One sentence."""
    with pytest.raises(EngineUnavailable, match="cannot be reached"):
        remote.look("http://127.0.0.1:9/tiny.zip")


def test_the_command_shows_asks_and_installs(store: Store) -> None:
    """Address, size and licence stand before the question; no means no."""
    runner = CliRunner()
    refused = runner.invoke(cli, ["engines", "install", NAME], input="n\n")
    assert refused.exit_code == 1
    assert shelf.installed() == ()
    for said in (store.url, "0.3 MB", "LICENSE says CC-BY-4.0", "README.md says Apache-2.0"):
        assert said in refused.stderr
    done = runner.invoke(cli, ["engines", "install", NAME], input="y\n", standalone_mode=False)
    assert done.return_value == 0, done.stderr
    assert [one.origin for one in shelf.installed()] == [store.url]
    tried = runner.invoke(cli, ["engines", "test", "opus", "--text", SAMPLE], standalone_mode=False)
    assert tried.stdout == "Hello world\n"


def test_a_server_without_parts_shows_the_licence_afterwards(store: Store) -> None:
    """The archive is fetched, its licence shown, and the question asked again."""
    store.ranges = False
    done = CliRunner().invoke(cli, ["engines", "install", NAME], input="y\nn\n")
    assert done.exit_code == 1
    assert "LICENSE says CC-BY-4.0" in done.stderr
    assert shelf.installed() == ()


def test_a_machine_without_internet_installs_from_a_file(packed: Path) -> None:
    """``--from``: no address is asked."""
    done = CliRunner().invoke(
        cli, ["engines", "install", NAME, "--from", str(packed), "--yes"], standalone_mode=False
    )
    assert done.return_value == 0, done.stderr
    assert packed.exists()
    assert shelf.find(("lv", "en")) is not None
