-- The team report counts the steps closed in a period, whoever closed them.
create index steps_closed_at on steps (closed_at) include (closed_by_id, outcome) where closed_at is not null;
-- The board sums up its columns from this index alone.
create index deals_board_sums on deals (pipeline_id, stage_id) include (amount_currency, amount)
  where deleted_at is null and status = 'open';
