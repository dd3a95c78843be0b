-- woken says that the webhook's workflow was signalled since it last began to look, so that nobody signals it again.
-- lined_at is when the open deliveries of an ordered webhook were last seen to stand in their lines; null if they do not.
alter table webhook_state
  add column woken boolean not null default 0,
  add column lined_at datetime(6) null;

-- Subjects are compared by a fingerprint (HMAC-SHA-256) with the clinic's key. waiting_subject is it until the event is
-- dispatched: what has the same subject and a higher number waits behind that event.
alter table event
  add column subject_fingerprint binary(32) null after subject,
  add column waiting_subject binary(32) generated always as (if(dispatched_at is null, subject_fingerprint, null)) virtual,
  add key event_waiting (waiting_subject, number);

-- The open deliveries of ordered webhooks. A line is a subject's fingerprint; what has no subject is a line of its own.
-- place orders them: the urgency (times 2 to the power of 56), then the event's number.
create table ordered_delivery (
  delivery_id binary(16) not null,
  webhook_id binary(16) not null,
  line binary(32) not null,
  place bigint unsigned not null,
  primary key (delivery_id),
  key ordered_delivery_line (webhook_id, line, place)
);

-- The first of each line, so that a drain reads no others. claimed_id is the delivery that was claimed last.
create table ordered_line (
  webhook_id binary(16) not null,
  line binary(32) not null,
  delivery_id binary(16) not null,
  place bigint unsigned not null,
  claimed_id binary(16) null,
  primary key (webhook_id, line),
  key ordered_line_place (webhook_id, place)
);
