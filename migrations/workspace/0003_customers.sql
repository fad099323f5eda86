-- Companies, contacts, products, and the one table that says which contact an address belongs to.

create table companies (
  id uuid primary key,
  version integer not null default 1,
  name text not null,
  industry text,
  phone text,
  email text,
  website text,
  country text,
  city text,
  address text,
  tax_id text,
  employees integer,
  annual_revenue bigint,
  annual_revenue_currency text,
  founded_year integer,
  parent_id uuid references companies (id),
  description text,
  external_id text,
  owner_id uuid references users (id),
  created_at timestamptz not null,
  updated_at timestamptz not null,
  deleted_at timestamptz,
  search_text text not null generated always as (
    onward.fold(name || ' ' || coalesce(phone, '') || ' ' || coalesce(email, '') || ' ' || coalesce(tax_id, ''))
  ) stored,
  check (parent_id <> id)
);
create index companies_name on companies (name collate "und-x-icu", id) where deleted_at is null;
create index companies_folded_name on companies (onward.fold(name)) where deleted_at is null;
create index companies_created on companies (created_at, id) where deleted_at is null;
create index companies_updated on companies (updated_at, id) where deleted_at is null;
create index companies_owner on companies (owner_id) where deleted_at is null;
create index companies_parent on companies (parent_id) where parent_id is not null;
create index companies_external on companies (external_id) where external_id is not null;
create index companies_tax on companies (tax_id) where tax_id is not null;
create index companies_search on companies using gin (search_text gin_trgm_ops);

create table contacts (
  id uuid primary key,
  version integer not null default 1,
  name text not null,
  company_id uuid references companies (id),
  job_title text,
  phone text,
  email text,
  city text,
  birthday date,
  source text,
  description text,
  external_id text,
  owner_id uuid references users (id),
  created_at timestamptz not null,
  updated_at timestamptz not null,
  deleted_at timestamptz,
  search_text text not null generated always as (
    onward.fold(name || ' ' || coalesce(phone, '') || ' ' || coalesce(email, ''))
  ) stored
);
create index contacts_name on contacts (name collate "und-x-icu", id) where deleted_at is null;
create index contacts_folded_name on contacts (onward.fold(name)) where deleted_at is null;
create index contacts_created on contacts (created_at, id) where deleted_at is null;
create index contacts_updated on contacts (updated_at, id) where deleted_at is null;
create index contacts_owner on contacts (owner_id) where deleted_at is null;
create index contacts_company on contacts (company_id) where company_id is not null;
create index contacts_city on contacts (onward.fold(city)) where deleted_at is null;
create index contacts_phone on contacts (phone) where phone is not null;
create index contacts_email on contacts (email) where email is not null;
create index contacts_external on contacts (external_id) where external_id is not null;
create index contacts_search on contacts using gin (search_text gin_trgm_ops);

-- One address leads to one contact; the first who has it keeps it until it is taken off.
create table identities (
  channel text not null,
  address text not null,
  contact_id uuid not null references contacts (id) on delete cascade,
  created_at timestamptz not null,
  primary key (channel, address)
);
create index identities_contact on identities (contact_id);

create table products (
  id uuid primary key,
  version integer not null default 1,
  name text not null,
  sku text,
  category text,
  price bigint,
  price_currency text,
  created_at timestamptz not null,
  updated_at timestamptz not null,
  deleted_at timestamptz,
  search_text text not null generated always as (onward.fold(name)) stored
);
create unique index products_name on products (onward.fold(name)) where deleted_at is null;
