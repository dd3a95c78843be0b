-- The audit trail says who (by name and role, as they were then), from where, in which request, and how it ended.
alter table audit
  add column actor_name varchar(120) null after actor,
  add column actor_role varchar(16) character set ascii collate ascii_bin null after actor_name,
  add column address varchar(45) character set ascii collate ascii_bin null after actor_role,
  add column request_id varchar(64) character set ascii collate ascii_bin null after address,
  add column outcome varchar(16) character set ascii collate ascii_bin not null default 'done' after target;

-- Rows that wait for their seal; each is written with its row of audit, in one transaction.
create table audit_unsealed (
  number bigint unsigned not null,
  primary key (number)
);

insert into audit_unsealed (number) select number from audit;

-- One seal for each row of audit, over the row and the seal before it. Rows are only ever added.
create table audit_seal (
  position bigint unsigned not null,
  number bigint unsigned not null,
  seal binary(32) not null,
  sealed_at datetime(6) not null,
  primary key (position),
  unique key audit_seal_number (number)
);

-- Where the chain ends, signed: one row, so that the newest seals cannot vanish unnoticed. It is also the lock of whoever seals.
create table audit_head (
  id tinyint unsigned not null,
  position bigint unsigned not null,
  signature binary(32) not null,
  primary key (id)
);
