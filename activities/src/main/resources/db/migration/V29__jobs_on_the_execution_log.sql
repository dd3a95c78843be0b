-- A job on the execution log: an export of attempts or deliveries into a file, or a removal of deliveries with their attempts.
-- scope is the clinic, or zero for the installation; slot is set while the job runs, so that a scope has so many of a kind at
-- most. position is the number of the last row that was looked at: jobs go from the newest to the oldest. selection is the
-- filter, as JSON of ids, words, times and the subject's fingerprint.
create table log_job (
  id binary(16) not null,
  number bigint unsigned not null auto_increment,
  kind varchar(8) character set ascii collate ascii_bin not null,
  records varchar(12) character set ascii collate ascii_bin not null,
  clinic_id binary(16) null,
  scope binary(16) not null,
  slot int unsigned null,
  selection text character set ascii collate ascii_bin not null,
  format varchar(12) character set ascii collate ascii_bin null,
  with_subject boolean not null default 0,
  status varchar(10) character set ascii collate ascii_bin not null,
  position bigint unsigned null,
  written bigint unsigned not null default 0,
  bytes bigint unsigned not null default 0,
  parts int unsigned not null default 0,
  complete boolean not null default 1,
  deliveries bigint unsigned not null default 0,
  attempts bigint unsigned not null default 0,
  kept bigint unsigned not null default 0,
  requested_by varchar(120) not null,
  created_at datetime(6) not null,
  finished_at datetime(6) null,
  expires_at datetime(6) null,
  wakes_at datetime(6) null,
  primary key (id),
  unique key log_job_number (number),
  unique key log_job_slot (scope, kind, slot),
  key log_job_wakes (wakes_at),
  key log_job_clinic (clinic_id, kind, number)
);

-- A part of an export's file: the rows of one page, compressed, then sealed with the clinic's key, or the installation's.
create table log_job_part (
  id binary(16) not null,
  clinic_id binary(16) null,
  job_id binary(16) not null,
  part int unsigned not null,
  content_ciphertext mediumblob not null,
  key_id int not null,
  primary key (id),
  unique key log_job_part_once (job_id, part),
  key log_job_part_clinic (clinic_id, id)
);
