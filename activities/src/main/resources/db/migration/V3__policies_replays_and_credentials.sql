-- The circuit counts only what speaks of the receiver; a probe goes to the delivery after the last one probed.
alter table webhook_state
  add column circuit_failures smallint unsigned not null default 0 after circuit,
  add column circuit_probed_number bigint unsigned not null default 0 after circuit_probe_seconds,
  add column paused_since datetime(6) null after paused;

-- urgency 0 is live traffic, 1 a resend by hand, 2 a replay job: drains take the lowest first.
-- exhausts_at is when a delivery that waits for its webhook ends at the latest.
alter table delivery
  add column urgency tinyint unsigned not null default 0 after `trigger`,
  add column replay_id binary(16) null after original_delivery_id,
  add column exhausts_at datetime(6) null after wakes_at,
  drop key delivery_webhook,
  add key delivery_webhook (webhook_id, status, urgency, number),
  add key delivery_replay (replay_id, status);

-- A durable job that delivers old events of one webhook again.
create table replay (
  id binary(16) not null,
  number bigint unsigned not null auto_increment,
  clinic_id binary(16) null,
  webhook_id binary(16) not null,
  selection varchar(12) character set ascii collate ascii_bin not null,
  from_at datetime(6) not null,
  to_at datetime(6) not null,
  per_minute int unsigned null,
  status varchar(10) character set ascii collate ascii_bin not null,
  estimate int unsigned not null,
  created int unsigned not null default 0,
  last_event_number bigint unsigned not null default 0,
  requested_by varchar(120) not null,
  created_at datetime(6) not null,
  finished_at datetime(6) null,
  wakes_at datetime(6) null,
  primary key (id),
  unique key replay_number (number),
  key replay_wakes (wakes_at),
  key replay_webhook (webhook_id, number)
);

-- What a person waits for and a worker does: tests, previews, exchanges of OAuth codes. Temporal sees the id only.
create table interactive_task (
  id binary(16) not null,
  clinic_id binary(16) null,
  kind varchar(20) character set ascii collate ascii_bin not null,
  webhook_id binary(16) null,
  request_ciphertext mediumblob not null,
  request_key_id int not null,
  result_ciphertext mediumblob null,
  result_key_id int null,
  created_at datetime(6) not null,
  started_at datetime(6) null,
  finished_at datetime(6) null,
  primary key (id),
  key interactive_task_age (created_at)
);

-- One cached token per webhook; who refreshes it holds the lease, so that one worker does at a time.
create table oauth_token (
  webhook_id binary(16) not null,
  clinic_id binary(16) null,
  token_ciphertext mediumblob null,
  key_id int null,
  generation int unsigned not null default 0,
  expires_at datetime(6) null,
  refreshing_until datetime(6) null,
  last_error varchar(60) character set ascii collate ascii_bin null,
  primary key (webhook_id)
);

-- A browser's way through an authorization server and back; the state is kept as its SHA-256.
create table oauth_authorization (
  state_hash binary(32) not null,
  clinic_id binary(16) null,
  webhook_id binary(16) not null,
  verifier_ciphertext varbinary(1024) not null,
  key_id int not null,
  requested_by varchar(120) not null,
  created_at datetime(6) not null,
  used_at datetime(6) null,
  primary key (state_hash),
  key oauth_authorization_age (created_at)
);

-- Event types that a clinic registered beside the catalogue's.
create table event_type (
  id binary(16) not null,
  clinic_id binary(16) not null,
  type varchar(120) character set ascii collate ascii_bin not null,
  version int unsigned not null,
  definition json not null,
  created_at datetime(6) not null,
  updated_at datetime(6) not null,
  primary key (id),
  unique key event_type_name (clinic_id, type)
);

-- Whether a clinic takes custom.* types that nobody registered.
alter table clinic
  add column unregistered_types boolean not null default 0 after time_zone;
