-- Who is named in what is told of merges: erasing one of them for good clears that as well.
create index events_merges on events using gin (data jsonb_path_ops)
  where kind like '%.merged' or kind like '%.unmerged' or kind like '%.mergedAway';
