"""The first steps: articles, segments, targets, editions, memory, exports, publications."""

from __future__ import annotations

from sqlite_utils import Database

from i18nflow.store.migrations.registry import migrations


@migrations(name="m001_articles")
def m001_articles(db: Database) -> None:
    """Articles, their revisions and segments."""
    db.executescript("""
        create table article (
          id integer primary key,
          slug text not null unique,
          lang text not null,
          title text not null,
          folded text not null,
          date text,
          author text not null,
          origin text not null,
          revision integer not null,
          content_hash text not null,
          created_at text not null,
          changed_at text not null
        ) strict;
        create index article_date on article (date desc, id desc);

        create table revision (
          article_id integer not null references article (id) on delete cascade,
          number integer not null,
          document text not null check (json_valid(document)),
          content_hash text not null,
          at text not null,
          actor text not null,
          note text not null,
          primary key (article_id, number)
        ) strict, without rowid;

        create table segment (
          id integer primary key,
          key text not null unique,
          article_id integer not null references article (id) on delete cascade,
          kind text not null check (kind in ('headline', 'summary', 'topic', 'heading', 'paragraph', 'list-item', 'quote', 'table-cell', 'alt', 'caption', 'credit')),
          position integer not null,
          block integer not null,
          ord integer not null,
          source text not null,
          folded text not null,
          words integer not null,
          codes text not null check (json_valid(codes)),
          gap text not null,
          obsolete integer not null default 0 check (obsolete in (0, 1)),
          revision integer not null
        ) strict;
        create index segment_article on segment (article_id, obsolete, position);

        create table choice (
          id integer primary key,
          article_id integer not null references article (id) on delete cascade,
          kind text not null check (kind in ('split', 'merge')),
          text text not null,
          "offset" integer not null,
          following text not null,
          at text not null,
          actor text not null,
          unique (article_id, kind, text, "offset", following)
        ) strict;
    """)


@migrations(name="m002_targets")
def m002_targets(db: Database) -> None:
    """Targets with their version, the append-only history, findings and unsaved drafts."""
    db.executescript("""
        create table target (
          id integer primary key,
          segment_id integer not null references segment (id) on delete cascade,
          lang text not null,
          text text not null,
          folded text not null,
          state text not null check (state in ('untranslated', 'draft', 'translated', 'approved', 'rejected')),
          origin text check (origin in ('memory', 'machine', 'human', 'import')),
          engine text not null default '',
          engine_version text not null default '',
          score real,
          match text not null default '',
          version integer not null,
          author text not null default '',
          previous_source text,
          reason text not null default '',
          note text not null default '',
          machine_text text not null default '',
          changed text,
          unique (segment_id, lang)
        ) strict;
        create index target_state on target (lang, state);

        create table history (
          id integer primary key,
          target_id integer not null references target (id) on delete cascade,
          version integer not null,
          at text not null,
          actor text not null,
          action text not null,
          from_state text not null,
          to_state text not null,
          source text not null,
          text text not null,
          origin text,
          engine text not null,
          reason text not null
        ) strict;
        create index history_target on history (target_id, version);

        create table setting (
          name text primary key,
          value text not null
        ) strict, without rowid;

        -- History is append-only. Only a purge, which the law can ask for, may take rows out; it says so first.
        create trigger history_no_update before update on history
        begin select raise(abort, 'history is append-only'); end;
        create trigger history_no_delete before delete on history
        when not exists (select 1 from setting where name = 'purging')
        begin select raise(abort, 'history is append-only'); end;

        create table finding (
          id integer primary key,
          target_id integer not null references target (id) on delete cascade,
          code text not null,
          severity text not null check (severity in ('error', 'warning', 'info')),
          message text not null,
          side text not null check (side in ('source', 'target')),
          start integer,
          "end" integer,
          expected text,
          fix text,
          dismissed_by text,
          dismissed_reason text not null default ''
        ) strict;
        create index finding_target on finding (target_id);

        create table dismissal (
          target_id integer not null references target (id) on delete cascade,
          code text not null,
          about text not null,
          actor text not null,
          reason text not null,
          at text not null,
          primary key (target_id, code, about)
        ) strict, without rowid;

        create table draft (
          segment_id integer not null references segment (id) on delete cascade,
          lang text not null,
          actor text not null,
          text text not null,
          version integer not null,
          at text not null,
          primary key (segment_id, lang, actor)
        ) strict, without rowid;
    """)


