alter table contacts add column department text;
