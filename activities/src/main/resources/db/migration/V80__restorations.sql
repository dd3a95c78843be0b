-- Restores of backups into this database, one row each. What was open in the backup may have been sent, unknown to this
-- database, between the two times.
create table restoration (
  id binary(16) not null,
  backup_id binary(16) not null,
  snapshot_at datetime(6) not null,
  restored_at datetime(6) not null,
  schema_version varchar(50) character set ascii collate ascii_bin not null,
  product_version varchar(60) character set ascii collate ascii_bin not null,
  open_deliveries bigint unsigned not null,
  undispatched_events bigint unsigned not null,
  held boolean not null,
  primary key (id)
) character set utf8mb4 collate utf8mb4_0900_ai_ci;
