-- An event that cannot be dispatched is put aside until a time, with the reason, so that it costs the others nothing.
alter table event
  add column dispatch_failures smallint unsigned not null default 0,
  add column dispatch_problem varchar(40) character set ascii collate ascii_bin null,
  add column dispatch_after datetime(6) null;

-- A webhook gets the events that were accepted since it was enabled; both times are the database's. Null: since ever.
alter table webhook
  add column enabled_at datetime(6) null;
