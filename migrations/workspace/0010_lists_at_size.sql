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
-- The board counts, sums up and puts its cards in order from these alone.
drop index deals_board_sums;
create index deals_board_cards on deals (pipeline_id, stage_id) include (next_step_id, id, amount_currency, amount)
  where deleted_at is null and status = 'open';
create index leads_board_cards on leads (pipeline_id, stage_id) include (next_step_id, id, budget_currency, budget)
  where deleted_at is null and status = 'open';
-- Search as typed: titles that begin with what was typed.
drop index companies_folded_name;
create index companies_folded_name on companies (onward.fold(name) text_pattern_ops) where deleted_at is null;
drop index contacts_folded_name;
create index contacts_folded_name on contacts (onward.fold(name) text_pattern_ops) where deleted_at is null;
create index leads_folded_name on leads (onward.fold(name) text_pattern_ops) where deleted_at is null;
create index deals_folded_title on deals (onward.fold(title) text_pattern_ops) where deleted_at is null;
-- How common a city is: statistics of a partial index are not looked at.
create statistics companies_folded_city on (onward.fold(city)) from companies;
create statistics contacts_folded_city on (onward.fold(city)) from contacts;
create statistics leads_folded_city on (onward.fold(city)) from leads;
