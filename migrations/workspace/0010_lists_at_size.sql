-- Records sorted by the name of their company or contact walk that name's index, deleted ones included.
drop index companies_name;
create index companies_name on companies (name collate "und-x-icu", id);
drop index contacts_name;
create index contacts_name on contacts (name collate "und-x-icu", id);
-- How many live in a city is counted from the index alone.
drop index contacts_city;
create index contacts_city on contacts (onward.fold(city)) include (city) where deleted_at is null;
drop index leads_city;
create index leads_city on leads (onward.fold(city)) include (city) where deleted_at is null;