@migrations(name="m003_editions")
def m003_editions(db: Database) -> None:
    """Editions, their publication and the addresses they once had."""
    db.executescript("""
        create table edition (
          id integer primary key,
          article_id integer not null references article (id) on delete cascade,
          lang text not null,
          slug text not null default '',
          slug_confirmed integer not null default 0 check (slug_confirmed in (0, 1)),
          slug_frozen integer not null default 0 check (slug_frozen in (0, 1)),
          status text not null default 'none' check (status in ('none', 'scheduled', 'published', 'corrected', 'withdrawn')),
          published_at text,
          modified_at text,
          published_by text not null default '',
          from_revision integer,
          note text not null default '',
          unique (article_id, lang)
        ) strict;
        create unique index edition_slug on edition (lang, slug) where slug <> '';
        create index edition_status on edition (lang, status);

        create table former_slug (
          edition_id integer not null references edition (id) on delete cascade,
          slug text not null,
          at text not null,
          primary key (edition_id, slug)
        ) strict, without rowid;
    """)


@migrations(name="m004_memory")
def m004_memory(db: Database) -> None:
    """The translation memory and the answers of the engines."""
    db.executescript("""
        -- autoincrement: an id is never given twice, so that an index beside the database cannot mistake a new unit
        -- for one that is gone.
        create table unit (
          id integer primary key autoincrement,
          source_lang text not null,
          target_lang text not null,
          source text not null,
          target text not null,
          hash text not null,
          folded text not null,
          folded_target text not null,
          before text not null default '',
          after text not null default '',
          article text not null default '',
          segment text not null default '',
          author text not null default '',
          created text not null,
          domain text not null default '',
          origin text not null check (origin in ('memory', 'machine', 'human', 'import'))
        ) strict;
        create unique index unit_segment on unit (segment, target_lang) where segment <> '';
        create index unit_hash on unit (source_lang, target_lang, hash);

        create table answer (
          key text primary key,
          engine text not null,
          version text not null,
          pair text not null,
          source text not null,
          text text not null,
          at text not null
        ) strict, without rowid;
    """)


@migrations(name="m005_exports")
def m005_exports(db: Database) -> None:
    """What was exported where, entry by entry, so that an import can compare three ways."""
    db.executescript("""
        create table export (
          id text primary key,
          article_id integer not null references article (id) on delete cascade,
          lang text not null,
          format text not null,
          path text not null,
          sha256 text not null,
          at text not null,
          entries text not null check (json_valid(entries))
        ) strict;
        create index export_article on export (article_id, lang, format, at desc);
        create index export_path on export (path, at desc);
    """)


@migrations(name="m006_publications")
def m006_publications(db: Database) -> None:
    """What was published: the texts as they stood, so that work that goes on does not leak onto pages."""
    db.executescript("""
        create table publication (
          edition_id integer not null references edition (id) on delete cascade,
          number integer not null,
          at text not null,
          actor text not null,
          revision integer not null,
          texts text not null check (json_valid(texts)),
          note text not null,
          primary key (edition_id, number)
        ) strict;
    """)


@migrations(name="m007_usage")
def m007_usage(db: Database) -> None:
    """What the engines were given each month: characters are what their providers count."""
    db.executescript("""
        create table usage (
          engine text not null,
          month text not null,
          requests integer not null,
          characters integer not null,
          primary key (engine, month)
        ) strict, without rowid;
    """)
