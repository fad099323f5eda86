-- Views that stand beside the list, in their order, and those a list begins with: one's own, of a team, of a role.
alter table views
  add column is_pinned boolean not null default false,
  add column is_default boolean not null default false,
  add column position integer,
  add column role_id uuid references roles (id);
