"""No secret lies in the database, a backup, a log or a page: looked for in the bytes, after each was really used."""

from __future__ import annotations

import hmac
import logging
import re
import sqlite3
import stat
import zipfile
from collections.abc import Mapping
from datetime import UTC, datetime
from hashlib import sha256
from pathlib import Path

import pytest
from sqlite_utils import Database

from i18nflow import secret
from i18nflow.errors import InputError, Refused
from i18nflow.model import Role, said
from i18nflow.people import Scope
from i18nflow.store import Store
from i18nflow.store.migrations import migrations
from i18nflow.workflow import audit, backups, doctor, invitations, signing, tokens, webhooks
from i18nflow.workflow.webhooks import WANTED, EventKind
from tests.security.conftest import HOST, PASSWORD, Newsroom

URL = "https://cms.example.org/hook/B0174KEY?of=chat"
SHOWN = "https://cms.example.org/…"
AT = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)
KEY = "0123456789abcdef" * 4


def lie(root: Path, needle: str) -> list[str]:
    """The files of a workspace, packed ones unpacked, in whose bytes ``needle`` stands."""
    found = []
    for path in sorted(path for path in root.rglob("*") if path.is_file()):
        if zipfile.is_zipfile(path):
            with zipfile.ZipFile(path) as archive:
                found += [
                    f"{path}:{name}" for name in archive.namelist() if needle.encode() in archive.read(name)
                ]
        elif needle.encode() in path.read_bytes():
            found.append(str(path))
    return found


