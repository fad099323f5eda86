-- What happened. Written in the transaction of the change itself and never changed afterwards.

create table events (
  id uuid primary key,
  act_id uuid not null,
  at timestamptz not null,
  actor_id uuid,
  kind text not null,
  entity text not null,
  record_id uuid not null,
  data jsonb not null
);
create index events_record on events (record_id, at desc, id desc);

-- An event is shown on the timelines of other records too (a deal's on its company's).
create table event_links (
  record_id uuid not null,
  at timestamptz not null,
  event_id uuid not null references events (id) on delete cascade,
  primary key (record_id, at, event_id)
);
create index event_links_event on event_links (event_id);

-- Rows as they were before an act; undoing it puts them back while nobody has changed them since.
-- Rows of one root (a deal and its steps) go back together or not at all.
create table undo_rows (
  act_id uuid not null,
  seq integer not null,
  entity text not null,
  record_id uuid not null,
  root_id uuid not null,
  before jsonb,
  version_after integer,
  primary key (act_id, seq)
);

create table idempotency_keys (
  actor_id uuid not null,
  key text not null,
  request_hash bytea not null,
  status integer,
  body text,
  created_at timestamptz not null,
  primary key (actor_id, key)
);
create index idempotency_keys_age on idempotency_keys (created_at);

create table sample_records (
  entity text not null,
  record_id uuid not null,
  primary key (entity, record_id)
);
