"""The memory's steps: an index of words for concordance, and alignments that wait to be looked at."""

from __future__ import annotations

from sqlite_utils import Database

from i18nflow.store.migrations.registry import migrations


@migrations(name="m040_unit_words")
def m040_unit_words(db: Database) -> None:
    """Full-text search over both sides of the memory, kept by triggers; the texts stay in the unit table."""
    db.executescript("""
        create virtual table unit_words using fts5 (
          folded, folded_target, content = 'unit', content_rowid = 'id', detail = 'column',
          tokenize = 'unicode61 remove_diacritics 0'
        );
        create trigger unit_words_insert after insert on unit begin
          insert into unit_words (rowid, folded, folded_target) values (new.id, new.folded, new.folded_target);
        end;
        create trigger unit_words_delete after delete on unit begin
          insert into unit_words (unit_words, rowid, folded, folded_target)
          values ('delete', old.id, old.folded, old.folded_target);
        end;
        create trigger unit_words_update after update on unit begin
          insert into unit_words (unit_words, rowid, folded, folded_target)
          values ('delete', old.id, old.folded, old.folded_target);
          insert into unit_words (rowid, folded, folded_target) values (new.id, new.folded, new.folded_target);
        end;
        insert into unit_words (unit_words) values ('rebuild');
    """)


@migrations(name="m041_alignments")
def m041_alignments(db: Database) -> None:
    """Published texts that were aligned, and what was decided of each pair."""
    db.executescript("""
        create table alignment (
          id integer primary key autoincrement,
          lang text not null,
          source_name text not null,
          target_name text not null,
          actor text not null,
          at text not null
        ) strict;

        create table alignment_pair (
          id integer primary key,
          alignment_id integer not null references alignment (id) on delete cascade,
          position integer not null,
          source text not null,
          target text not null,
          confidence real not null,
          decision text not null check (decision in ('open', 'accepted', 'rejected')),
          version integer not null
        ) strict;
        create index alignment_pair_place on alignment_pair (alignment_id, position);
    """)
