-- Exports that were asked for; who took what out of the house stays in the log of events.
create table exports (
  id uuid primary key,
  owner_id uuid not null references users (id),
  entity text not null,
  format text not null check (format in ('csv', 'xlsx', 'jsonl')),
  -- Columns, order and selection as they were asked for.
  request jsonb not null,
  created_at timestamptz not null
);
create index exports_created_at on exports (created_at);

-- Changes of many records: what is done to which, how far it is, and what became of it.
create table bulk_runs (
  id uuid primary key,
  owner_id uuid not null references users (id),
  entity text not null,
  act jsonb not null,
  selection jsonb not null,
  status text not null check (status in
    ('running', 'done', 'failed', 'cancelled', 'undoing', 'undone')),
  -- Id of the last record that has been dealt with: records are taken in the order of their ids.
  position uuid,
  -- Records expected; an estimate where `is_exact` is false.
  total integer not null,
  is_exact boolean not null,
  changed integer not null default 0,
  unchanged integer not null default 0,
  failed integer not null default 0,
  undone integer not null default 0,
  kept integer not null default 0,
  failure jsonb,
  started_at timestamptz not null,
  finished_at timestamptz
);
create index bulk_runs_owner on bulk_runs (owner_id, started_at desc);

-- Records that refused, and why.
create table bulk_errors (
  run_id uuid not null references bulk_runs (id) on delete cascade,
  record_id uuid not null,
  code text not null,
  params jsonb not null,
  primary key (run_id, record_id)
);

-- Each batch is an act; a run is taken back act by act, the latest first.
create table bulk_acts (
  run_id uuid not null references bulk_runs (id) on delete cascade,
  seq integer not null,
  act_id uuid not null,
  primary key (run_id, seq)
);
