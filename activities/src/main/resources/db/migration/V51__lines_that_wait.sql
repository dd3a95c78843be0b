-- Until when the first of a line is known to wait, so that a claim looks again only at lines where something may have
-- changed. It is no fact but a note: whoever ends such a delivery, or makes it due, moves it to now.
alter table ordered_line
  add column urgency tinyint unsigned generated always as (place >> 56) virtual,
  add column waits_until datetime(6) not null default '1970-01-01 00:00:00',
  add key ordered_line_waits (webhook_id, urgency, waits_until, place);
