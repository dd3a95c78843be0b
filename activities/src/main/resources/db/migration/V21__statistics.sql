-- Deliveries that ended without an answer: given up while they waited, cancelled, or never sendable. Rows are only added, so that
-- they are counted in the order of their numbers as attempts are. What a receiver answered ends a delivery by its attempt.
create table delivery_end (
  number bigint unsigned not null auto_increment,
  delivery_id binary(16) not null,
  clinic_id binary(16) not null,
  webhook_id binary(16) not null,
  event_id binary(16) not null,
  status varchar(10) character set ascii collate ascii_bin not null,
  code varchar(60) character set ascii collate ascii_bin null,
  ended_at datetime(6) not null,
  primary key (number)
);

-- One is shown (CURRENT); while statistics are made anew a second one is counted beside it (BUILDING), and what it replaced (OLD) is
-- removed afterwards.
create table statistics_generation (
  generation int unsigned not null auto_increment,
  state varchar(8) character set ascii collate ascii_bin not null,
  began_at datetime(6) not null,
  counted_at datetime(6) null,
  primary key (generation)
);

insert into statistics_generation (state, began_at) values ('CURRENT', utc_timestamp(6));

-- How far the rows of a source were seen, by their numbers.
create table statistics_progress (
  generation int unsigned not null,
  source varchar(8) character set ascii collate ascii_bin not null,
  seen_through bigint unsigned not null,
  primary key (generation, source)
);

-- Numbers at or below seen_through that are not counted for good: attempts under way (OPEN), numbers whose transaction may still be
-- committed (GAP), and attempts that counted as lost and may yet get their outcome (LOST, since lost_at).
create table statistics_waiting (
  generation int unsigned not null,
  source varchar(8) character set ascii collate ascii_bin not null,
  first_number bigint unsigned not null,
  last_number bigint unsigned not null,
  kind varchar(4) character set ascii collate ascii_bin not null,
  since datetime(6) not null,
  look_at datetime(6) not null,
  lost_at datetime(6) null,
  primary key (generation, source, first_number),
  key statistics_waiting_due (generation, source, look_at)
);

-- Counts per minute, hour and day. The clinic zero stands for all clinics, the webhook zero for events, which belong to none.
create table statistics_count (
  generation int unsigned not null,
  step varchar(6) character set ascii collate ascii_bin not null,
  clinic_id binary(16) not null,
  starts_at datetime(6) not null,
  webhook_id binary(16) not null,
  event_type varchar(120) character set ascii collate ascii_bin not null,
  outcome varchar(10) character set ascii collate ascii_bin not null,
  code varchar(60) character set ascii collate ascii_bin not null,
  events bigint not null,
  attempts bigint not null,
  deliveries bigint not null,
  primary key (generation, step, clinic_id, starts_at, webhook_id, event_type, outcome, code)
);

-- Execution times of attempts as HdrHistograms in microseconds: of all, and of each webhook, event type and code.
create table statistics_duration (
  generation int unsigned not null,
  step varchar(6) character set ascii collate ascii_bin not null,
  clinic_id binary(16) not null,
  dimension varchar(10) character set ascii collate ascii_bin not null,
  starts_at datetime(6) not null,
  value varchar(120) character set ascii collate ascii_bin not null,
  histogram blob not null,
  primary key (generation, step, clinic_id, dimension, starts_at, value)
);
