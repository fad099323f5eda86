-- Imports find companies by the host of their site or mail.

create index companies_site_host on companies ((substring(lower(website) from '^https?://(?:www[.])?([^/:?#]+)'))) where website is not null;
create index companies_mail_host on companies ((split_part(email, '@', 2))) where email is not null;

-- Why the data of a person may be kept (152-FZ, GDPR): asked of every import that brings people in.

alter table contacts
  add column basis text check (basis in ('consent', 'contract', 'legitimateInterest', 'legalObligation', 'employee')),
  add column basis_on date,
  add column basis_source text;
alter table leads
  add column basis text check (basis in ('consent', 'contract', 'legitimateInterest', 'legalObligation', 'employee')),
  add column basis_on date,
  add column basis_source text;

-- How files of the same headings were brought in, for everybody in the workspace.

create table import_mappings (
  id uuid primary key,
  version integer not null default 1,
  name text not null,
  -- Print of the headings, in whatever order they stand.
  headings text not null,
  settings jsonb not null,
  -- Kept by itself when an import began; a named one was kept by a person.
  is_named boolean not null,
  owner_id uuid references users (id),
  created_at timestamptz not null,
  updated_at timestamptz not null
);
create index import_mappings_headings on import_mappings (headings);
create unique index import_mappings_last on import_mappings (headings) where not is_named;
