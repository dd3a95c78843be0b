-- A job that brings a new key into use: a scope's data key (a clinic's, or the installation's with scope zero), or the
-- master key. It seals what the old one sealed again, then removes the old one. position is the last row of the current table.
create table key_rotation (
  id binary(16) not null,
  number bigint unsigned not null auto_increment,
  scope binary(16) not null,
  kind varchar(8) character set ascii collate ascii_bin not null,
  status varchar(10) character set ascii collate ascii_bin not null,
  key_id int not null,
  round int unsigned not null default 0,
  round_at datetime(6) not null,
  place smallint unsigned not null default 0,
  position varchar(64) character set ascii collate ascii_bin null,
  looked_at bigint unsigned not null default 0,
  sealed bigint unsigned not null default 0,
  sealed_in_round bigint unsigned not null default 0,
  unreadable bigint unsigned not null default 0,
  requested_by varchar(120) not null,
  created_at datetime(6) not null,
  finished_at datetime(6) null,
  wakes_at datetime(6) null,
  primary key (id),
  unique key key_rotation_number (number),
  key key_rotation_wakes (wakes_at),
  key key_rotation_scope (scope, number)
);
