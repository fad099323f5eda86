-- Exports: who took what out of the house, and where it is kept while it can be fetched. Rows stay when files go.
create table exports (
  id uuid primary key,
  owner_id uuid not null references users (id),
  entity text not null,
  format text not null check (format in ('csv', 'xlsx', 'jsonl', 'vcf')),
  locale text not null,
  -- Columns, order and selection as they were asked for.
  request jsonb not null,
  status text not null check (status in ('running', 'ready', 'failed', 'gone')),
  -- Rows in the file; while it is written, those that were counted when it was asked for.
  row_count integer not null,
  -- Rows the file may have at most by the quota of the role.
  most_rows integer not null,
  size bigint,
  failure jsonb,
  fetched integer not null default 0,
  created_at timestamptz not null,
  finished_at timestamptz
);
create index exports_created_at on exports (created_at desc);
create index exports_owner on exports (owner_id, created_at desc);

-- Rows a person of the role may take out within a day; empty: as many as there are.
alter table roles add column export_rows integer check (export_rows >= 0);
update roles set export_rows = 50000 where key is distinct from 'administrator';

-- Changes of many records: what is done to which, how far it is, and what became of it.
create table bulk_runs (
  id uuid primary key,
  owner_id uuid not null references users (id),
  entity text not null,
  act jsonb not null,
  selection jsonb not null,
  -- The role and the reach of the right its owner had when it began; without them nobody goes on in his name.
  standing jsonb not null,
  status text not null check (status in
    ('running', 'done', 'failed', 'cancelled', 'undoing', 'undone')),
  total integer not null,
  -- How many of the records have been dealt with, in their order.
  position integer not null default 0,
  changed integer not null default 0,
  unchanged integer not null default 0,
  refused integer not null default 0,
  undone integer not null default 0,
  kept integer not null default 0,
  failure jsonb,
  started_at timestamptz not null,
  finished_at timestamptz
);
create index bulk_runs_owner on bulk_runs (owner_id, started_at desc);

-- The records a change is about, found once when it began, in parts of one size.
create table bulk_parts (
  run_id uuid not null references bulk_runs (id) on delete cascade,
  seq integer not null,
  ids uuid[] not null,
  primary key (run_id, seq)
);

-- Records that refused, and why.
create table bulk_errors (
  run_id uuid not null references bulk_runs (id) on delete cascade,
  record_id uuid not null,
  code text not null,
  params jsonb not null,
  problems jsonb not null,
  primary key (run_id, record_id)
);

-- Each batch is an act; a change is taken back act by act, the latest first.
create table bulk_acts (
  run_id uuid not null references bulk_runs (id) on delete cascade,
  seq integer not null,
  act_id uuid not null,
  primary key (run_id, seq)
);
