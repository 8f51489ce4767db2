CREATE TABLE "_sqlite_migrations" (
   "id" INTEGER PRIMARY KEY,
   "migration_set" TEXT,
   "name" TEXT,
   "applied_at" TEXT
);

CREATE TABLE adherence (
  target_id integer primary key references target (id) on delete cascade,
  version integer not null,
  glossary text not null,
  uses text not null check (json_valid(uses))
) strict;

CREATE TABLE alignment (
  id integer primary key autoincrement,
  lang text not null,
  source_name text not null,
  target_name text not null,
  actor text not null,
  at text not null
) strict;

CREATE TABLE alignment_pair (
  id integer primary key,
  alignment_id integer not null references alignment (id) on delete cascade,
  position integer not null,
  source text not null,
  target text not null,
  confidence real not null,
  decision text not null check (decision in ('open', 'accepted', 'rejected')),
  version integer not null
) strict;

CREATE INDEX alignment_pair_place on alignment_pair (alignment_id, position);

CREATE TABLE answer (
  key text primary key,
  engine text not null,
  version text not null,
  pair text not null,
  source text not null,
  text text not null,
  at text not null
) strict, without rowid;

CREATE TABLE api_token (
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

CREATE INDEX api_token_user on api_token (user_id);

CREATE TABLE archived (
  article_id integer primary key references article (id) on delete cascade,
  actor text not null,
  at text not null
) strict;

CREATE TABLE article (
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

CREATE INDEX article_date on article (date desc, id desc);

CREATE TABLE assignment (
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

CREATE UNIQUE INDEX assignment_once
  on assignment (article_id, lang, person, coalesce(first_id, 0), coalesce(last_id, 0));

CREATE INDEX assignment_person on assignment (person, lang);

CREATE TABLE attempt (
  key text primary key,
  failures integer not null,
  last_at text not null
) strict, without rowid;

CREATE TABLE audit (
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

CREATE INDEX audit_action on audit (action, id);

CREATE INDEX audit_actor on audit (actor, id);

CREATE TRIGGER audit_no_delete before delete on audit
begin select raise(abort, 'the audit log is append-only'); end;

CREATE TRIGGER audit_no_update before update on audit
when not exists (select 1 from setting where name = 'purging')
  or new.id is not old.id or new.at is not old.at or new.action is not old.action
  or new.hash is not old.hash or new.redacted_by is null
begin select raise(abort, 'the audit log is append-only'); end;

CREATE INDEX audit_object on audit (object, id);

CREATE TABLE choice (
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

CREATE TABLE comment (
  id integer primary key,
  segment_id integer not null references segment (id) on delete cascade,
  lang text not null,
  author text not null,
  text text not null,
  at text not null,
  resolved_at text,
  resolved_by text not null default ''
) strict;

CREATE INDEX comment_author on comment (author);

CREATE INDEX comment_segment on comment (segment_id, lang);

CREATE TABLE deadline (
  article_id integer not null references article (id) on delete cascade,
  lang text not null,
  due text not null,
  actor text not null,
  at text not null,
  primary key (article_id, lang)
) strict, without rowid;

CREATE TABLE delivery (
  id integer primary key,
  webhook_id integer not null references webhook (id) on delete cascade,
  event_id text not null references event (id) on delete cascade,
  state text not null check (state in ('waiting', 'delivered', 'given-up')),
  attempts integer not null,
  next_at text not null,
  status integer,
  problem text not null default '',
  unique (webhook_id, event_id)
) strict;

CREATE INDEX delivery_next on delivery (state, next_at);

CREATE TABLE dismissal (
  target_id integer not null references target (id) on delete cascade,
  code text not null,
  about text not null,
  actor text not null,
  reason text not null,
  at text not null,
  primary key (target_id, code, about)
) strict, without rowid;

CREATE TABLE draft (
  segment_id integer not null references segment (id) on delete cascade,
  lang text not null,
  actor text not null,
  text text not null,
  version integer not null,
  at text not null,
  primary key (segment_id, lang, actor)
) strict, without rowid;

CREATE TABLE edition (
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

CREATE UNIQUE INDEX edition_slug on edition (lang, slug) where slug <> '';

CREATE INDEX edition_status on edition (lang, status);

CREATE TABLE embargo (
  article_id integer primary key references article (id) on delete cascade,
  until text not null,
  actor text not null,
  at text not null
) strict;

CREATE TABLE event (
  id text primary key,
  kind text not null,
  at text not null,
  body text not null check (json_valid(body))
) strict, without rowid;

CREATE TABLE export (
  id text primary key,
  article_id integer not null references article (id) on delete cascade,
  lang text not null,
  format text not null,
  path text not null,
  sha256 text not null,
  at text not null,
  entries text not null check (json_valid(entries))
) strict;

CREATE INDEX export_article on export (article_id, lang, format, at desc);

CREATE INDEX export_path on export (path, at desc);

CREATE TABLE finding (
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
, said text not null default '{}' check (json_valid(said))) strict;

CREATE INDEX finding_open on finding (code, target_id) where dismissed_by is null;

CREATE TABLE finding_tally (
  article_id integer not null references article (id) on delete cascade,
  lang text not null,
  severity text not null,
  open integer not null,
  primary key (article_id, lang, severity)
) strict, without rowid;

CREATE INDEX finding_target on finding (target_id);

CREATE TABLE former_slug (
  edition_id integer not null references edition (id) on delete cascade,
  slug text not null,
  at text not null,
  primary key (edition_id, slug)
) strict, without rowid;

CREATE TABLE history (
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

CREATE INDEX history_actor on history (actor, at);

CREATE INDEX history_at on history (at);

CREATE TRIGGER history_no_delete before delete on history
when not exists (select 1 from setting where name = 'purging')
begin select raise(abort, 'history is append-only'); end;

CREATE TRIGGER history_no_update before update on history
when not exists (select 1 from setting where name = 'purging')
  or new.id is not old.id or new.target_id is not old.target_id or new.version is not old.version
  or new.at is not old.at or new.action is not old.action or new.from_state is not old.from_state
  or new.to_state is not old.to_state or new.source is not old.source or new.text is not old.text
  or new.origin is not old.origin or new.engine is not old.engine
begin select raise(abort, 'history is append-only'); end;

CREATE INDEX history_rejected on history (at) where action = 'reject';

CREATE INDEX history_target on history (target_id, version);

CREATE UNIQUE INDEX "idx__sqlite_migrations_migration_set_name"
    ON "_sqlite_migrations" ("migration_set", "name");

CREATE TABLE invitation (
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

CREATE TABLE mention (
  comment_id integer not null references comment (id) on delete cascade,
  person text not null,
  primary key (person, comment_id)
) strict, without rowid;

CREATE TABLE pattern (
  target_id integer primary key references target (id) on delete cascade,
  lang text not null,
  source text not null,
  target text not null,
  sure integer not null check (sure in (0, 1))
) strict;

CREATE INDEX pattern_source on pattern (lang, source, target, sure);

CREATE TABLE post_edit (
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

CREATE INDEX post_edit_article on post_edit (article_id, lang);

CREATE INDEX post_edit_month on post_edit (month, engine);

CREATE TABLE preference (
  actor text not null,
  name text not null,
  value text not null,
  primary key (actor, name)
) strict, without rowid;

CREATE TABLE presence (
  article_id integer not null references article (id) on delete cascade,
  lang text not null,
  actor text not null,
  segment text not null,
  at text not null,
  primary key (article_id, lang, actor)
) strict, without rowid;

CREATE TABLE publication (
  edition_id integer not null references edition (id) on delete cascade,
  number integer not null,
  at text not null,
  actor text not null,
  revision integer not null,
  texts text not null check (json_valid(texts)),
  note text not null,
  primary key (edition_id, number)
) strict;

CREATE TABLE pushed (
  system text not null,
  kind text not null check (kind in ('post', 'media')),
  name text not null,
  remote_id integer not null,
  link text not null,
  digest text not null,
  at text not null,
  primary key (system, kind, name)
) strict, without rowid;

CREATE TABLE replaced (
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

CREATE TABLE replacement (
  id integer primary key,
  at text not null,
  actor text not null,
  lang text not null,
  wanted text not null,
  instead text not null,
  undone_at text,
  undone_by text not null default ''
) strict;

CREATE TABLE request (
  actor text not null,
  key text not null,
  fingerprint text not null,
  status integer not null,
  headers text not null check (json_valid(headers)),
  body blob not null,
  at text not null,
  primary key (actor, key)
) strict, without rowid;

CREATE INDEX request_at on request (at);

CREATE TABLE revision (
  article_id integer not null references article (id) on delete cascade,
  number integer not null,
  document text not null check (json_valid(document)),
  content_hash text not null,
  at text not null,
  actor text not null,
  note text not null,
  primary key (article_id, number)
) strict, without rowid;

CREATE TABLE run (
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

CREATE INDEX run_article on run (article_id, lang, id desc);

CREATE UNIQUE INDEX run_open on run (article_id) where ended_at is null;

CREATE TABLE saved_view (
  id integer primary key,
  person text not null,
  name text not null,
  query text not null,
  at text not null,
  unique (person, name)
) strict;

CREATE TABLE schedule (
  edition_id integer primary key references edition (id) on delete cascade,
  due_at text not null,
  drafts integer not null check (drafts in (0, 1)),
  note text not null,
  actor text not null,
  roles text not null check (json_valid(roles)),
  at text not null
) strict;

CREATE INDEX schedule_due on schedule (due_at);

CREATE TABLE second_answer (
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

CREATE TABLE seen (
  person text not null,
  item text not null,
  at text not null,
  primary key (person, item)
) strict, without rowid;

CREATE TABLE seen_name (
  target_id integer not null references target (id) on delete cascade,
  name text not null,
  lang text not null,
  form text not null,
  rendering text not null,
  kind text not null check (kind in ('person', 'organisation', '')),
  sure integer not null check (sure in (0, 1)),
  primary key (target_id, name)
) strict, without rowid;

CREATE INDEX seen_name_name on seen_name (lang, name, rendering, sure);

CREATE TABLE segment (
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
, shape text) strict;

CREATE INDEX segment_article on segment (article_id, obsolete, position);

CREATE INDEX segment_folded on segment (folded);

CREATE INDEX segment_headline on segment (article_id) where kind = 'headline' and not obsolete;

CREATE INDEX segment_shape on segment (shape) where shape is not null;

CREATE TABLE session (
  id text primary key,
  user_id integer not null references user (id) on delete cascade,
  created_at text not null,
  seen_at text not null,
  ends_at text not null,
  agent text not null default ''
) strict, without rowid;

CREATE INDEX session_user on session (user_id);

CREATE TABLE set_aside (
  id integer primary key,
  segment_id integer not null references segment (id) on delete cascade,
  lang text not null,
  actor text not null,
  text text not null,
  at text not null
) strict;

CREATE INDEX set_aside_segment on set_aside (segment_id, lang, actor);

CREATE TABLE setting (
  name text primary key,
  value text not null
) strict, without rowid;

CREATE TABLE tally (
  article_id integer not null references article (id) on delete cascade,
  lang text not null,
  state text not null,
  segments integer not null,
  words integer not null,
  stale integer not null,
  primary key (article_id, lang, state)
) strict, without rowid;

CREATE TRIGGER tally_finding_delete after delete on finding when old.dismissed_by is null begin
  insert into finding_tally
  select article_id, lang, old.severity, -1
  from target join segment on segment.id = segment_id where target.id = old.target_id and not obsolete
  on conflict do update set open = open - 1;
end;

CREATE TRIGGER tally_finding_insert after insert on finding when new.dismissed_by is null begin
  insert into finding_tally
  select article_id, lang, new.severity, 1
  from target join segment on segment.id = segment_id where target.id = new.target_id and not obsolete
  on conflict do update set open = open + 1;
end;

CREATE TRIGGER tally_finding_update after update of dismissed_by on finding
when (new.dismissed_by is null) is not (old.dismissed_by is null) begin
  insert into finding_tally
  select article_id, lang, new.severity, iif(new.dismissed_by is null, 1, -1)
  from target join segment on segment.id = segment_id where target.id = new.target_id and not obsolete
  on conflict do update set open = open + excluded.open;
end;

CREATE TRIGGER tally_segment_delete before delete on segment when not old.obsolete begin
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

CREATE TRIGGER tally_segment_update after update of obsolete, words on segment
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

CREATE TRIGGER tally_target_delete before delete on target begin
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

CREATE TRIGGER tally_target_insert after insert on target begin
  insert into tally
  select article_id, new.lang, new.state, 1, words, new.previous_source is not null
  from segment where id = new.segment_id and not obsolete
  on conflict do update set segments = segments + 1, words = words + excluded.words, stale = stale + excluded.stale;
end;

CREATE TRIGGER tally_target_update after update of state, previous_source on target
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

CREATE TABLE target (
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

CREATE INDEX target_author on target (author, lang);

CREATE INDEX target_changed on target (lang, changed);

CREATE INDEX target_state on target (lang, state);

CREATE TABLE told (
  article_id integer not null references article (id) on delete cascade,
  lang text not null,
  ready integer not null check (ready in (0, 1)),
  publication text not null,
  primary key (article_id, lang)
) strict, without rowid;

CREATE TABLE unit (
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

CREATE INDEX unit_hash on unit (source_lang, target_lang, hash);

CREATE UNIQUE INDEX unit_segment on unit (segment, target_lang) where segment <> '';

CREATE VIRTUAL TABLE unit_words using fts5 (
  folded, folded_target, content = 'unit', content_rowid = 'id', detail = 'column',
  tokenize = 'unicode61 remove_diacritics 0'
);

CREATE TABLE 'unit_words_config'(k PRIMARY KEY, v) WITHOUT ROWID;

CREATE TABLE 'unit_words_data'(id INTEGER PRIMARY KEY, block BLOB);

CREATE TRIGGER unit_words_delete after delete on unit begin
  insert into unit_words (unit_words, rowid, folded, folded_target)
  values ('delete', old.id, old.folded, old.folded_target);
end;

CREATE TABLE 'unit_words_docsize'(id INTEGER PRIMARY KEY, sz BLOB);

CREATE TABLE 'unit_words_idx'(segid, term, pgno, PRIMARY KEY(segid, term)) WITHOUT ROWID;

CREATE TRIGGER unit_words_insert after insert on unit begin
  insert into unit_words (rowid, folded, folded_target) values (new.id, new.folded, new.folded_target);
end;

CREATE TRIGGER unit_words_update after update on unit begin
  insert into unit_words (unit_words, rowid, folded, folded_target)
  values ('delete', old.id, old.folded, old.folded_target);
  insert into unit_words (rowid, folded, folded_target) values (new.id, new.folded, new.folded_target);
end;

CREATE TABLE usage (
  engine text not null,
  month text not null,
  requests integer not null,
  characters integer not null,
  primary key (engine, month)
) strict, without rowid;

CREATE TABLE user (
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

CREATE TABLE webhook (
  id integer primary key,
  url text not null,
  events text not null check (json_valid(events)),
  created_by text not null,
  created_at text not null,
  disabled_at text,
  disabled_reason text not null default ''
, salt text not null default '', digest text not null default '', sealed text not null default '') strict;
