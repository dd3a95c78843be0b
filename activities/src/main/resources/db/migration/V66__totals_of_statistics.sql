-- What an overview asks, without the rows of every webhook, event type and code: the counts of a column by their outcome, and the
-- days on which a webhook sent something. Both are written with the counts that they come from. The clinic zero stands for all.
create table if not exists statistics_total (
  generation int unsigned not null,
  step varchar(6) character set ascii collate ascii_bin not null,
  clinic_id binary(16) not null,
  starts_at datetime(6) not null,
  outcome varchar(10) character set ascii collate ascii_bin not null,
  events bigint not null,
  attempts bigint not null,
  deliveries bigint not null,
  primary key (generation, step, clinic_id, starts_at, outcome)
);

create table if not exists statistics_sender (
  generation int unsigned not null,
  clinic_id binary(16) not null,
  webhook_id binary(16) not null,
  starts_at datetime(6) not null,
  primary key (generation, clinic_id, webhook_id, starts_at)
);
