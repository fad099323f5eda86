-- Exports that are prepared again and again, each time with the rights and the quota of their owner.
create table export_schedules (
  id uuid primary key,
  owner_id uuid not null references users (id),
  entity text not null,
  format text not null check (format in ('csv', 'xlsx', 'jsonl', 'vcf')),
  locale text not null,
  request jsonb not null,
  every text not null check (every in ('day', 'week', 'month')),
  next_at timestamptz not null,
  -- Why the last one could not begin; empty when it could.
  failure jsonb,
  created_at timestamptz not null
);
create index export_schedules_next on export_schedules (next_at);
create index export_schedules_owner on export_schedules (owner_id);