def test_no_secret_lies_in_the_workspace_or_a_backup(
    newsroom: Newsroom, caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Passwords, sessions, invitations, tokens, webhooks' secrets, keys of engines and of WordPress, the server's own."""
    caplog.set_level(logging.DEBUG)
    keys = {
        "DEEPL_API_KEY": "deepl-key-0123456789:fx", "MICROSOFT_API_KEY": "microsoft-key-0123456789",
        "LIBRETRANSLATE_API_KEY": "libre-key-0123456789", "I18NFLOW_WORDPRESS_PASSWORD": "word press pass word 0123",
        secret.VARIABLE: KEY,
    }  # fmt: skip
    for name, value in keys.items():
        monkeypatch.setenv(name, value)
    admin = newsroom.actor(Role.ADMIN)
    said = dict(keys)
    app = newsroom.app()
    visitor = newsroom.visitor("translator", app)
    with visitor.client.session_transaction(base_url=f"http://{HOST}") as cookie:
        said["session"] = cookie["sid"]
    stranger = newsroom.visitor(app=app)
    stranger.get("/sign-in")
    # What people do when they mistake one field for another.
    assert (
        stranger.post("/sign-in", {"name": "my own pass phrase", "password": "wrong pass phrase"}).status_code
        == 422
    )
    said |= {"typed": "my own pass phrase", "wrong": "wrong pass phrase", "password": PASSWORD}
    with newsroom.open() as ws:
        said["invitation"] = invitations.invite(ws, Role.READER, admin)[1]
        said["token"] = tokens.issue(ws, "script", {Scope.READ}, admin, user="editor")[1]
        made = webhooks.add(ws, URL, WANTED, admin)
        said |= {
            "address": "B0174KEY",
            "webhook": made.secret,
            "rotated": webhooks.rotate(ws, made.webhook.id, admin).secret,
        }
    backups.create(newsroom.root, None, AT)
    pages = "".join(
        visitor.get(path).get_data(as_text=True)
        for path in ("/", "/account/", "/engines", "/nowhere", "/metrics")
    )
    for name, value in said.items():
        assert lie(newsroom.root, value) == [], name
        assert value not in caplog.text and value not in pages, name


def test_a_webhooks_key_is_its_owners_and_stays_out_of_backups(newsroom: Newsroom) -> None:
    """Without a server's secret the key is a file of mode 0600; another mode is refused; a backup leaves it behind."""
    admin = newsroom.actor(Role.ADMIN)
    with newsroom.open() as ws:
        made = webhooks.add(ws, URL, WANTED, admin)
        key = signing.key_file(newsroom.root)
        assert stat.S_IMODE(key.stat().st_mode) == 0o600
        assert lie(newsroom.root, key.read_text().strip()) == [str(key)]
        assert signing.keys_of(ws, made.webhook).secret == made.secret
        packed = backups.create(newsroom.root, None, AT)
        assert not [name for name in packed.files if "key" in name]
        key.chmod(0o640)
        with pytest.raises(Refused, match="chmod 600"):
            signing.keys_of(ws, made.webhook)
    key.chmod(0o600)
    # Where it was, a restore keeps it; elsewhere there is none, and what is sent waits with a sentence instead of a wrong signature.
    assert signing.key_file(backups.restore(packed.path, newsroom.root, AT, replace=True).root).exists()
    copy = backups.restore(packed.path, newsroom.root.parent / "copy", AT)
    with Newsroom.open(newsroom) as ws:
        assert signing.keys_of(ws, made.webhook).secret == made.secret
    newsroom.root = copy.root
    with newsroom.open() as ws:
        webhooks.test(ws, made.webhook.id, admin)
        assert webhooks.deliver(ws, lambda *_: pytest.fail("sent without a key")).failed == 1
        assert "add it anew" in ws.store.webhooks.deliveries(made.webhook.id)[0].problem
        assert [one.about for one in doctor.examine(copy.root, AT) if "anew" in one.remedy] == ["webhook"]
        with pytest.raises(Refused, match="its address cannot be read"):
            webhooks.rotate(ws, made.webhook.id, admin)


def receiver() -> tuple[list[str], webhooks.Send]:
    """The addresses that something was sent to, and what sends; each takes it."""
    sent = list[str]()

    def post(url: str, _body: bytes, _headers: Mapping[str, str]) -> int:
        sent.append(url)
        return 204

    return sent, post


def test_an_address_lies_sealed_and_is_used_whole(newsroom: Newsroom) -> None:
    """Of the address only its host is shown; what is sent goes to all of it, also after a new secret; an altered one is refused."""
    admin, (sent, post) = newsroom.actor(Role.ADMIN), receiver()
    with newsroom.open() as ws:
        made = webhooks.add(ws, URL, WANTED, admin)
        again = webhooks.rotate(ws, made.webhook.id, admin)
        assert made.webhook.url == again.webhook.url == SHOWN and made.secret != again.secret
        assert made.webhook.sealed != again.webhook.sealed
        webhooks.test(ws, made.webhook.id, admin)
        assert webhooks.deliver(ws, post).delivered == 1 and sent == [URL]
        assert signing.keys_of(ws, again.webhook).secret == again.secret
        # What was sealed with another key, or altered, is used for nothing.
        with ws.store.write(aside="a test"):
            ws.store.webhooks.seal(made.webhook.id, url=SHOWN, sealed=made.webhook.sealed)
        webhooks.test(ws, made.webhook.id, admin)
        assert webhooks.deliver(ws, post).failed == 1 and sent == [URL]
        assert "cannot be read" in ws.store.webhooks.deliveries(made.webhook.id)[0].problem


def test_addresses_of_earlier_versions_are_sealed(newsroom: Newsroom) -> None:
    """One that lay in clear is sealed with the next round of deliveries and overwritten in the file."""
    admin, (sent, post) = newsroom.actor(Role.ADMIN), receiver()
    with newsroom.open() as ws:
        made = webhooks.add(ws, URL, WANTED, admin)
        with ws.store.write(aside="a test"):
            ws.store.webhooks.seal(made.webhook.id, url=URL, sealed="")
    assert lie(newsroom.root, "B0174KEY") != []
    with newsroom.open() as ws:
        webhooks.test(ws, made.webhook.id, admin)
        assert webhooks.deliver(ws, post).delivered == 1 and sent == [URL]
        assert ws.store.webhooks.get(made.webhook.id).url == SHOWN
    assert lie(newsroom.root, "B0174KEY") == []


def test_a_secret_of_the_environment_makes_another(
    newsroom: Newsroom, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What was made with the key file goes on with it; what is made from now on comes from the server's secret."""
    admin = newsroom.actor(Role.ADMIN)
    with newsroom.open() as ws:
        first = webhooks.add(ws, URL, WANTED, admin)
        monkeypatch.setenv(secret.VARIABLE, KEY)
        second = webhooks.add(ws, URL, WANTED, admin)
        for made in (first, second):
            assert signing.keys_of(ws, made.webhook).secret == made.secret
        monkeypatch.setenv(secret.VARIABLE, KEY[::-1])
        with pytest.raises(Refused, match="was made with a key that is not here"):
            signing.keys_of(ws, second.webhook)


def test_secrets_of_earlier_versions_end(tmp_path: Path) -> None:
    """One that lay in clear is overwritten in the file; what is due waits for a new one, and then goes out."""
    path = tmp_path / "old.db"
    db = Database(sqlite3.connect(path), execute_plugins=False)
    migrations.apply(db, stop_before="m090_webhook_secrets")
    clear = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"
    db.execute(
        "insert into webhook (url, events, secret, created_by, created_at) values (?, '[\"test\"]', ?, 'a', '2026-01-01T00:00:00Z')",
        [URL, clear],
    )
    db.execute("insert into event values ('e', 'test', '2026-01-01T00:00:00Z', '{}')")
    db.execute(
        "insert into delivery (webhook_id, event_id, state, attempts, next_at) values (1, 'e', 'waiting', 0, '2026-01-01T00:00:00Z')"
    )
    db.conn.commit()
    db.close()
    with Store(path) as store:
        assert store.webhooks.get(1).salt == ""
        with store.write(aside="a test"):
            assert store.webhooks.claim(at=AT, until=AT, limit=5) == []
            store.webhooks.rotate(1, salt="00", digest="x")
            assert len(store.webhooks.claim(at=AT, until=AT, limit=5)) == 1
    assert clear.encode() not in path.read_bytes()


def test_derived_keys_follow_the_rfc() -> None:
    """HKDF-SHA256, the first block of RFC 5869's first test vector with our own purpose checked against its steps."""
    key, salt = bytes.fromhex("0b" * 22), bytes.fromhex("000102030405060708090a0b0c")
    extracted = hmac.new(salt, key, sha256).digest()
    assert extracted.hex() == "077709362c2e32df0ddc3f0dc47bba6390b6c73bb50f9c3122ec844ad7c2b3e5"
    assert secret.derived(key, salt, "x") == hmac.new(extracted, b"x\x01", sha256).digest()
    assert len({secret.derived(key, salt, one) for one in ("a", "b")}) == 2


def test_two_programs_that_make_the_key_at_once_have_one(tmp_path: Path) -> None:
    """The second finds the first one's and leaves nothing beside it."""
    secret.make_private(tmp_path / "k")
    first = (tmp_path / "k").read_text()
    secret.make_private(tmp_path / "k")
    assert (tmp_path / "k").read_text() == first and re.fullmatch(r"[0-9a-f]{64}\n", first)
    assert [path.name for path in tmp_path.iterdir()] == ["k"]
    with pytest.raises(Refused, match="cannot be written"):
        secret.make_private(tmp_path / "no" / "k")


def test_an_address_that_is_a_secret_stays_outside(
    newsroom: Newsroom, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Told, tested, failing, removed: neither database, log, list nor delivery says more than the variable's name."""
    secret = "https://chat.example.org/hooks/3b1f9c-nobody-may-know"
    monkeypatch.setenv("I18NFLOW_WEBHOOK_CHAT", secret)
    admin, asked = newsroom.actor(Role.ADMIN), []

    def send(url: str, *_: object) -> int:
        asked.append(url)
        raise InputError(said("did not answer"), where=url)

    with newsroom.open() as ws:
        made = webhooks.add(ws, "env:I18NFLOW_WEBHOOK_CHAT", [EventKind.READY], admin).webhook
        plain = webhooks.add(ws, secret.replace("chat", "cms"), [EventKind.READY], admin).webhook
        webhooks.remove(ws, plain.id, admin)
        webhooks.test(ws, made.id, admin)
        assert webhooks.deliver(ws, send).failed == 1 and asked == [secret]
        assert [one.problem for one in ws.store.webhooks.deliveries(made.id)] == ["did not answer"]
        details = [row.detail for row in audit.search(ws, audit.Wanted(action="add-webhook"))]
    assert "nobody-may-know" not in "".join(details) and "cms.example.org" in details[0]
    stored = b"".join(path.read_bytes() for path in newsroom.root.glob("i18nflow.db*"))
    assert b"chat.example.org" not in stored


@pytest.mark.parametrize(
    "name", ["I18NFLOW_SECRET", "PATH", "I18NFLOW_WEBHOOK_NONE", "I18NFLOW_WEBHOOK_../x", ""]
)
def test_no_other_secret_of_the_server_becomes_an_address(newsroom: Newsroom, name: str) -> None:
    """An admin of the newsroom is not yet who runs the server."""
    with newsroom.open() as ws, pytest.raises(Refused, match="holds no address"):
        webhooks.add(ws, f"env:{name}", [EventKind.READY], newsroom.actor(Role.ADMIN))
