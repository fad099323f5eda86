-- A place in the order made by hand. Until a record is moved it stands where it was created: ids begin with the time, and
-- their digits are ranks as well. Nothing has to be filled in, and a move writes the one record that is moved.
alter table leads add column hand_rank text collate "C" check (hand_rank ~ '^[0-9A-Za-z]{1,64}$');
alter table deals add column hand_rank text collate "C" check (hand_rank ~ '^[0-9A-Za-z]{1,64}$');
alter table contacts add column hand_rank text collate "C" check (hand_rank ~ '^[0-9A-Za-z]{1,64}$');
alter table companies add column hand_rank text collate "C" check (hand_rank ~ '^[0-9A-Za-z]{1,64}$');
alter table products add column hand_rank text collate "C" check (hand_rank ~ '^[0-9A-Za-z]{1,64}$');
create index leads_by_hand on leads (coalesce(hand_rank, replace(id::text, '-', '')), id) where deleted_at is null;
create index deals_by_hand on deals (coalesce(hand_rank, replace(id::text, '-', '')), id) where deleted_at is null;
create index contacts_by_hand on contacts (coalesce(hand_rank, replace(id::text, '-', '')), id) where deleted_at is null;
create index companies_by_hand on companies (coalesce(hand_rank, replace(id::text, '-', '')), id) where deleted_at is null;
create index products_by_hand on products (coalesce(hand_rank, replace(id::text, '-', '')), id) where deleted_at is null;
-- The columns of a board of stages, each in this order.
create index leads_board_by_hand on leads (pipeline_id, stage_id, coalesce(hand_rank, replace(id::text, '-', '')), id)
  where deleted_at is null and status = 'open';
create index deals_board_by_hand on deals (pipeline_id, stage_id, coalesce(hand_rank, replace(id::text, '-', '')), id)
  where deleted_at is null and status = 'open';

-- The nouns a workspace has made itself, archived ones among them.
do $$
declare
  own text;
begin
  for own in select name from custom_objects loop
    execute format('alter table %I add column hand_rank text collate "C" check (hand_rank ~ ''^[0-9A-Za-z]{1,64}$'')', own);
    execute format('create index on %I (coalesce(hand_rank, replace(id::text, ''-'', '''')), id) where deleted_at is null', own);
  end loop;
end $$;
