"""Steps m070 to m079: answers kept for repeated requests, webhooks and what is to be delivered to them."""

from __future__ import annotations

from sqlite_utils import Database

from i18nflow.store.migrations.registry import migrations


@migrations(name="m070_requests")
def m070_requests(db: Database) -> None:
    """The answers to requests with an Idempotency-Key: sent again, they are answered and not done again."""
    db.executescript("""
        create table request (
          actor text not null,
          key text not null,
          fingerprint text not null,
          status integer not null,
          headers text not null check (json_valid(headers)),
          body blob not null,
          at text not null,
          primary key (actor, key)
        ) strict, without rowid;
        create index request_at on request (at);
    """)


@migrations(name="m071_webhooks")
def m071_webhooks(db: Database) -> None:
    """Webhooks, what they were told already of each edition, and what is still to be delivered."""
    db.executescript("""
        create table webhook (
          id integer primary key,
          url text not null,
          events text not null check (json_valid(events)),
          secret text not null,
          created_by text not null,
          created_at text not null,
          disabled_at text,
          disabled_reason text not null default ''
        ) strict;

        -- What was last told of an edition: the next event is the difference to what is true now.
        create table told (
          article_id integer not null references article (id) on delete cascade,
          lang text not null,
          ready integer not null check (ready in (0, 1)),
          publication text not null,
          primary key (article_id, lang)
        ) strict, without rowid;

        create table event (
          id text primary key,
          kind text not null,
          at text not null,
          body text not null check (json_valid(body))
        ) strict, without rowid;

        create table delivery (
          id integer primary key,
          webhook_id integer not null references webhook (id) on delete cascade,
          event_id text not null references event (id) on delete cascade,
          state text not null check (state in ('waiting', 'delivered', 'given-up')),
          attempts integer not null,
          next_at text not null,
          status integer,
          problem text not null default '',
          unique (webhook_id, event_id)
        ) strict;
        create index delivery_next on delivery (state, next_at);
    """)
