-- What has happened to records, as conditions on lists ask it: one row an event of the record itself.
create view record_history as
  select id, record_id, at, actor_id as by_id, split_part(kind, '.', 2) as kind, onward.changed_fields(data) as changed
  from events;

create index events_at on events (at, record_id);

-- How common a change of a field is, conditions are planned by.
create statistics events_changed on (onward.changed_fields(data)) from events;
