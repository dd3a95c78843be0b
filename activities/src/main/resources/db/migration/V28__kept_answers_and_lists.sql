-- Answers to requests with an Idempotency-Key, so that a repetition gets the first one's. The key and the request are
-- fingerprints (HMAC-SHA-256 with the clinic's key). status is that of the answer, null until there is one; commits
-- counts what the request has committed, in the same transactions. clinic_id is null for callers of the installation.
create table kept_answer (
  id binary(16) not null,
  clinic_id binary(16) null,
  key_fingerprint binary(32) not null,
  request_fingerprint binary(32) not null,
  status smallint unsigned null,
  commits int unsigned not null default 0,
  answer_ciphertext mediumblob null,
  key_id int null,
  created_at datetime(6) not null,
  primary key (id),
  unique key kept_answer_key (key_fingerprint),
  key kept_answer_clinic (clinic_id, id)
);

-- Lists of a clinic's appointments by their time, and of its replay jobs.
alter table appointment
  add key appointment_times (clinic_id, starts_at, id);

alter table replay
  add key replay_clinic (clinic_id, number);
