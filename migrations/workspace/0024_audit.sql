-- What happened is sealed block by block (docs/decisions/0021): a block holds the hash of its events and of the block
-- before it. What an event says goes into its hash by a salted digest, so that it can be erased and the chain still holds.
alter table events add column salt uuid;
alter table events alter column salt set default gen_random_uuid();
-- Left in the place of what was erased.
alter table events add column digest bytea;
alter table events add constraint events_erased check (digest is null or (salt is null and data = '{}')) not valid;

-- The log is read newest first, by kind, and by who did it; ids are in the order of time.
create index events_kind on events (kind, id);
create index events_actor on events (actor_id, kind, id);
-- Those from before events had a transaction.
create index events_unnumbered on events (id) where xid is null;

-- Whether an act was a part of an import or of a change of many.
create index import_acts_act on import_acts (act_id);
create index bulk_acts_act on bulk_acts (act_id);

create table audit_blocks (
  n integer primary key check (n > 0),
  count integer not null check (count > 0),
  -- The place in the feed it ends at; without a transaction: among the events that have none.
  last_xid xid8,
  last_id uuid not null,
  -- Of the hashes of its events, of the block before, and of the block as a whole.
  root bytea not null check (length(root) = 32),
  previous bytea not null check (length(previous) = 32),
  hash bytea not null check (length(hash) = 32),
  at timestamptz not null
);
-- Of an ordinary role of the database the owner of the tables himself is refused; a superuser is found out by the chain.
revoke update, delete, truncate on audit_blocks, events from current_user;
-- Erasing empties what an event says.
grant update (data, salt, digest) on events to current_user;

-- Who looked at what, by the hour.
create table access_log (
  record_id uuid not null,
  user_id uuid not null,
  kind text not null check (kind in ('record', 'file', 'search')),
  hour timestamptz not null,
  entity text not null,
  first_at timestamptz not null,
  last_at timestamptz not null,
  count integer not null check (count > 0),
  -- What was looked for, as far as it was a search.
  words text[],
  primary key (record_id, user_id, kind, hour)
);
create index access_log_user on access_log (user_id, last_at desc);
create index access_log_last on access_log (last_at desc);

create table audit_settings (
  only_row boolean primary key default true check (only_row),
  -- How long it is kept who looked at what and from where people signed in.
  access_days integer not null default 180 check (access_days between 1 and 3650),
  -- When the recycle bin empties itself; null: never.
  bin_days integer check (bin_days between 1 and 3650)
);
insert into audit_settings default values;

update roles set grants = grants || jsonb_build_object('audit',
  '{"read": "all", "create": "all", "update": "all", "delete": "all", "import": "all", "export": "all"}'::jsonb)
where key = 'administrator';
