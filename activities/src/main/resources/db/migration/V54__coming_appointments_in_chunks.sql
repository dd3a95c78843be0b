-- A calendar that was connected gets its doctor's coming appointments, a few in each transaction. marked_from and marked_id say which
-- one, by start and id, was marked last; null when all are.
alter table calendar
  add column marked_from datetime(6) null,
  add column marked_id binary(16) null;
