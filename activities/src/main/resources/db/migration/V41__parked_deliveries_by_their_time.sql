-- When a parked delivery may go, by webhook: a drain finds what is due, and when the next one is, without reading what
-- waits for a later attempt. Of deliveries that are not parked the index has an entry that never moves, so a delivery that
-- is sent at once costs one entry at the index's end, and its outcome none.
alter table delivery
  add column parked_webhook_id binary(16) generated always as (if(status = 'PARKED', webhook_id, null)) virtual,
  add column parked_until datetime(6) generated always as (if(status = 'PARKED', coalesce(next_attempt_at, created_at), null)) virtual;

alter table delivery
  add key delivery_parked (parked_webhook_id, urgency, parked_until, number);
