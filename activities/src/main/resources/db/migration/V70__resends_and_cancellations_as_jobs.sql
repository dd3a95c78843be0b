-- Jobs on the execution log that send deliveries again, or cancel them (kinds RESEND and CANCEL). deliveries counts those that
-- were, kept those that were not in a state for it; of a resend, webhook_off counts those whose webhook is disabled or deleted,
-- and data_removed those whose event has nothing to send any more.
alter table log_job
  add column webhook_off bigint unsigned not null default 0,
  add column data_removed bigint unsigned not null default 0;
