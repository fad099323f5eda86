-- When the next step is due stands on the record itself, kept equal to the step's own date by the database: boards and
-- lists in the order of what is due walk one index, and how few records are overdue is known to the planner.
alter table leads add column next_step_due_at timestamptz;
alter table deals add column next_step_due_at timestamptz;
update leads r set next_step_due_at = s.due_at from steps s where s.id = r.next_step_id;
update deals r set next_step_due_at = s.due_at from steps s where s.id = r.next_step_id;
alter table steps add constraint steps_id_due unique (id, due_at);
alter table leads
  add constraint leads_step_due check ((next_step_id is null) = (next_step_due_at is null)),
  add constraint leads_next_step_due foreign key (next_step_id, next_step_due_at)
    references steps (id, due_at) on update cascade deferrable initially deferred;
alter table deals
  add constraint deals_step_due check ((next_step_id is null) = (next_step_due_at is null)),
  add constraint deals_next_step_due foreign key (next_step_id, next_step_due_at)
    references steps (id, due_at) on update cascade deferrable initially deferred;
create index leads_due on leads (next_step_due_at, id) where deleted_at is null and next_step_due_at is not null;
create index deals_due on deals (next_step_due_at, id) where deleted_at is null and next_step_due_at is not null;
-- The board counts and sums up its columns from these alone, and takes the first cards of each from its beginning.
drop index deals_board;
drop index deals_board_cards;
drop index leads_board_cards;
create index deals_board_cards on deals (pipeline_id, stage_id, next_step_due_at, id)
  include (owner_id, amount_currency, amount) where deleted_at is null and status = 'open';
create index leads_board_cards on leads (pipeline_id, stage_id, next_step_due_at, id)
  include (owner_id, budget_currency, budget) where deleted_at is null and status = 'open';
