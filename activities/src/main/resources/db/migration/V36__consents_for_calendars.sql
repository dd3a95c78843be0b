-- A doctor's way to Google's consent page and back. ticket_hash opens the page that begins it, state_hash is made when a
-- browser leaves from there. policy is null if the clinic decides nothing. The grant is what the consent gave, until a
-- calendar is chosen: then it moves to the calendar's row, and is forgotten here.
create table calendar_consent (
  id binary(16) not null,
  clinic_id binary(16) not null,
  doctor_id binary(16) not null,
  state varchar(10) character set ascii collate ascii_bin not null,
  ticket_hash binary(32) not null,
  state_hash binary(32) null,
  policy json null,
  google_calendar_id varchar(254) null,
  chooses boolean not null,
  verifier_ciphertext varbinary(1024) null,
  key_id int not null,
  grant_ciphertext mediumblob null,
  grant_key_id int not null,
  error varchar(60) character set ascii collate ascii_bin null,
  calendar_id binary(16) null,
  requested_by varchar(120) not null,
  created_at datetime(6) not null,
  expires_at datetime(6) not null,
  left_at datetime(6) null,
  returned_at datetime(6) null,
  primary key (id),
  unique key calendar_consent_ticket (ticket_hash),
  unique key calendar_consent_state (state_hash),
  key calendar_consent_doctor (doctor_id, state),
  key calendar_consent_returned (state, returned_at),
  key calendar_consent_age (created_at)
);

-- The Google account behind a calendar's permission (the claim sub of its ID token), null while nobody consented by the
-- page. A row of another account never takes the calendar over.
alter table calendar
  add column google_account varchar(255) character set ascii collate ascii_bin null after google_calendar_id,
  add key calendar_account (google_account);
