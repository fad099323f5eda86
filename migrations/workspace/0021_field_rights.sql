-- What a role may not do with single fields (noun → field → read, masked, hidden), and how many records a person of it
-- reads within an hour before administrators are told; empty: any number.
alter table roles
  add column field_limits jsonb not null default '{}' check (jsonb_typeof(field_limits) = 'object'),
  add column views_per_hour integer check (views_per_hour between 50 and 100000),
  -- Without the administrator's rights nobody could mend a mistake.
  add constraint roles_administrator_unlimited check (key is distinct from 'administrator' or field_limits = '{}');

-- Records people have read for the first time within an hour, by minute; kept for a day, and only of limited roles.
create table record_views (
  user_id uuid not null references users (id),
  minute timestamptz not null,
  records integer not null check (records > 0),
  primary key (user_id, minute)
);
