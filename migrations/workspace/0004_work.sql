-- Leads, deals, steps and the next-step law.
--
-- The law: an open lead or deal has exactly one open step, dated, owned by an active user; nothing else has one.
-- It is held by declarations only, judged at commit:
--   an open record names its step                          check on next_step_id
--   the named step is its own and is still open            foreign key (next_step_id, id, next_step_open)
--   there is no second open step                           unique index steps_one_open
--   an open step belongs to an open record                 foreign keys open_lead_id, open_deal_id
--   its owner is active                                    foreign key (owner_id, owner_must_be_active)

create table leads (
  id uuid primary key,
  version integer not null default 1,
  name text not null,
  company_name text,
  job_title text,
  phone text,
  email text,
  website text,
  city text,
  source text,
  budget bigint,
  budget_currency text,
  score integer,
  attempts integer,
  description text,
  answers jsonb,
  external_id text,
  pipeline_id uuid not null,
  stage_id uuid not null,
  owner_id uuid not null references users (id),
  contact_id uuid references contacts (id),
  company_id uuid references companies (id),
  deal_id uuid,
  status text not null default 'open' check (status in ('open', 'won', 'lost')),
  next_step_id uuid,
  next_step_open boolean generated always as (case when next_step_id is not null then true end) stored,
  closed_at timestamptz,
  close_reason text,
  created_at timestamptz not null,
  updated_at timestamptz not null,
  deleted_at timestamptz,
  open_key uuid unique generated always as (case when status = 'open' and deleted_at is null then id end) stored,
  search_text text not null generated always as (
    onward.fold(name || ' ' || coalesce(company_name, '') || ' ' || coalesce(phone, '') || ' ' || coalesce(email, ''))
  ) stored,
  foreign key (stage_id, pipeline_id) references stages (id, pipeline_id),
  constraint leads_open_has_step check ((status = 'open' and deleted_at is null) = (next_step_id is not null)),
  check ((status = 'open') = (closed_at is null))
);
create index leads_name on leads (name collate "und-x-icu", id) where deleted_at is null;
create index leads_created on leads (created_at, id) where deleted_at is null;
create index leads_updated on leads (updated_at, id) where deleted_at is null;
create index leads_owner on leads (owner_id, created_at, id) where deleted_at is null;
create index leads_stage on leads (stage_id, created_at, id) where deleted_at is null;
create index leads_city on leads (onward.fold(city)) where deleted_at is null;
create index leads_phone on leads (phone) where phone is not null;
create index leads_email on leads (email) where email is not null;
create index leads_contact on leads (contact_id) where contact_id is not null;
create index leads_company on leads (company_id) where company_id is not null;
create index leads_external on leads (external_id) where external_id is not null;
create index leads_search on leads using gin (search_text gin_trgm_ops);

create table deals (
  id uuid primary key,
  version integer not null default 1,
  title text not null,
  company_id uuid references companies (id),
  contact_id uuid references contacts (id),
  product_id uuid references products (id),
  amount bigint,
  amount_currency text,
  close_on date,
  started_on date,
  source text,
  attempts integer,
  description text,
  answers jsonb,
  external_id text,
  pipeline_id uuid not null,
  stage_id uuid not null,
  owner_id uuid not null references users (id),
  status text not null default 'open' check (status in ('open', 'won', 'lost')),
  next_step_id uuid,
  next_step_open boolean generated always as (case when next_step_id is not null then true end) stored,
  closed_at timestamptz,
  close_reason text,
  created_at timestamptz not null,
  updated_at timestamptz not null,
  deleted_at timestamptz,
  open_key uuid unique generated always as (case when status = 'open' and deleted_at is null then id end) stored,
  search_text text not null generated always as (onward.fold(title)) stored,
  foreign key (stage_id, pipeline_id) references stages (id, pipeline_id),
  constraint deals_open_has_step check ((status = 'open' and deleted_at is null) = (next_step_id is not null)),
  check ((status = 'open') = (closed_at is null))
);
alter table leads add foreign key (deal_id) references deals (id);
create index leads_deal on leads (deal_id) where deal_id is not null;
create index deals_title on deals (title collate "und-x-icu", id) where deleted_at is null;
create index deals_created on deals (created_at, id) where deleted_at is null;
create index deals_updated on deals (updated_at, id) where deleted_at is null;
create index deals_amount on deals (amount, id) where deleted_at is null;
create index deals_owner on deals (owner_id, created_at, id) where deleted_at is null;
create index deals_board on deals (pipeline_id, stage_id, created_at, id) where deleted_at is null and status = 'open';
create index deals_company on deals (company_id) where company_id is not null;
create index deals_contact on deals (contact_id) where contact_id is not null;
create index deals_product on deals (product_id) where product_id is not null;
create index deals_external on deals (external_id) where external_id is not null;
create index deals_search on deals using gin (search_text gin_trgm_ops);

