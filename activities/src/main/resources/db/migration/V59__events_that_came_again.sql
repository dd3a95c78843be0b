-- How often an event was posted again under its idempotency key, and when last. Gathered in memory and written every few
-- seconds, so that a client that repeats itself locks no row in the intake.
alter table event
  add column repeats int unsigned not null default 0,
  add column repeated_at datetime(6) null;
