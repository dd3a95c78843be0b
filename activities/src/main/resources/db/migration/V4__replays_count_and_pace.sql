-- skipped counts events whose data are gone; next_due_at is when the next delivery of a paced job may go;
-- reason says why the system paused or ended it.
alter table replay
  add column reason varchar(60) character set ascii collate ascii_bin null after status,
  add column skipped int unsigned not null default 0 after created,
  add column next_due_at datetime(6) null after last_event_number;
