-- The whole kind of an event (`deal.moved`), which has an index and statistics; its second word alone had neither, so
-- that what has hardly ever happened was looked for record by record.
drop view record_history;
create view record_history as
  select id, record_id, at, actor_id as by_id, kind, onward.changed_fields(data) as changed
  from events;
