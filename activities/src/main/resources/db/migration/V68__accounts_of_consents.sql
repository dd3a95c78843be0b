-- The Google account of a grant from which a calendar is still to be chosen, null before and after that: nobody revokes
-- what the account granted meanwhile. Grants that wait at this moment are gone within the hour.
alter table calendar_consent
  add column google_account varchar(255) character set ascii collate ascii_bin null after google_calendar_id,
  add key calendar_consent_account (google_account);
