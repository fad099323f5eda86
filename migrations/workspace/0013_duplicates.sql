-- Records that may be one: looked for as one types and by a scan of all, reviewed, merged and taken apart again.

create index contacts_name_key on contacts (onward.name_key(name)) where deleted_at is null;
create index companies_name_key on companies (onward.name_key(name)) where deleted_at is null;
create index leads_name_key on leads (onward.name_key(name)) where deleted_at is null;
create index companies_phone on companies (phone) where phone is not null;
create index companies_email on companies (email) where email is not null;

-- How sure one must be, in percent: to show a pair for review, to refuse a new record. One row at most; without it the defaults hold.
create table duplicate_settings (
  is_set boolean primary key default true check (is_set),
  review_from smallint not null check (review_from between 50 and 100),
  refuse_from smallint not null check (refuse_from between 50 and 100)
);

-- The search through all records. There is one at a time; a finished one stays as the last.
create table duplicate_scans (
  id uuid primary key,
  status text not null check (status in ('running', 'done', 'failed', 'cancelled')),
  -- Where it is: the kind of records, whether their keys or their pairs, and the last one dealt with.
  entity text not null,
  phase text not null check (phase in ('keys', 'pairs')),
  position text,
  -- Of the present phase.
  done bigint not null default 0,
  total bigint not null default 0,
  compared bigint not null default 0,
  found bigint not null default 0,
  failure jsonb,
  started_by uuid references users (id),
  started_at timestamptz not null,
  finished_at timestamptz
);
create unique index duplicate_scans_one on duplicate_scans ((true)) where status = 'running';
create index duplicate_scans_latest on duplicate_scans (started_at);

-- Records by what they may be met under; working space of the scan, which makes the index when all are in.
create table duplicate_keys (
  key bigint not null,
  record_id uuid not null
);

-- How many records of a kind the last scan has seen, and how often words occur in their names: sharing a rare one tells
-- more, and among many records there are more namesakes.
create table duplicate_words (
  entity text primary key,
  records bigint not null,
  frequencies jsonb not null
);

-- Pairs that may be one, and pairs of which somebody said that they are not: those are never shown again.
create table duplicate_pairs (
  id uuid primary key,
  entity text not null,
  a_id uuid not null,
  b_id uuid not null,
  score real not null,
  reasons jsonb not null,
  status text not null default 'open' check (status in ('open', 'distinct')),
  decided_by uuid references users (id),
  decided_at timestamptz,
  found_at timestamptz not null,
  unique (a_id, b_id),
  check (a_id < b_id)
);
create index duplicate_pairs_queue on duplicate_pairs (entity, score desc, id) where status = 'open';
create index duplicate_pairs_other on duplicate_pairs (b_id);

-- Records that went into others. What led to the loser leads to the survivor, and its story is told there.
create table merged_records (
  act_id uuid not null,
  record_id uuid not null,
  survivor_id uuid not null,
  entity text not null,
  title text not null,
  at timestamptz not null,
  primary key (record_id, survivor_id, act_id)
);
create index merged_records_survivor on merged_records (survivor_id);
create index merged_records_act on merged_records (act_id);

-- Addresses a contact has from one that went into it; they are not in its fields and stay until the two are taken apart.
alter table identities add column from_record_id uuid;
create index identities_from on identities (from_record_id) where from_record_id is not null;
-- The merge by which an event is told on a further timeline; it goes when the merge is taken back.
alter table event_links add column act_id uuid;
