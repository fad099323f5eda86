-- What somebody wants to be told of a record he follows, where it is not what he wants of all of them.
alter table followers add column wants text check (wants in ('everything', 'course', 'notes'));
alter table followers add check (is_following or wants is null);
create index followers_exceptions on followers (user_id, record_id desc) where wants is not null or not is_following;
