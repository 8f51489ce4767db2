"""Steps for checks across articles and for messages in the person's language."""

from __future__ import annotations

from sqlite_utils import Database

from i18nflow.store.migrations.registry import migrations


@migrations(name="m030_agreement")
def m030_agreement(db: Database) -> None:
    """What targets are compared by: the pattern of each pair, and the names in it with their renderings.

    ``sure`` is 1 where a person confirmed the target. 'i18nflow check' fills both for texts that were there before.
    """
    db.executescript("""
        create table pattern (
          target_id integer primary key references target (id) on delete cascade,
          lang text not null,
          source text not null,
          target text not null,
          sure integer not null check (sure in (0, 1))
        ) strict;
        create index pattern_source on pattern (lang, source, target, sure);

        create table seen_name (
          target_id integer not null references target (id) on delete cascade,
          name text not null,
          lang text not null,
          form text not null,
          rendering text not null,
          kind text not null check (kind in ('person', 'organisation', '')),
          sure integer not null check (sure in (0, 1)),
          primary key (target_id, name)
        ) strict, without rowid;
        create index seen_name_name on seen_name (lang, name, rendering, sure);
    """)


@migrations(name="m031_said")
def m031_said(db: Database) -> None:
    """What a finding's message is made of, so that it can be said in the person's language."""
    db.executescript("""
        alter table finding add column said text not null default '{}' check (json_valid(said));
    """)
