"""The memory's steps: an index of words for concordance."""

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
