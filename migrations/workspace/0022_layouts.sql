-- How a workspace lays out the fields of a noun on its pages and forms; without a row a noun is laid out as shipped.
create table layouts (
  id uuid primary key,
  version integer not null default 1,
  entity text not null unique,
  config jsonb not null,
  created_at timestamptz not null,
  updated_at timestamptz not null
);
