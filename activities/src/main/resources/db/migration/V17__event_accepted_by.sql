-- The API key that posted an event. It stands in place of a row in the audit trail, which each event would otherwise need.
alter table event add column accepted_by binary(16) null;
