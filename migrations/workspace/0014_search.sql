-- One index over the records of all kinds, written by the records pipeline. It takes the place of a column and a trigram
-- index for each table, which every change of a record had to write anew.

-- Live records only. `text` is what is searched, in searchable form with a space at either end, `title` what the record
-- is called by.
create table search_entries (
  record_id uuid not null,
  entity text collate "C" not null,
  title text collate "C" not null,
  text text not null
);
-- How common a part of a word is, "contains" filters are planned by.
alter table search_entries alter column text set statistics 500;

-- The words of all texts, to correct spelling by and to find other forms of a word.
create table search_words (
  word text collate "C" not null,
  latin text collate "C" not null generated always as (onward.latin_key(word)) stored
);

-- Texts that are no longer there; the words only they had are forgotten when the house is kept.
create table search_doubts (text text not null);

insert into search_entries (record_id, entity, title, text)
select id, entity, left(btrim(onward.searchable(title)), 100), ' ' || onward.searchable(text) || ' '
from (
  select id, 'user' as entity, name as title, concat_ws(' ', name, email) as text from users where deleted_at is null
  union all
  select id, 'company', name, concat_ws(' ', name, phone, email, tax_id, external_id) from companies where deleted_at is null
  union all
  select id, 'contact', name, concat_ws(' ', name, phone, email, external_id) from contacts where deleted_at is null
  union all
  select id, 'product', name, concat_ws(' ', name, sku) from products where deleted_at is null
  union all
  select id, 'lead', name, concat_ws(' ', name, company_name, phone, email, external_id) from leads where deleted_at is null
  union all
  select id, 'deal', title, concat_ws(' ', title, external_id) from deals where deleted_at is null
  union all
  select id, 'note', text, text from notes where deleted_at is null
) records;

insert into search_words (word)
select distinct word
from (
  select name as text from users where deleted_at is null
  union all select concat_ws(' ', name, tax_id, external_id) from companies where deleted_at is null
  union all select concat_ws(' ', name, external_id) from contacts where deleted_at is null
  union all select concat_ws(' ', name, sku) from products where deleted_at is null
  union all select concat_ws(' ', name, company_name, external_id) from leads where deleted_at is null
  union all select concat_ws(' ', title, external_id) from deals where deleted_at is null
  union all select text from notes where deleted_at is null
) texts, onward.words_of(text) as word;

alter table search_entries add primary key (record_id);
create index search_entries_title on search_entries (entity, title);
create index search_entries_text on search_entries using gin (text gin_trgm_ops);
alter table search_words add primary key (word);
create index search_words_latin on search_words (latin);

alter table users drop column search_text;
alter table companies drop column search_text;
alter table contacts drop column search_text;
alter table products drop column search_text;
alter table leads drop column search_text;
alter table deals drop column search_text;
drop index leads_folded_name;
drop index deals_folded_title;
