-- What a key may be used for, until when, and whether its user is there for it alone. No scopes: all its user may do.

alter table onward.api_keys add column scopes jsonb;
alter table onward.api_keys add column expires_at timestamptz;

-- Workspaces that have a webhook, so that whoever sends them need not look into every schema.
create table onward.webhook_workspaces (
  workspace_id uuid primary key references onward.workspaces (id) on delete cascade
);
