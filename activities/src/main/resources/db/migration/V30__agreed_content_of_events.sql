-- What the clinic last had an event say, and what a write under way has it say: guests, texts and time, sealed. Compared
-- field by field with what Google shows; content_hash is its fingerprint with the clinic's key.
-- number orders the rows of a clinic for a rotation of keys.
-- generation counts the ids that the appointment had in this calendar: Google may refuse to give a deleted one back.
-- A former id is remembered, should the doctor take that event out of the bin.
-- revert_reason: a change of the doctor's that is still to be put back, and the time that it asked for; told once it is done.
-- deleted_at: when the doctor's deletion of the event was found.
alter table link
  add column number bigint unsigned not null auto_increment,
  add column content_ciphertext mediumblob null,
  add column key_id int null,
  add column generation smallint unsigned not null default 0,
  add column former_event_id varchar(255) character set ascii collate ascii_bin null,
  add column former_restored boolean not null default 0,
  add column revert_reason varchar(16) character set ascii collate ascii_bin null,
  add column requested_starts_at datetime(6) null,
  add column requested_ends_at datetime(6) null,
  add column deleted_at datetime(6) null,
  add unique key link_number (number),
  add key link_clinic (clinic_id, number),
  add key link_former (calendar_id, former_event_id),
  add key link_refused (calendar_id, last_error);

-- The code of a write that Google refused; sync_result is REFUSED then.
alter table appointment
  add column sync_code varchar(60) character set ascii collate ascii_bin null;
