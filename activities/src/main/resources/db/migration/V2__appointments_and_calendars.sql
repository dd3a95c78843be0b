-- Doctors are made when they are first mentioned. A booking locks its doctor's row, so that two bookings of one slot meet here.
create table doctor (
  id binary(16) not null,
  clinic_id binary(16) not null,
  external_id varchar(120) collate utf8mb4_bin not null,
  name varchar(200) null,
  email varchar(254) null,
  contact_number varchar(40) null,
  created_at datetime(6) not null,
  primary key (id),
  unique key doctor_external (clinic_id, external_id)
);

-- Local date and times stand beside the instants: they are what was agreed, should the rules of the zone change.
-- details_ciphertext holds patient, services, description and meeting link.
create table appointment (
  id binary(16) not null,
  number bigint unsigned not null auto_increment,
  clinic_id binary(16) not null,
  doctor_id binary(16) not null,
  external_id varchar(120) collate utf8mb4_bin null,
  status varchar(12) character set ascii collate ascii_bin not null,
  version int unsigned not null,
  starts_at datetime(6) not null,
  ends_at datetime(6) not null,
  time_zone varchar(64) not null,
  local_date date not null,
  local_start time not null,
  local_end time not null,
  details_ciphertext mediumblob not null,
  key_id int not null,
  rsvp varchar(12) character set ascii collate ascii_bin null,
  sync_result varchar(12) character set ascii collate ascii_bin null,
  sync_source varchar(8) character set ascii collate ascii_bin null,
  sync_at datetime(6) null,
  created_at datetime(6) not null,
  updated_at datetime(6) not null,
  primary key (id),
  unique key appointment_number (number),
  unique key appointment_external (clinic_id, external_id),
  key appointment_slot (doctor_id, starts_at),
  key appointment_clinic (clinic_id, number)
);

-- What happened to an appointment, and who did it. Codes and times only; never a name.
create table appointment_change (
  number bigint unsigned not null auto_increment,
  clinic_id binary(16) not null,
  appointment_id binary(16) not null,
  version int unsigned not null,
  at datetime(6) not null,
  source varchar(8) character set ascii collate ascii_bin not null,
  kind varchar(16) character set ascii collate ascii_bin not null,
  detail json not null,
  primary key (number),
  key appointment_change_of (appointment_id, number)
);

-- epoch is taken by every pull and every round of writes; who holds an older one writes nothing.
-- handled is the number of pushes that a finished pull covers. Lock order: calendar, doctor, appointment, link, event.
create table calendar (
  id binary(16) not null,
  clinic_id binary(16) not null,
  doctor_id binary(16) not null,
  google_calendar_id varchar(254) not null,
  state varchar(16) character set ascii collate ascii_bin not null,
  deletion_policy varchar(8) character set ascii collate ascii_bin not null,
  guests varchar(8) character set ascii collate ascii_bin not null,
  meet boolean not null default 0,
  refresh_token_ciphertext varbinary(4096) null,
  key_id int not null,
  epoch int unsigned not null default 0,
  query_version smallint unsigned not null,
  sync_token varchar(2048) character set ascii collate ascii_bin null,
  handled bigint unsigned not null default 0,
  pulled_at datetime(6) null,
  baselined_at datetime(6) null,
  watch_failures smallint unsigned not null default 0,
  watch_after datetime(6) null,
  last_error varchar(60) character set ascii collate ascii_bin null,
  last_error_at datetime(6) null,
  quiet_until datetime(6) null,
  wakes_at datetime(6) null,
  created_at datetime(6) not null,
  updated_at datetime(6) not null,
  primary key (id),
  unique key calendar_once (clinic_id, doctor_id, google_calendar_id),
  key calendar_doctor (doctor_id, state),
  key calendar_wakes (wakes_at)
);

-- Counted by pushes while a pull holds the calendar's row; no pull locks this one. write_signalled: somebody signalled
-- for due links since the workflow last looked.
create table calendar_counters (
  calendar_id binary(16) not null,
  clinic_id binary(16) not null,
  requested bigint unsigned not null default 0,
  signalled_for bigint unsigned not null default 0,
  last_push_at datetime(6) null,
  waiting_since datetime(6) null,
  write_signalled boolean not null default 0,
  relay_after datetime(6) null,
  primary key (calendar_id),
  key calendar_counters_waiting (waiting_since)
);

-- One row per channel ever asked for; committed before Google is asked.
create table channel (
  id binary(16) not null,
  clinic_id binary(16) not null,
  calendar_id binary(16) not null,
  token_hash binary(32) not null,
  resource_id varchar(255) character set ascii collate ascii_bin null,
  state varchar(12) character set ascii collate ascii_bin not null,
  created_at datetime(6) not null,
  activated_at datetime(6) null,
  expires_at datetime(6) null,
  stop_attempts smallint unsigned not null default 0,
  primary key (id),
  key channel_calendar (calendar_id, state)
);

-- An appointment in a calendar. due_at says that the calendar does not show wanted_version yet.
create table link (
  appointment_id binary(16) not null,
  calendar_id binary(16) not null,
  clinic_id binary(16) not null,
  google_event_id varchar(255) character set ascii collate ascii_bin not null,
  state varchar(8) character set ascii collate ascii_bin not null,
  version int unsigned not null default 0,
  wanted_version int unsigned not null,
  due_at datetime(6) null,
  starts_at datetime(6) null,
  ends_at datetime(6) null,
  content_hash binary(32) null,
  etag varchar(255) null,
  ical_uid varchar(255) null,
  seen_epoch int unsigned not null default 0,
  failures smallint unsigned not null default 0,
  last_error varchar(60) character set ascii collate ascii_bin null,
  primary key (appointment_id, calendar_id),
  unique key link_event (calendar_id, google_event_id),
  key link_due (due_at),
  key link_calendar (calendar_id, due_at)
);

-- Somebody else's events in a doctor's calendar: when, never what.
create table busy_time (
  calendar_id binary(16) not null,
  google_event_id varchar(1024) character set ascii collate ascii_bin not null,
  clinic_id binary(16) not null,
  doctor_id binary(16) not null,
  starts_at datetime(6) not null,
  ends_at datetime(6) not null,
  seen_epoch int unsigned not null default 0,
  primary key (calendar_id, google_event_id),
  key busy_time_slot (doctor_id, ends_at)
);
