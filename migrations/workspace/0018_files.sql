-- The bytes of attached files: one row for the same bytes, however often they were attached. The store has them under
-- a key of its own, so that what is being removed and what comes in again never meet.
create table file_contents (
  sha256 text primary key check (sha256 ~ '^[0-9a-f]{64}$'),
  key text not null unique,
  size integer not null check (size >= 0),
  media_type text not null,
  verdict text not null check (verdict in ('unscanned', 'waiting', 'clean', 'infected')),
  -- The last time somebody attached them; what nobody refers to is removed a day later.
  wanted_at timestamptz not null
);
create index file_contents_waiting on file_contents (wanted_at) where verdict = 'waiting';

create table files (
  id uuid primary key,
  version integer not null default 1,
  name text not null,
  size integer not null,
  media_type text not null,
  sha256 text not null references file_contents (sha256),
  state text not null default 'ready' check (state in ('ready', 'checking', 'infected')),
  lead_id uuid references leads (id),
  deal_id uuid references deals (id),
  contact_id uuid references contacts (id),
  company_id uuid references companies (id),
  note_id uuid references notes (id),
  -- A record of a noun of the workspace's own, whose table may come and go.
  object text,
  object_record text,
  author_id uuid references users (id),
  created_at timestamptz not null,
  updated_at timestamptz not null,
  deleted_at timestamptz,
  check (num_nonnulls(lead_id, deal_id, contact_id, company_id, object_record) >= 1),
  check ((object is null) = (object_record is null))
);
create index files_lead on files (lead_id, created_at) where lead_id is not null;
create index files_deal on files (deal_id, created_at) where deal_id is not null;
create index files_contact on files (contact_id, created_at) where contact_id is not null;
create index files_company on files (company_id, created_at) where company_id is not null;
create index files_note on files (note_id) where note_id is not null;
create index files_object_record on files (onward.fold(object_record), created_at) where object_record is not null;
create index files_sha256 on files (sha256);
create index files_deleted on files (deleted_at) where deleted_at is not null;

-- Whoever may write and read notes may attach and open files.
update roles set grants = grants || jsonb_build_object('file', grants -> 'note') where grants ? 'note';
