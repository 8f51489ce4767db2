"""Steps m090 to m099: what makes the store safer with whom it cannot trust."""

from __future__ import annotations

from sqlite_utils import Database

from i18nflow.store.migrations.registry import migrations


@migrations(name="m090_webhook_secrets")
def m090_webhook_secrets(db: Database) -> None:
    """Webhooks' secrets leave the database: of each, a salt and a digest stay (:mod:`i18nflow.workflow.signing`).

    One that lay here in clear, and in every backup, is no secret any more: it ends now, overwritten in the file, and
    what is due waits until a new one is made.
    """
    db.execute("pragma secure_delete = on").fetchall()
    db.execute("update webhook set secret = ''")
    db.executescript("""
        alter table webhook drop column secret;
        alter table webhook add column salt text not null default '';
        alter table webhook add column digest text not null default '';
    """)


@migrations(name="m091_sealed_addresses")
def m091_sealed_addresses(db: Database) -> None:
    """Addresses of webhooks, which may be secrets, lie sealed from now on (:mod:`i18nflow.workflow.signing`).

    Here is no key: those that are there are sealed with the next round of deliveries.
    """
    db.execute("alter table webhook add column sealed text not null default ''")
