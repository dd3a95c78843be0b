-- How many of a job's deliveries arrived; null until all of them have ended.
alter table replay
  add column delivered int unsigned null after skipped;

update replay
set delivered = (select count(*) from delivery where delivery.replay_id = replay.id and delivery.status = 'DELIVERED')
where status = 'DONE';
