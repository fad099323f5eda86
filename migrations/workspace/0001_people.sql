-- Users, teams and roles of a workspace. `is_active` is referenced by open steps: a user who still owns one
-- cannot be switched off.

create table roles (
  id uuid primary key,
  version integer not null default 1,
  name text not null,
  key text,
  grants jsonb not null default '{}',
  created_at timestamptz not null,
  updated_at timestamptz not null,
  deleted_at timestamptz
);
create unique index roles_name on roles (onward.fold(name)) where deleted_at is null;
create unique index roles_key on roles (key);

create table teams (
  id uuid primary key,
  version integer not null default 1,
  name text not null,
  lead_id uuid,
  created_at timestamptz not null,
  updated_at timestamptz not null,
  deleted_at timestamptz
);
create unique index teams_name on teams (onward.fold(name)) where deleted_at is null;

create table users (
  id uuid primary key,
  version integer not null default 1,
  name text not null,
  email text,
  phone text,
  job_title text,
  role_id uuid references roles (id),
  team_id uuid references teams (id),
  is_active boolean not null default true,
  time_zone text,
  created_at timestamptz not null,
  updated_at timestamptz not null,
  deleted_at timestamptz,
  search_text text not null generated always as (onward.fold(name)) stored,
  check (deleted_at is null or not is_active),
  unique (id, is_active)
);
create unique index users_email on users (onward.fold(email)) where deleted_at is null;
create index users_team on users (team_id);
create index users_name on users (name collate "und-x-icu", id);

alter table teams add foreign key (lead_id) references users (id) deferrable initially deferred;
