-- ask_after: nothing is asked about this calendar until then (it was gone, or the operator has something to set right).
-- pull_after: it is not read until then (its sync tokens die at once). absent_since and absences: Google denied the calendar
-- since then, so many times. probe_after: when to ask whether a share that was taken away is there again.
-- dead_tokens: sync tokens that Google declared dead, ever.
alter table calendar
  add column ask_after datetime(6) null,
  add column pull_after datetime(6) null,
  add column absent_since datetime(6) null,
  add column absences smallint unsigned not null default 0,
  add column probe_after datetime(6) null,
  add column dead_tokens int unsigned not null default 0,
  add key calendar_pulled (state, pulled_at);

-- When 90 % of a channel's life are over: it should have been renewed by then.
alter table channel
  add column ending_at datetime(6) null,
  add key channel_ending (state, ending_at);

update channel
set ending_at = activated_at + interval (timestampdiff(second, activated_at, expires_at) * 9 div 10) second
where activated_at is not null and expires_at is not null;

-- The full passes of a calendar that began lately. One without an end was interrupted, or runs.
create table calendar_full_pass (
  calendar_id binary(16) not null,
  epoch int unsigned not null,
  clinic_id binary(16) not null,
  began_at datetime(6) not null,
  ended_at datetime(6) null,
  primary key (calendar_id, epoch)
);

-- Events of Google's that could not be read, or not be kept. The code says why; nothing of the event is here but its id.
create table calendar_quarantine (
  calendar_id binary(16) not null,
  google_event_id varchar(1024) character set ascii collate ascii_bin not null,
  clinic_id binary(16) not null,
  code varchar(60) character set ascii collate ascii_bin not null,
  seen_epoch int unsigned not null,
  created_at datetime(6) not null,
  primary key (calendar_id, google_event_id)
);

-- A trouble of a calendar that was told. The row stays while the trouble lasts, so that it is told once.
create table calendar_alert (
  calendar_id binary(16) not null,
  kind varchar(16) character set ascii collate ascii_bin not null,
  clinic_id binary(16) not null,
  code varchar(60) character set ascii collate ascii_bin not null,
  raised_at datetime(6) not null,
  primary key (calendar_id, kind),
  key calendar_alert_kind (kind)
);
