-- Subjects are sealed in the event's row only, and idempotency keys are not kept at all: both are compared by fingerprints
-- (HMAC-SHA-256 with the clinic's key). The columns that held them in the clear go as soon as what is in them is sealed:
-- at the start after this, because a migration has no key.
alter table event
  add column subject_ciphertext varbinary(1100) null,
  add column idempotency_fingerprint binary(32) null,
  add key event_subject (subject_fingerprint, number),
  add unique key event_idempotency_fingerprint (clinic_id, idempotency_fingerprint);

alter table delivery
  add column subject_fingerprint binary(32) null,
  add key delivery_subject (subject_fingerprint, number);

-- A deleted webhook has nothing left to seal.
alter table webhook
  modify column settings_ciphertext mediumblob null,
  modify column secrets_ciphertext blob null;

update webhook set settings_ciphertext = null, secrets_ciphertext = null where deleted_at is not null;
