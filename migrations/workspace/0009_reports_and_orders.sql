-- The team report counts the steps closed in a period, whoever closed them.
create index steps_closed_at on steps (closed_at) include (closed_by_id, outcome) where closed_at is not null;
-- The board sums up its columns from this index alone.
create index deals_board_sums on deals (pipeline_id, stage_id) include (amount_currency, amount)
  where deleted_at is null and status = 'open';
-- Lists sorted by city, from either end.
create index contacts_city_order on contacts (city collate "und-x-icu", id) where deleted_at is null and city is not null;
create index leads_city_order on leads (city collate "und-x-icu", id) where deleted_at is null and city is not null;
