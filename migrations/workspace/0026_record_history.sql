-- What has happened to records, as conditions on lists ask it: one row an event of the record itself.
create view record_history as
  select id, record_id, at, actor_id as by_id, split_part(kind, '.', 2) as kind,
    array(select jsonb_object_keys(data -> 'changes')) as changed
  from events;
