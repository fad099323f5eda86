-- A file may be the value of a field. It says which one for good (`deal.x_contract`), also when another has taken its
-- place: who does not know the field does not see the file. Until a record takes it, it belongs to nothing but its author.
alter table files
  add column in_field text,
  drop constraint files_check,
  add constraint files_belong check (
    num_nonnulls(lead_id, deal_id, contact_id, company_id, object_record) >= 1 or in_field is not null
  );
create index files_untaken on files (created_at)
  where num_nonnulls(lead_id, deal_id, contact_id, company_id, object_record) = 0;
