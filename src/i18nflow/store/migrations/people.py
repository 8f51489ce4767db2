"""Steps m010 to m019: accounts, sessions, invitations, API tokens, sign-in attempts, the audit log."""

from __future__ import annotations

from sqlite_utils import Database

from i18nflow.store.migrations.registry import migrations


@migrations(name="m010_people")
def m010_people(db: Database) -> None:
    """Accounts and everything by which a person or a program is let in. Tokens are digests."""
    db.executescript("""
        create table user (
          id integer primary key,
          name text not null unique,
          folded text not null unique,
          display text not null default '',
          email text not null default '',
          role text not null check (role in ('reader', 'translator', 'reviewer', 'editor', 'admin')),
          password text,
          lang text not null default '',
          publish_name integer not null default 0 check (publish_name in (0, 1)),
          created_at text not null,
          disabled_at text,
          erased_at text,
          erased_reason text not null default ''
        ) strict;

        create table session (
          id text primary key,
          user_id integer not null references user (id) on delete cascade,
          created_at text not null,
          seen_at text not null,
          ends_at text not null,
          agent text not null default ''
        ) strict, without rowid;
        create index session_user on session (user_id);

        create table invitation (
          id integer primary key,
          token text not null unique,
          role text not null check (role in ('reader', 'translator', 'reviewer', 'editor', 'admin')),
          email text not null default '',
          lang text not null default '',
          created_by text not null,
          created_at text not null,
          expires_at text not null,
          used_at text,
          used_by text not null default '',
          withdrawn_at text
        ) strict;

        create table api_token (
          id integer primary key,
          user_id integer not null references user (id) on delete cascade,
          label text not null,
          prefix text not null,
          token text not null unique,
          scopes text not null check (json_valid(scopes)),
          created_at text not null,
          expires_at text,
          last_used_at text,
          revoked_at text
        ) strict;
        create index api_token_user on api_token (user_id);

        create table attempt (
          key text primary key,
          failures integer not null,
          last_at text not null
        ) strict, without rowid;
    """)


@migrations(name="m011_audit")
def m011_audit(db: Database) -> None:
    """The audit log: append-only, each row's hash covers the row before it (:mod:`i18nflow.audit`)."""
    db.executescript("""
        create table audit (
          id integer primary key,
          at text not null,
          actor text not null,
          action text not null,
          object text not null,
          detail text not null check (json_valid(detail)),
          actor_seal text not null,
          object_seal text not null,
          detail_seal text not null,
          hash text not null,
          redacted_by integer
        ) strict;
        create index audit_actor on audit (actor, id);
        create index audit_action on audit (action, id);
        create index audit_object on audit (object, id);

        -- A purge or an erasure may take values out (never the row, its time, its action or its hash), and says so.
        create trigger audit_no_update before update on audit
        when not exists (select 1 from setting where name = 'purging')
          or new.id is not old.id or new.at is not old.at or new.action is not old.action
          or new.hash is not old.hash or new.redacted_by is null
        begin select raise(abort, 'the audit log is append-only'); end;
        create trigger audit_no_delete before delete on audit
        begin select raise(abort, 'the audit log is append-only'); end;

        -- Likewise history: an erasure takes a person's name out of it, and nothing else.
        drop trigger history_no_update;
        create trigger history_no_update before update on history
        when not exists (select 1 from setting where name = 'purging')
          or new.id is not old.id or new.target_id is not old.target_id or new.version is not old.version
          or new.at is not old.at or new.action is not old.action or new.from_state is not old.from_state
          or new.to_state is not old.to_state or new.source is not old.source or new.text is not old.text
          or new.origin is not old.origin or new.engine is not old.engine
        begin select raise(abort, 'history is append-only'); end;
    """)
