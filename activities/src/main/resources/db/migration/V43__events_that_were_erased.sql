-- An event whose data and subject an erasure removed says so; null also where they ended by age.
alter table event
  add column erased_at datetime(6) null;
