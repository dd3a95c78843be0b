-- Ids are UUIDv7 in binary(16), times are UTC in datetime(6), sealed columns hold Tink AES-GCM ciphertext
-- whose associated data is "<table>.<column>/<row id>"; key_id names the data key that sealed the row.

create table clinic (
  id binary(16) not null,
  name varchar(200) not null,
  email varchar(254) null,
  contact_number varchar(40) null,
  address varchar(500) null,
  time_zone varchar(64) not null,
  created_at datetime(6) not null,
  primary key (id),
  unique key clinic_name (name)
);

-- One row per clinic, and one with scope zero for what belongs to the installation (global webhooks).
create table data_key (
  scope binary(16) not null,
  key_id int not null,
  keyset_ciphertext varbinary(4096) not null,
  fingerprint_ciphertext varbinary(512) not null,
  created_at datetime(6) not null,
  primary key (scope)
);

create table api_key (
  id binary(16) not null,
  clinic_id binary(16) null,
  name varchar(120) not null,
  hash binary(32) not null,
  role varchar(16) not null,
  created_at datetime(6) not null,
  expires_at datetime(6) null,
  revoked_at datetime(6) null,
  primary key (id),
  unique key api_key_hash (hash)
);

create table audit (
  number bigint unsigned not null auto_increment,
  clinic_id binary(16) null,
  at datetime(6) not null,
  actor varchar(120) not null,
  action varchar(60) not null,
  target varchar(120) not null,
  detail json null,
  primary key (number),
  key audit_clinic (clinic_id, number)
);

create table event (
  id binary(16) not null,
  number bigint unsigned not null auto_increment,
  clinic_id binary(16) not null,
  type varchar(120) character set ascii collate ascii_bin not null,
  subject varchar(255) null,
  source varchar(16) character set ascii collate ascii_bin not null,
  idempotency_key varbinary(255) null,
  fingerprint binary(32) null,
  occurred_at datetime(6) not null,
  accepted_at datetime(6) not null,
  data_ciphertext mediumblob null,
  key_id int not null,
  workflow_id varchar(64) character set ascii collate ascii_bin not null,
  dispatched_at datetime(6) null,
  claimed_until datetime(6) null,
  primary key (id),
  unique key event_number (number),
  unique key event_idempotency (clinic_id, idempotency_key),
  key event_undispatched (dispatched_at, accepted_at),
  key event_clinic (clinic_id, number)
);

create table webhook (
  id binary(16) not null,
  number bigint unsigned not null auto_increment,
  clinic_id binary(16) null,
  name varchar(120) not null,
  version int unsigned not null,
  enabled boolean not null,
  disabled_reason varchar(60) null,
  patterns json not null,
  settings_ciphertext mediumblob not null,
  secrets_ciphertext blob not null,
  key_id int not null,
  created_at datetime(6) not null,
  updated_at datetime(6) not null,
  deleted_at datetime(6) null,
  primary key (id),
  unique key webhook_number (number),
  key webhook_clinic (clinic_id, deleted_at)
);

-- What changes while a webhook works, apart from its configuration. Lock order: event, webhook_state by id, delivery.
create table webhook_state (
  webhook_id binary(16) not null,
  paused boolean not null default 0,
  caution smallint unsigned not null default 0,
  consecutive_failures int unsigned not null default 0,
  failing_since datetime(6) null,
  last_success_at datetime(6) null,
  blocked_until datetime(6) null,
  circuit varchar(9) character set ascii collate ascii_bin not null default 'CLOSED',
  circuit_probe_at datetime(6) null,
  circuit_probe_seconds int unsigned null,
  rate_next_at datetime(6) null,
  wakes_at datetime(6) null,
  primary key (webhook_id),
  key webhook_state_wakes (wakes_at)
);

create table delivery (
  id binary(16) not null,
  number bigint unsigned not null auto_increment,
  clinic_id binary(16) not null,
  event_id binary(16) not null,
  webhook_id binary(16) not null,
  subject varchar(255) null,
  repetition int unsigned not null default 0,
  `trigger` varchar(10) character set ascii collate ascii_bin not null,
  original_delivery_id binary(16) null,
  status varchar(10) character set ascii collate ascii_bin not null,
  owner varchar(8) character set ascii collate ascii_bin null,
  parked_reason varchar(20) character set ascii collate ascii_bin null,
  attempts smallint unsigned not null default 0,
  next_attempt_at datetime(6) null,
  wakes_at datetime(6) null,
  cancel_requested boolean not null default 0,
  envelope_version smallint unsigned null,
  content_type varchar(120) null,
  body_ciphertext mediumblob null,
  key_id int null,
  last_outcome varchar(10) character set ascii collate ascii_bin null,
  last_code varchar(60) character set ascii collate ascii_bin null,
  created_at datetime(6) not null,
  finished_at datetime(6) null,
  primary key (id),
  unique key delivery_number (number),
  unique key delivery_once (event_id, webhook_id, repetition),
  key delivery_wakes (wakes_at),
  key delivery_webhook (webhook_id, status, number),
  key delivery_clinic (clinic_id, number)
);

create table attempt (
  delivery_id binary(16) not null,
  ordinal smallint unsigned not null,
  number bigint unsigned not null auto_increment,
  clinic_id binary(16) not null,
  webhook_id binary(16) not null,
  webhook_version int unsigned not null,
  `trigger` varchar(10) character set ascii collate ascii_bin not null,
  lane varchar(8) character set ascii collate ascii_bin not null,
  started_at datetime(6) not null,
  lease_until datetime(6) null,
  finished_at datetime(6) null,
  outcome varchar(10) character set ascii collate ascii_bin null,
  code varchar(60) character set ascii collate ascii_bin null,
  http_status smallint unsigned null,
  address varchar(45) character set ascii collate ascii_bin null,
  dns_micros int unsigned null,
  connect_micros int unsigned null,
  tls_micros int unsigned null,
  request_micros int unsigned null,
  first_byte_micros int unsigned null,
  total_micros int unsigned null,
  response_ciphertext mediumblob null,
  key_id int null,
  next_attempt_at datetime(6) null,
  primary key (delivery_id, ordinal),
  unique key attempt_number (number)
);
