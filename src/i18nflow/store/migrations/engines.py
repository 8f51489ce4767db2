"""Runs of pre-translation, the answers of a second engine, and what people made of machine texts."""

from __future__ import annotations

from sqlite_utils import Database

from i18nflow.store.migrations.registry import migrations


@migrations(name="m050_runs")
def m050_runs(db: Database) -> None:
    """Pre-translations, so that every process sees their progress and can stop them."""
    db.executescript("""
        create table run (
          id integer primary key autoincrement,
          article_id integer not null references article (id) on delete cascade,
          lang text not null,
          actor text not null,
          state text not null check (state in ('running', 'done', 'stopped', 'interrupted', 'failed')),
          stage text not null default '' check (stage in ('', 'memory', 'engine', 'second', 'done')),
          engine text not null default '',
          done integer not null default 0,
          total integer not null default 0,
          drafts text not null default '{}' check (json_valid(drafts)),
          reasons text not null default '{}' check (json_valid(reasons)),
          stop_asked_by text,
          started_at text not null,
          beat_at text not null,
          ended_at text
        ) strict;
        -- One run an article at a time, whichever process it is in.
        create unique index run_open on run (article_id) where ended_at is null;
        create index run_article on run (article_id, lang, id desc);
    """)


@migrations(name="m051_second_answers")
def m051_second_answers(db: Database) -> None:
    """What a second engine says of the same source, and how far the two are apart."""
    db.executescript("""
        create table second_answer (
          segment_id integer not null references segment (id) on delete cascade,
          lang text not null,
          engine text not null,
          engine_version text not null,
          source text not null,
          first_text text not null,
          text text not null,
          disagreement real not null check (disagreement between 0 and 1),
          at text not null,
          primary key (segment_id, lang)
        ) strict, without rowid;
    """)


@migrations(name="m052_post_edits")
def m052_post_edits(db: Database) -> None:
    """How far each approved text is from the machine text it was made of."""
    db.executescript("""
        create table post_edit (
          segment_id integer not null references segment (id) on delete cascade,
          lang text not null,
          article_id integer not null references article (id) on delete cascade,
          engine text not null,
          engine_version text not null,
          month text not null,
          chrf real not null check (chrf between 0 and 100),
          edits real not null check (edits >= 0),
          words integer not null check (words >= 0),
          at text not null,
          primary key (segment_id, lang)
        ) strict, without rowid;
        create index post_edit_month on post_edit (month, engine);
        create index post_edit_article on post_edit (article_id, lang);
    """)
