-- The ways leads and deals go, the steps they suggest and what to ask at each attempt.

create table pipelines (
  id uuid primary key,
  version integer not null default 1,
  name text not null,
  works_on text not null check (works_on in ('lead', 'deal')),
  position integer not null default 0,
  refusal_reasons jsonb default '[]',
  created_at timestamptz not null,
  updated_at timestamptz not null,
  deleted_at timestamptz
);

create table step_kinds (
  id uuid primary key,
  version integer not null default 1,
  name text not null,
  icon text not null check (icon in ('phone', 'mail', 'message', 'meeting', 'task', 'document')),
  position integer not null default 0,
  created_at timestamptz not null,
  updated_at timestamptz not null,
  deleted_at timestamptz
);
create unique index step_kinds_name on step_kinds (onward.fold(name)) where deleted_at is null;

create table stages (
  id uuid primary key,
  version integer not null default 1,
  name text not null,
  pipeline_id uuid not null references pipelines (id),
  position integer not null default 0,
  probability integer default 0 check (probability between 0 and 100),
  step_kind_id uuid not null references step_kinds (id),
  step_delay_minutes integer not null default 1440 check (step_delay_minutes >= 0),
  created_at timestamptz not null,
  updated_at timestamptz not null,
  deleted_at timestamptz,
  unique (id, pipeline_id)
);
create index stages_pipeline on stages (pipeline_id, position);

create table scripts (
  id uuid primary key,
  version integer not null default 1,
  name text not null,
  pipeline_id uuid not null references pipelines (id),
  attempt integer not null default 1 check (attempt >= 1),
  opening text,
  questions jsonb not null default '[]',
  created_at timestamptz not null,
  updated_at timestamptz not null,
  deleted_at timestamptz
);
create unique index scripts_attempt on scripts (pipeline_id, attempt) where deleted_at is null;
