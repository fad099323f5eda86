-- Tags: one vocabulary for records of all kinds. A record holds the ids of its tags, so that filters by them walk an
-- index and undo, merges and history treat them as they treat any other value.
create table tags (
  id uuid primary key,
  version integer not null default 1,
  name text not null check (char_length(name) <= 60 and name !~ '[,;\n]'),
  colour text not null,
  -- Offered no more; records that bear it keep it.
  is_archived boolean default false,
  created_at timestamptz not null,
  updated_at timestamptz not null,
  deleted_at timestamptz
);
create unique index tags_name on tags (onward.fold(name)) where deleted_at is null;

alter table leads add column tags uuid[] check (cardinality(tags) > 0);
alter table deals add column tags uuid[] check (cardinality(tags) > 0);
alter table contacts add column tags uuid[] check (cardinality(tags) > 0);
alter table companies add column tags uuid[] check (cardinality(tags) > 0);
alter table products add column tags uuid[] check (cardinality(tags) > 0);
create index leads_tags on leads using gin (tags) where tags is not null and deleted_at is null;
create index deals_tags on deals using gin (tags) where tags is not null and deleted_at is null;
create index contacts_tags on contacts using gin (tags) where tags is not null and deleted_at is null;
create index companies_tags on companies using gin (tags) where tags is not null and deleted_at is null;
create index products_tags on products using gin (tags) where tags is not null and deleted_at is null;

-- The nouns a workspace has made itself bear tags too.
do $$
declare
  own text;
begin
  for own in select name from custom_objects loop
    execute format('alter table %I add column tags uuid[] check (cardinality(tags) > 0)', own);
    execute format('create index on %I using gin (tags) where tags is not null and deleted_at is null', own);
  end loop;
end $$;

-- Who may delete customers keeps the vocabulary in order, who enters customers adds to it, everybody reads it.
update roles set grants = grants || jsonb_build_object('tag',
  case
    when key = 'administrator' or coalesce(grants #>> '{company,delete}', 'no') <> 'no'
      then '{"read": "all", "create": "all", "update": "all", "delete": "all", "import": "all", "export": "all"}'::jsonb
    when coalesce(grants #>> '{lead,create}', 'no') <> 'no' or coalesce(grants #>> '{contact,create}', 'no') <> 'no'
      then '{"read": "all", "create": "all"}'::jsonb
    else '{"read": "all"}'::jsonb
  end);

-- Colleagues a note speaks to, taken from its text.
alter table notes add column mentions uuid[] check (cardinality(mentions) > 0);

-- What a person has marked with a star, in an order of his own.
create table favourites (
  user_id uuid not null references users (id) on delete cascade,
  record_id uuid not null,
  entity text not null,
  position integer not null,
  primary key (user_id, record_id)
);

-- What a person has looked at last.
create table recent_records (
  user_id uuid not null references users (id) on delete cascade,
  record_id uuid not null,
  entity text not null,
  at timestamptz not null,
  primary key (user_id, record_id)
);

-- Who wants to be told of a record, and who does not though its owner would be.
create table followers (
  record_id uuid not null,
  user_id uuid not null references users (id) on delete cascade,
  entity text not null,
  is_following boolean not null,
  primary key (record_id, user_id)
);

-- What a person is told of, one for each act and kind. One that is read is kept for its time as well.
create table notifications (
  id uuid primary key,
  user_id uuid not null references users (id) on delete cascade,
  act_id uuid not null,
  kind text not null,
  at timestamptz not null,
  -- Who did it; null for the system.
  actor_id uuid,
  entity text not null,
  record_id uuid not null,
  -- Records it happened to in this act, the named one among them.
  count integer not null default 1,
  data jsonb not null default '{}',
  read_at timestamptz,
  unique (act_id, user_id, kind)
);
create index notifications_of on notifications (user_id, at desc, id desc);
create index notifications_unread on notifications (user_id, at desc) where read_at is null;
create index notifications_age on notifications (at);

-- Kinds a person does not want to be told of; no row: all are wanted.
create table notification_settings (
  user_id uuid primary key references users (id) on delete cascade,
  unwanted text[] not null default '{}'
);
