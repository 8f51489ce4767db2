"""Steps m150 to m159: what is counted as it changes, so that no page has to count it."""

from __future__ import annotations

from sqlite_utils import Database

from i18nflow.store.migrations.registry import migrations


@migrations(name="m150_tally")
def m150_tally(db: Database) -> None:
    """How many current segments stand in each state, and how many findings are open, by article and language.

    Kept by triggers in the transaction of the change itself, whoever makes it; ``store.tally`` compares it with a
    full count. Rows may be zero. A segment that goes takes its targets and findings along: by then the
    triggers of those find no segment, so nothing is taken off twice.
    """
    db.executescript("""
        create table tally (
          article_id integer not null references article (id) on delete cascade,
          lang text not null,
          state text not null,
          segments integer not null,
          words integer not null,
          stale integer not null,
          primary key (article_id, lang, state)
        ) strict, without rowid;
        create table finding_tally (
          article_id integer not null references article (id) on delete cascade,
          lang text not null,
          severity text not null,
          open integer not null,
          primary key (article_id, lang, severity)
        ) strict, without rowid;

        create trigger tally_target_insert after insert on target begin
          insert into tally
          select article_id, new.lang, new.state, 1, words, new.previous_source is not null
          from segment where id = new.segment_id and not obsolete
          on conflict do update set segments = segments + 1, words = words + excluded.words, stale = stale + excluded.stale;
        end;
        create trigger tally_target_update after update of state, previous_source on target
        when new.state is not old.state or (new.previous_source is null) is not (old.previous_source is null) begin
          insert into tally
          select article_id, old.lang, old.state, -1, -words, -(old.previous_source is not null)
          from segment where id = old.segment_id and not obsolete
          on conflict do update set segments = segments - 1, words = words + excluded.words, stale = stale + excluded.stale;
          insert into tally
          select article_id, new.lang, new.state, 1, words, new.previous_source is not null
          from segment where id = new.segment_id and not obsolete
          on conflict do update set segments = segments + 1, words = words + excluded.words, stale = stale + excluded.stale;
        end;
        create trigger tally_target_delete before delete on target begin
          insert into tally
          select article_id, old.lang, old.state, -1, -words, -(old.previous_source is not null)
          from segment where id = old.segment_id and not obsolete
          on conflict do update set segments = segments - 1, words = words + excluded.words, stale = stale + excluded.stale;
          insert into finding_tally
          select article_id, old.lang, severity, -count(*)
          from finding join segment on segment.id = old.segment_id
          where target_id = old.id and dismissed_by is null and not obsolete group by severity
          on conflict do update set open = open + excluded.open;
        end;

        create trigger tally_segment_update after update of obsolete, words on segment
        when new.obsolete <> old.obsolete or new.words <> old.words begin
          insert into tally
          select old.article_id, lang, state, -1, -old.words, -(previous_source is not null)
          from target where segment_id = old.id and not old.obsolete
          on conflict do update set segments = segments - 1, words = words + excluded.words, stale = stale + excluded.stale;
          insert into tally
          select new.article_id, lang, state, 1, new.words, previous_source is not null
          from target where segment_id = new.id and not new.obsolete
          on conflict do update set segments = segments + 1, words = words + excluded.words, stale = stale + excluded.stale;
          insert into finding_tally
          select new.article_id, target.lang, severity, count(*) * (old.obsolete - new.obsolete)
          from target join finding on target_id = target.id
          where segment_id = new.id and dismissed_by is null and old.obsolete <> new.obsolete
          group by target.lang, severity
          on conflict do update set open = open + excluded.open;
        end;
        create trigger tally_segment_delete before delete on segment when not old.obsolete begin
          insert into tally
          select old.article_id, lang, state, -1, -old.words, -(previous_source is not null)
          from target where segment_id = old.id and exists (select 1 from article where article.id = old.article_id)
          on conflict do update set segments = segments - 1, words = words + excluded.words, stale = stale + excluded.stale;
          insert into finding_tally
          select old.article_id, target.lang, severity, -count(*)
          from target join finding on target_id = target.id
          where segment_id = old.id and dismissed_by is null
            and exists (select 1 from article where article.id = old.article_id)
          group by target.lang, severity
          on conflict do update set open = open + excluded.open;
        end;

        create trigger tally_finding_insert after insert on finding when new.dismissed_by is null begin
          insert into finding_tally
          select article_id, lang, new.severity, 1
          from target join segment on segment.id = segment_id where target.id = new.target_id and not obsolete
          on conflict do update set open = open + 1;
        end;
        create trigger tally_finding_update after update of dismissed_by on finding
        when (new.dismissed_by is null) is not (old.dismissed_by is null) begin
          insert into finding_tally
          select article_id, lang, new.severity, iif(new.dismissed_by is null, 1, -1)
          from target join segment on segment.id = segment_id where target.id = new.target_id and not obsolete
          on conflict do update set open = open + excluded.open;
        end;
        create trigger tally_finding_delete after delete on finding when old.dismissed_by is null begin
          insert into finding_tally
          select article_id, lang, old.severity, -1
          from target join segment on segment.id = segment_id where target.id = old.target_id and not obsolete
          on conflict do update set open = open - 1;
        end;

        insert into tally
        select article_id, lang, state, count(*), sum(words), sum(previous_source is not null)
        from segment join target on segment_id = segment.id where not obsolete group by article_id, lang, state;
        insert into finding_tally
        select article_id, lang, severity, count(*)
        from finding join target on target.id = target_id join segment on segment.id = segment_id
        where dismissed_by is null and not obsolete group by article_id, lang, severity;
    """)
