-- The latest moment of a clinic's events, attempts and ended deliveries that were removed: what happened up to then cannot be
-- counted again. Sweeps of before are known by their own limits.
create table removal_mark (
  clinic_id binary(16) not null,
  removed_until datetime(6) not null,
  primary key (clinic_id)
);

insert into removal_mark (clinic_id, removed_until)
select clinic_id, max(deliveries_until) from retention_share
where attempts + deliveries + events > 0
group by clinic_id;
