-- Undoing the later of two acts on a record tells the earlier one which version to expect; it is found by the record.
create index undo_rows_record on undo_rows (record_id);
