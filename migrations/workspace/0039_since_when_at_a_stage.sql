-- Since when a lead or deal stands at its stage: what stands still too long is what a sale is lost by. Records that are
-- there already have it from their history.

alter table leads add column stage_since timestamptz;
alter table deals add column stage_since timestamptz;

update leads r set stage_since = coalesce(
  (select max(e.at) from events e
    where e.record_id = r.id and (e.kind in ('lead.created', 'lead.reopened') or e.data -> 'changes' -> 'stage' is not null)),
  r.created_at);
update deals r set stage_since = coalesce(
  (select max(e.at) from events e
    where e.record_id = r.id and (e.kind in ('deal.created', 'deal.reopened') or e.data -> 'changes' -> 'stage' is not null)),
  r.created_at);
