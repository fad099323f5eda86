-- Attempts that are limited: sign-in per account and address, invitations per workspace. `subject` is a hash, so the
-- table names nobody.

create table onward.tries (
  subject text primary key,
  count integer not null,
  until timestamptz not null
);
create index on onward.tries (until);
