-- Fields that get another type: the new columns are filled beside the old ones, and take their place when all rows are
-- done. A row stays for good: it says which column a field has now, and how to read what history tells of before.
create table field_conversions (
  id uuid primary key,
  field_id uuid not null references custom_fields (id),
  -- Who began it; nobody in particular where the system did.
  owner_id uuid references users (id),
  table_name text not null,
  -- The definition before and after, as they were when it began; choices that are met are added to the latter.
  was jsonb not null,
  becomes jsonb not null,
  reading jsonb not null,
  on_failure text not null check (on_failure in ('refuse', 'empty')),
  -- The columns' name: read from, written to, and what the former ones are called since they have been replaced.
  from_column text not null,
  to_column text not null,
  former_column text,
  -- The conversion this one takes back: what nobody has changed since gets its very value again.
  undoes_id uuid references field_conversions (id),
  status text not null check (status in ('running', 'done', 'failed', 'cancelled')),
  -- Rows with a value when it began, and those done; some are done again because somebody changed them meanwhile.
  total integer not null,
  filled integer not null default 0,
  emptied integer not null default 0,
  failure jsonb,
  -- The former columns have been dropped.
  is_dropped boolean not null default false,
  started_at timestamptz not null,
  finished_at timestamptz
);
create unique index field_conversions_running on field_conversions (field_id) where status = 'running';
create index field_conversions_field on field_conversions (field_id, finished_at);
