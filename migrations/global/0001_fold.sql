-- The form in which texts are compared and searched: without case, ё as е, every sigma alike. `foldText` in the
-- application makes the same of a value. Immutable, so it can be indexed.
--
-- The collation is named, not left to the database, whose own lower() may know ASCII only or be Turkish.
-- pg_c_utf8 (17+) needs no library; before it ICU does the same once İ, the only letter that becomes two
-- characters, is out of the way.

create schema if not exists onward;

do $$
begin
  if exists (select from pg_catalog.pg_collation where collname = 'pg_c_utf8') then
    create function onward.fold(text) returns text immutable parallel safe
      return replace(replace(lower($1 collate pg_catalog.pg_c_utf8), 'ё', 'е'), 'ς', 'σ');
  elsif exists (select from pg_catalog.pg_collation where collname = 'und-x-icu') then
    create function onward.fold(text) returns text immutable parallel safe
      return replace(replace(lower(replace($1, 'İ', 'i') collate pg_catalog."und-x-icu"), 'ё', 'е'), 'ς', 'σ');
  else
    raise exception 'this PostgreSQL server is older than 17 and was built without ICU: Onward cannot compare text on it';
  end if;
end
$$;
