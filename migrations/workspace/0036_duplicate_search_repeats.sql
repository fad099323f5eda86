-- How often all records are searched for duplicates without being asked: at six in the morning of every day, Monday or
-- first of the month; null: never.
alter table duplicate_settings
  add column scan_every text default 'week' check (scan_every in ('day', 'week', 'month'));
