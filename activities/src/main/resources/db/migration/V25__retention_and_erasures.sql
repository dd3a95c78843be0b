-- How long records are kept. Scope is a clinic, or zero for the installation: its days count for clinics without a row,
-- its years for the audit trail, which is one chain for all.
create table retention_policy (
  scope binary(16) not null,
  payload_days smallint unsigned not null,
  delivery_days smallint unsigned not null,
  audit_years smallint unsigned not null,
  updated_at datetime(6) not null,
  primary key (scope)
);

-- A sweep over all clinics, and what it did to the audit trail.
create table retention_run (
  id binary(16) not null,
  number bigint unsigned not null auto_increment,
  started_at datetime(6) not null,
  finished_at datetime(6) null,
  audit_until datetime(6) not null,
  audit_rows bigint unsigned not null default 0,
  audit_problem varchar(40) character set ascii collate ascii_bin null,
  primary key (id),
  unique key retention_run_number (number)
);

-- A clinic's part of a sweep: until when, how far it has come (the number of the last event or delivery), and how much
-- has ended. turns says whose turn is next.
create table retention_share (
  run_id binary(16) not null,
  clinic_id binary(16) not null,
  payloads_until datetime(6) not null,
  deliveries_until datetime(6) not null,
  phase varchar(12) character set ascii collate ascii_bin not null,
  position bigint unsigned not null,
  passed_over bigint unsigned null,
  turns int unsigned not null default 0,
  expired bigint unsigned not null default 0,
  payloads bigint unsigned not null default 0,
  bodies bigint unsigned not null default 0,
  answers bigint unsigned not null default 0,
  attempts bigint unsigned not null default 0,
  deliveries bigint unsigned not null default 0,
  events bigint unsigned not null default 0,
  kept bigint unsigned not null default 0,
  finished_at datetime(6) null,
  primary key (run_id, clinic_id)
);

-- Events of a clinic up to this number have no payload any more, so that no sweep looks at them again.
create table retention_mark (
  clinic_id binary(16) not null,
  payload_number bigint unsigned not null,
  primary key (clinic_id)
);

-- The last seal of what ended in the audit trail, signed: the chain that is left begins after it.
create table audit_anchor (
  id tinyint unsigned not null,
  position bigint unsigned not null,
  seal binary(32) not null,
  signature binary(32) not null,
  primary key (id)
);

-- A job that erases a subject. It holds the fingerprint (HMAC-SHA-256), never the name; the name is sealed until the
-- job has ended, because appointments and payloads are found by it.
create table erasure (
  id binary(16) not null,
  number bigint unsigned not null auto_increment,
  clinic_id binary(16) not null,
  subject_fingerprint binary(32) not null,
  subject_ciphertext varbinary(2048) null,
  key_id int null,
  status varchar(10) character set ascii collate ascii_bin not null,
  phase varchar(12) character set ascii collate ascii_bin not null,
  position bigint unsigned not null,
  last_position bigint unsigned not null,
  passed_over bigint unsigned null,
  looked_at bigint unsigned not null default 0,
  appointments bigint unsigned not null default 0,
  events bigint unsigned not null default 0,
  bodies bigint unsigned not null default 0,
  answers bigint unsigned not null default 0,
  cancelled bigint unsigned not null default 0,
  unreadable bigint unsigned not null default 0,
  requested_by varchar(120) not null,
  created_at datetime(6) not null,
  finished_at datetime(6) null,
  wakes_at datetime(6) null,
  primary key (id),
  unique key erasure_number (number),
  key erasure_wakes (wakes_at),
  key erasure_clinic (clinic_id, number)
);

-- Appointments of the subject that a running job has found: their events are erased as well.
create table erasure_subject (
  erasure_id binary(16) not null,
  subject_fingerprint binary(32) not null,
  primary key (erasure_id, subject_fingerprint)
);
