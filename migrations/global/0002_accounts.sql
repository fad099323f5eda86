-- People who can sign in, the workspaces they belong to and how they prove who they are.

create table onward.workspaces (
  id uuid primary key,
  schema_name text not null unique check (schema_name ~ '^ws_[a-z0-9]+$'),
  name text not null,
  country text not null check (country ~ '^[A-Z]{2}$'),
  currency text not null check (currency ~ '^[A-Z]{3}$'),
  time_zone text not null,
  locale text not null check (locale in ('ru', 'en')),
  model text not null check (model in ('transactional', 'collaborative', 'strategic')),
  created_at timestamptz not null
);

create table onward.accounts (
  id uuid primary key,
  email text not null unique check (email = lower(email)),
  password_hash text not null,
  locale text not null default 'en' check (locale in ('ru', 'en')),
  theme text not null default 'system' check (theme in ('system', 'light', 'dark')),
  created_at timestamptz not null
);

create table onward.memberships (
  account_id uuid not null references onward.accounts (id) on delete cascade,
  workspace_id uuid not null references onward.workspaces (id) on delete cascade,
  user_id uuid not null,
  primary key (account_id, workspace_id),
  unique (workspace_id, user_id)
);

-- Only the SHA-256 of a token is kept: a copy of the table signs nobody in.
create table onward.sessions (
  token_hash bytea primary key,
  account_id uuid not null references onward.accounts (id) on delete cascade,
  workspace_id uuid not null references onward.workspaces (id) on delete cascade,
  created_at timestamptz not null,
  last_seen_at timestamptz not null,
  expires_at timestamptz not null
);
create index on onward.sessions (account_id);
create index on onward.sessions (expires_at);

create table onward.invitations (
  token_hash bytea primary key,
  workspace_id uuid not null references onward.workspaces (id) on delete cascade,
  user_id uuid not null,
  email text not null,
  created_at timestamptz not null,
  expires_at timestamptz not null,
  accepted_at timestamptz
);
create index on onward.invitations (workspace_id, user_id);

create table onward.api_keys (
  id uuid primary key,
  token_hash bytea not null unique,
  workspace_id uuid not null references onward.workspaces (id) on delete cascade,
  user_id uuid not null,
  name text not null,
  hint text not null,
  created_at timestamptz not null,
  last_used_at timestamptz,
  revoked_at timestamptz
);
create index on onward.api_keys (workspace_id);

-- The link printed on the console for the first administrator; there is at most one and it is used once.
create table onward.setup_links (
  token_hash bytea primary key,
  created_at timestamptz not null
);
