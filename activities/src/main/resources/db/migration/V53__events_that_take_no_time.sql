-- taken: the event takes its time from the doctor. One that was made for an appointment is kept although it takes none, so that it
-- is found when that appointment's event turns out to have gone.
alter table busy_time
  add column taken boolean not null default 1;
