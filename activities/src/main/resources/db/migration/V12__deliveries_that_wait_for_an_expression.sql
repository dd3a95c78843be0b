-- A delivery whose filter or transformation could not be evaluated in time waits, and is tried again.
alter table delivery
  add column deferrals smallint unsigned not null default 0,
  add column filter_undecided boolean not null default 0;
