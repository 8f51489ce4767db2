"""The life of a publication: what is scheduled, under embargo, put away, or pushed to another system."""

from __future__ import annotations

from sqlite_utils import Database

from i18nflow.store.migrations.registry import migrations


@migrations(name="m060_publication_life")
def m060_publication_life(db: Database) -> None:
    """Schedules of editions; embargo and archive of articles."""
    db.executescript("""
        create table schedule (
          edition_id integer primary key references edition (id) on delete cascade,
          due_at text not null,
          drafts integer not null check (drafts in (0, 1)),
          note text not null,
          actor text not null,
          roles text not null check (json_valid(roles)),
          at text not null
        ) strict;
        create index schedule_due on schedule (due_at);

        create table embargo (
          article_id integer primary key references article (id) on delete cascade,
          until text not null,
          actor text not null,
          at text not null
        ) strict;

        create table archived (
          article_id integer primary key references article (id) on delete cascade,
          actor text not null,
          at text not null
        ) strict;
    """)


@migrations(name="m061_pushed")
def m061_pushed(db: Database) -> None:
    """What stands in another system (WordPress): its id there, and a digest of what was sent."""
    db.executescript("""
        create table pushed (
          system text not null,
          kind text not null check (kind in ('post', 'media')),
          name text not null,
          remote_id integer not null,
          link text not null,
          digest text not null,
          at text not null,
          primary key (system, kind, name)
        ) strict, without rowid;
    """)
