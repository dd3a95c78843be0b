-- uncounted_micros is the time that a webhook's deliveries do not wait for it: pauses that are over, and our own downtime.
-- Deliveries with a number up to cancels_through were withdrawn when the webhook was disabled or deleted; a drain ends them.
alter table webhook_state
  add column uncounted_micros bigint unsigned not null default 0 after paused_since,
  add column cancels_through bigint unsigned not null default 0 after uncounted_micros;
