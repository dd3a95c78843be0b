-- With 100,000 parked deliveries, finding the next due one must not touch their rows.
alter table delivery
  drop key delivery_webhook,
  add key delivery_webhook (webhook_id, status, urgency, number, next_attempt_at);
