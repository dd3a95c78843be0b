-- The version of filters that a job needs. A worker of an older release that does not know it leaves the job alone: it would
-- ignore a field that it cannot read, and remove or export too much.
alter table log_job
  add column filter_version smallint unsigned not null default 1;
