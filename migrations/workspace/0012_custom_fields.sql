-- Fields and objects a workspace has added to the shipped ones. Each field is a column of its own in the table of its
-- noun, each object a table of its own; these rows say what they are called and how they behave.
create table custom_objects (
  id uuid primary key,
  version integer not null default 1,
  name text not null unique check (name ~ '^x_[a-z][a-z0-9_]{0,37}$'),
  one jsonb not null,
  many jsonb not null,
  position integer not null default 0,
  archived_at timestamptz,
  created_at timestamptz not null,
  updated_at timestamptz not null
);
create table custom_fields (
  id uuid primary key,
  version integer not null default 1,
  entity text not null,
  name text not null check (name ~ '^x_[a-z][a-z0-9_]{0,37}$'),
  type text not null,
  names jsonb not null,
  help jsonb,
  required boolean not null default false,
  is_unique boolean not null default false,
  initial jsonb,
  options jsonb not null,
  position integer not null default 0,
  archived_at timestamptz,
  created_at timestamptz not null,
  updated_at timestamptz not null,
  unique (entity, name)
);
