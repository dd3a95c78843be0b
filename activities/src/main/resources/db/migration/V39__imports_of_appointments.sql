-- A job that takes in appointments from a file of lines. slot is set while it has not ended, so that a clinic has so many at
-- most. position is the part that is next, line the number of lines that are done. actor, with_events and the counts are for
-- people; created, changed, unchanged and failed add up to the lines that are done.
create table appointment_import (
  id binary(16) not null,
  number bigint unsigned not null auto_increment,
  clinic_id binary(16) not null,
  slot int unsigned null,
  status varchar(10) character set ascii collate ascii_bin not null,
  with_events boolean not null,
  parts int unsigned not null default 0,
  position int unsigned not null default 0,
  line_count bigint unsigned not null default 0,
  line bigint unsigned not null default 0,
  created bigint unsigned not null default 0,
  changed bigint unsigned not null default 0,
  unchanged bigint unsigned not null default 0,
  failed bigint unsigned not null default 0,
  requested_by varchar(120) not null,
  created_at datetime(6) not null,
  finished_at datetime(6) null,
  wakes_at datetime(6) null,
  primary key (id),
  unique key appointment_import_number (number),
  unique key appointment_import_slot (clinic_id, slot),
  key appointment_import_wakes (wakes_at),
  key appointment_import_clinic (clinic_id, number)
);

-- Lines that are still to be done, as they were sent: compressed, then sealed with the clinic's key.
create table appointment_import_part (
  id binary(16) not null,
  clinic_id binary(16) not null,
  import_id binary(16) not null,
  part int unsigned not null,
  content_ciphertext mediumblob not null,
  key_id int not null,
  primary key (id),
  unique key appointment_import_part_once (import_id, part),
  key appointment_import_part_clinic (clinic_id, id)
);

-- A line that was not taken, and why: names of fields and words of ours, never what the line says.
create table appointment_import_problem (
  import_id binary(16) not null,
  line bigint unsigned not null,
  clinic_id binary(16) not null,
  errors json not null,
  primary key (import_id, line)
);
