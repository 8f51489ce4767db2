"""Work shared out: assignments, deadlines, comments, saved views, replacements, and the indexes of the desk."""

from __future__ import annotations

from sqlite_utils import Database

from i18nflow.phrase import shape
from i18nflow.store.migrations.registry import migrations


@migrations(name="m020_assignments")
def m020_assignments(db: Database) -> None:
    """Who works on which edition, or a part of it, and until when."""
    db.executescript("""
        -- A part is named by its first and last segment; both null is the whole article.
        create table assignment (
          id integer primary key,
          article_id integer not null references article (id) on delete cascade,
          lang text not null,
          person text not null,
          first_id integer references segment (id) on delete cascade,
          last_id integer references segment (id) on delete cascade,
          actor text not null,
          at text not null,
          check ((first_id is null) = (last_id is null))
        ) strict;
        create unique index assignment_once
          on assignment (article_id, lang, person, coalesce(first_id, 0), coalesce(last_id, 0));
        create index assignment_person on assignment (person, lang);

        create table deadline (
          article_id integer not null references article (id) on delete cascade,
          lang text not null,
          due text not null,
          actor text not null,
          at text not null,
          primary key (article_id, lang)
        ) strict, without rowid;
    """)


@migrations(name="m021_comments")
def m021_comments(db: Database) -> None:
    """What people say of a segment, whom they name, and what each person has seen of their inbox."""
    db.executescript("""
        create table comment (
          id integer primary key,
          segment_id integer not null references segment (id) on delete cascade,
          lang text not null,
          author text not null,
          text text not null,
          at text not null,
          resolved_at text,
          resolved_by text not null default ''
        ) strict;
        create index comment_segment on comment (segment_id, lang);

        create table mention (
          comment_id integer not null references comment (id) on delete cascade,
          person text not null,
          primary key (person, comment_id)
        ) strict, without rowid;

        -- An inbox is read off what happened; only what was seen is kept.
        create table seen (
          person text not null,
          item text not null,
          at text not null,
          primary key (person, item)
        ) strict, without rowid;
    """)


@migrations(name="m022_views")
def m022_views(db: Database) -> None:
    """Filters that a person keeps under a name."""
    db.executescript("""
        create table saved_view (
          id integer primary key,
          person text not null,
          name text not null,
          query text not null,
          at text not null,
          unique (person, name)
        ) strict;
    """)


@migrations(name="m023_replacements")
def m023_replacements(db: Database) -> None:
    """Replacements over many segments, each with what it changed, so that it can be taken back whole."""
    db.executescript("""
        create table replacement (
          id integer primary key,
          at text not null,
          actor text not null,
          lang text not null,
          wanted text not null,
          instead text not null,
          undone_at text,
          undone_by text not null default ''
        ) strict;
        create table replaced (
          replacement_id integer not null references replacement (id) on delete cascade,
          target_id integer not null references target (id) on delete cascade,
          version integer not null,
          was_text text not null,
          was_state text not null,
          was_origin text,
          was_author text not null,
          was_source text,
          primary key (replacement_id, target_id)
        ) strict, without rowid;
    """)


@migrations(name="m024_adherence")
def m024_adherence(db: Database) -> None:
    """Whether approved targets follow the glossary: looked at once for each version of target and glossary."""
    db.executescript("""
        create table adherence (
          target_id integer primary key references target (id) on delete cascade,
          version integer not null,
          glossary text not null,
          uses text not null check (json_valid(uses))
        ) strict;
    """)


@migrations(name="m025_desk_indexes")
def m025_desk_indexes(db: Database) -> None:
    """Indexes for filters, repeats, inboxes and statistics over all articles."""
    db.executescript("""
        create index segment_folded on segment (folded);
        create index segment_headline on segment (article_id) where kind = 'headline' and not obsolete;
        create index target_changed on target (lang, changed);
        create index target_author on target (author, lang);
        create index finding_open on finding (code, target_id) where dismissed_by is null;
        create index history_at on history (at);
        create index history_actor on history (actor, at);
        create index history_rejected on history (at) where action = 'reject';
    """)


@migrations(name="m026_shapes")
def m026_shapes(db: Database) -> None:
    """What a source is without its numbers: how nearly equal ones are found. Null where there is no number."""
    db.execute("alter table segment add column shape text")
    rows = db.execute("select id, folded from segment where folded glob '*[0-9]*'").fetchall()
    db.conn.executemany(
        "update segment set shape = ? where id = ?", [(shape(text), id_) for id_, text in rows]
    )
    db.execute("create index segment_shape on segment (shape) where shape is not null")
    db.execute("create index comment_author on comment (author)")
