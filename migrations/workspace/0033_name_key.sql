-- The sound of a name stands with what a record is found by, made once by whoever writes the name. As an index over the
-- function it was made anew with every change of the record, and cost more than all other indexes together.

drop index contacts_name_key;
drop index companies_name_key;
drop index leads_name_key;

create table sounding_entries (like search_entries, name_key text collate "C");

insert into sounding_entries (record_id, entity, title, text, name_key)
select s.record_id, s.entity, s.title, s.text, onward.name_key(n.name)
from search_entries s left join (
  select id, name from contacts
  union all
  select id, name from companies
  union all
  select id, name from leads
) n on n.id = s.record_id;

drop table search_entries;
alter table sounding_entries rename to search_entries;
alter table search_entries alter column text set statistics 500;
alter table search_entries add primary key (record_id);
create index search_entries_title on search_entries (entity, title);
create index search_entries_text on search_entries using gin (text gin_trgm_ops);
create index search_entries_name_key on search_entries (name_key) where name_key is not null;
