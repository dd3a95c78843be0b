-- Fills the tables of V66 from the counts that were there before. It is a migration of its own because tables are made at once
-- and for good: whatever ends a start in the middle of this, the next one fills again, and leaves what is there.
insert ignore into statistics_total (generation, step, clinic_id, starts_at, outcome, events, attempts, deliveries)
select generation, step, clinic_id, starts_at, outcome, sum(events), sum(attempts), sum(deliveries)
from statistics_count
group by generation, step, clinic_id, starts_at, outcome;

insert ignore into statistics_sender (generation, clinic_id, webhook_id, starts_at)
select distinct generation, clinic_id, webhook_id, starts_at
from statistics_count
where step = 'DAY' and attempts > 0;
