-- The fields an event tells a change of. A function of its own, so that there can be statistics of it.
create function onward.changed_fields(data jsonb) returns text[] language sql immutable strict parallel safe
  return array(select jsonb_object_keys($1 -> 'changes'));
