-- Imports: what is brought in, how far it is, what became of each row, and the acts to undo it by.

create table imports (
  id uuid primary key,
  version integer not null default 1,
  file_name text not null,
  entity text,
  status text not null check (status in
    ('draft', 'checking', 'checked', 'running', 'done', 'failed', 'cancelled', 'undoing', 'undone')),
  file jsonb not null,
  settings jsonb,
  counts jsonb,
  -- Number of the last row of the file that has been dealt with; a resumed import goes on after it.
  position integer not null default 0,
  -- Part of the file read, in thousandths.
  progress integer not null default 0,
  failure jsonb,
  -- Rows given to each owner so far, for round robin and for spreading first steps.
  state jsonb not null default '{}',
  owner_id uuid references users (id),
  finished_at timestamptz,
  created_at timestamptz not null,
  updated_at timestamptz not null
);

-- Every row of the file that has been dealt with. Cells are kept only where something is wrong with them.
create table import_rows (
  import_id uuid not null references imports (id) on delete cascade,
  row_number integer not null,
  outcome text not null check (outcome in ('created', 'updated', 'unchanged', 'skipped', 'failed')),
  record_id uuid,
  problems jsonb,
  cells jsonb,
  primary key (import_id, row_number)
);
create index import_rows_problems on import_rows (import_id, row_number) where problems is not null;

-- Cells mended by hand in the check; they stand in the place of the file's.
create table import_fixes (
  import_id uuid not null references imports (id) on delete cascade,
  row_number integer not null,
  cells jsonb not null,
  primary key (import_id, row_number)
);

create table import_acts (
  import_id uuid not null references imports (id) on delete cascade,
  seq integer not null,
  act_id uuid not null,
  primary key (import_id, seq)
);