create table steps (
  id uuid primary key,
  version integer not null default 1,
  title text,
  lead_id uuid references leads (id),
  deal_id uuid references deals (id),
  subject_id uuid not null generated always as (coalesce(lead_id, deal_id)) stored,
  kind_id uuid not null references step_kinds (id),
  due_at timestamptz not null,
  owner_id uuid not null references users (id),
  attempt integer not null default 1 check (attempt >= 1),
  postponements integer not null default 0 check (postponements >= 0),
  outcome text check (outcome in ('result', 'postponed', 'refused')),
  outcome_note text,
  reason text,
  changed_offer text,
  closed_at timestamptz,
  closed_by_id uuid references users (id),
  followed_by_id uuid references steps (id) deferrable initially deferred,
  created_at timestamptz not null,
  updated_at timestamptz not null,
  is_open boolean not null generated always as (closed_at is null) stored,
  open_lead_id uuid generated always as (case when closed_at is null then lead_id end) stored,
  open_deal_id uuid generated always as (case when closed_at is null then deal_id end) stored,
  owner_must_be_active boolean generated always as (case when closed_at is null then true end) stored,
  constraint steps_one_subject check (num_nonnulls(lead_id, deal_id) = 1),
  constraint steps_closed_with_outcome check ((closed_at is null) = (outcome is null)),
  constraint steps_refused_with_reason check (outcome <> 'refused' or reason is not null),
  constraint steps_postponed_with_reason check (outcome <> 'postponed' or postponements < 2 or reason is not null),
  constraint steps_open_lead foreign key (open_lead_id) references leads (open_key) deferrable initially deferred,
  constraint steps_open_deal foreign key (open_deal_id) references deals (open_key) deferrable initially deferred,
  constraint steps_owner_active foreign key (owner_id, owner_must_be_active)
    references users (id, is_active) deferrable initially deferred,
  unique (id, subject_id, is_open)
);
create unique index steps_one_open on steps (subject_id) where closed_at is null;
create index steps_due on steps (owner_id, due_at, id) where closed_at is null;
create index steps_due_all on steps (due_at, id) where closed_at is null;
create index steps_closed on steps (closed_by_id, closed_at) where closed_at is not null;
create index steps_lead on steps (lead_id, created_at) where lead_id is not null;
create index steps_deal on steps (deal_id, created_at) where deal_id is not null;

alter table leads add constraint leads_next_step foreign key (next_step_id, id, next_step_open)
  references steps (id, subject_id, is_open) deferrable initially deferred;
alter table deals add constraint deals_next_step foreign key (next_step_id, id, next_step_open)
  references steps (id, subject_id, is_open) deferrable initially deferred;
create index leads_next_step_id on leads (next_step_id) where next_step_id is not null;
create index deals_next_step_id on deals (next_step_id) where next_step_id is not null;

create table plans (
  id uuid primary key,
  version integer not null default 1,
  user_id uuid not null references users (id),
  period text not null check (period in ('day', 'week', 'month')),
  steps integer not null check (steps >= 0),
  results integer check (results >= 0),
  created_at timestamptz not null,
  updated_at timestamptz not null,
  unique (user_id, period)
);

create table notes (
  id uuid primary key,
  version integer not null default 1,
  text text not null,
  kind text not null default 'note' check (kind in ('note', 'call', 'mail', 'meeting')),
  lead_id uuid references leads (id),
  deal_id uuid references deals (id),
  contact_id uuid references contacts (id),
  company_id uuid references companies (id),
  is_pinned boolean default false,
  author_id uuid references users (id),
  created_at timestamptz not null,
  updated_at timestamptz not null,
  deleted_at timestamptz,
  check (num_nonnulls(lead_id, deal_id, contact_id, company_id) >= 1)
);
create index notes_lead on notes (lead_id, created_at) where lead_id is not null;
create index notes_deal on notes (deal_id, created_at) where deal_id is not null;
create index notes_contact on notes (contact_id, created_at) where contact_id is not null;
create index notes_company on notes (company_id, created_at) where company_id is not null;

create table views (
  id uuid primary key,
  version integer not null default 1,
  name text not null,
  entity text not null,
  config jsonb not null,
  sharing text not null default 'personal' check (sharing in ('personal', 'team', 'everyone')),
  owner_id uuid references users (id),
  created_at timestamptz not null,
  updated_at timestamptz not null,
  deleted_at timestamptz
);
create index views_entity on views (entity) where deleted_at is null;
