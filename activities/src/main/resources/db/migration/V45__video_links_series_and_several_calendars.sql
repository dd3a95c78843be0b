-- conference: the event's video link is PENDING, READY or FAILED at Google; null without one. conference_at: when a pending one
-- is read again, and due_at is never later. The link itself is sealed in the appointment's details.
-- series_id: the event is one of this series of Google's, which begins at original_starts_at by the series' rule.
-- missing_since: the event was found gone, and may be in another calendar of the doctor's or in another series.
alter table link
  add column conference varchar(8) character set ascii collate ascii_bin null,
  add column conference_at datetime(6) null,
  add column conference_tries smallint unsigned not null default 0,
  add column series_id varchar(255) character set ascii collate ascii_bin null,
  add column original_starts_at datetime(6) null,
  add column missing_since datetime(6) null,
  add key link_series (calendar_id, series_id),
  add key link_ical (clinic_id, ical_uid);

-- appointment_id: the event is a copy of that appointment's event, or of its series; it never blocks that appointment.
-- added_at: when it was first seen.
alter table busy_time
  add column appointment_id binary(16) null,
  add column added_at datetime(6) not null default '1970-01-01 00:00:00',
  add key busy_time_appointment (appointment_id);

-- receives: new appointments of the doctor are written into this calendar; one of the connected ones does.
-- pulled_from: when the last finished pull began; it shows everything that was there by then.
alter table calendar
  add column receives boolean not null default 0,
  add column pulled_from datetime(6) null;

update calendar set receives = 1 where state <> 'DISCONNECTED';
