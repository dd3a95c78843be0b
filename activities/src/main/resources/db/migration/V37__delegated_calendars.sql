-- The account as which the operator's service account works on a calendar (domain-wide delegation); null where a doctor
-- consented, and a refresh token is kept instead.
alter table calendar
  add column delegated_to varchar(254) null after google_account;
