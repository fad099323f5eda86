-- A secret that has been renewed signs for one more day beside the new one, so that no message is lost while its
-- receiver changes over.
alter table webhooks
  add column former_secret bytea,
  add column former_until timestamptz,
  add constraint webhooks_former check ((former_secret is null) = (former_until is null));
