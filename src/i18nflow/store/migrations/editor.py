"""The editor: what people choose for themselves, who is where, and texts they typed and gave up."""

from __future__ import annotations

from sqlite_utils import Database

from i18nflow.store.migrations.registry import migrations


@migrations(name="m080_preferences")
def m080_preferences(db: Database) -> None:
    """What a person chooses for every browser: layout and keys of the editor."""
    db.executescript("""
        create table preference (
          actor text not null,
          name text not null,
          value text not null,
          primary key (actor, name)
        ) strict, without rowid;
    """)


@migrations(name="m081_presence")
def m081_presence(db: Database) -> None:
    """Who has an article open, and which segment; a row that nobody renews is out of date by itself."""
    db.executescript("""
        create table presence (
          article_id integer not null references article (id) on delete cascade,
          lang text not null,
          actor text not null,
          segment text not null,
          at text not null,
          primary key (article_id, lang, actor)
        ) strict, without rowid;
    """)


@migrations(name="m082_set_aside")
def m082_set_aside(db: Database) -> None:
    """What somebody typed and gave up: it is out of the way, not lost."""
    db.executescript("""
        create table set_aside (
          id integer primary key,
          segment_id integer not null references segment (id) on delete cascade,
          lang text not null,
          actor text not null,
          text text not null,
          at text not null
        ) strict;
        create index set_aside_segment on set_aside (segment_id, lang, actor);
    """)
