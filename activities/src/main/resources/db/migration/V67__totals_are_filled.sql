-- Apart from the tables, which are committed at once: a start that was ended in between fills them at the next one.
insert ignore into statistics_total (generation, step, clinic_id, starts_at, outcome, events, attempts, deliveries)
select generation, step, clinic_id, starts_at, outcome, sum(events), sum(attempts), sum(deliveries)
from statistics_count
group by generation, step, clinic_id, starts_at, outcome;

insert ignore into statistics_sender (generation, clinic_id, webhook_id, starts_at)
select distinct generation, clinic_id, webhook_id, starts_at
from statistics_count
where step = 'DAY' and attempts > 0;
