-- By which key something was done, and in which transaction it was written. Events are told in the order of
-- transactions, up to the oldest that is still running: below it nothing can be added any more. Events from before
-- this migration have no transaction and are not told, which keeps the index small and its making short.
alter table events add column key_id uuid;
alter table events add column xid xid8;
alter table events alter column xid set default pg_current_xact_id();
create index events_feed on events (xid, id) where xid is not null;

create table webhooks (
  id uuid primary key,
  name text not null,
  url text not null,
  -- Sealed; see server/auth/seal.ts.
  secret bytea not null,
  events text[] not null check (cardinality(events) > 0),
  user_id uuid not null references users (id),
  is_active boolean not null default true,
  -- Since when nothing has got through; null while it does.
  failing_since timestamptz,
  disabled_reason text check (disabled_reason in ('failing', 'gone', 'owner')),
  created_at timestamptz not null,
  check (not is_active or disabled_reason is null)
);

-- How far the events have been looked through for webhooks: one row.
create table webhook_position (
  only_row boolean primary key default true check (only_row),
  after text not null
);

create table webhook_deliveries (
  id uuid primary key,
  webhook_id uuid not null references webhooks (id) on delete cascade,
  event_id uuid not null,
  record_id uuid not null,
  kind text not null,
  body text not null,
  status text not null default 'waiting' check (status in ('waiting', 'delivered', 'dead')),
  attempts integer not null default 0,
  created_at timestamptz not null,
  next_at timestamptz,
  sent_at timestamptz,
  answer_status integer,
  answer_excerpt text,
  error text,
  duration_ms integer,
  check ((status = 'waiting') = (next_at is not null)),
  unique (webhook_id, event_id)
);
create index webhook_deliveries_log on webhook_deliveries (webhook_id, created_at desc, id desc);
create index webhook_deliveries_order on webhook_deliveries (webhook_id, record_id, id) where status = 'waiting';
create index webhook_deliveries_age on webhook_deliveries (created_at);
