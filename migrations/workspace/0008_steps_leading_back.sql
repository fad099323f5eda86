-- A step or record that goes for good (an import taken back) is looked for in every step that may lead to it.
create index steps_open_lead_id on steps (open_lead_id) where open_lead_id is not null;
create index steps_open_deal_id on steps (open_deal_id) where open_deal_id is not null;
create index steps_followed_by on steps (followed_by_id) where followed_by_id is not null;
