-- What is left of a calendar that was given up ends after it, a few rows in each transaction: its busy times, and what its
-- events said of patients who are erased. forgets_after is the last event that was looked at; null if nothing is left.
-- time_zone is the one in which its whole days were read, as Google names it; null if it was read by an older version.
alter table calendar
  add column forgets_after varchar(255) character set ascii collate ascii_bin null,
  add column time_zone varchar(64) character set ascii collate ascii_bin null;

-- How far the look for deliveries that stand in no line has got: to the delivery with this number. lined_again says that it
-- began after the last dispatch which may not know that the webhook is ordered.
alter table webhook_state
  add column lined_through bigint unsigned not null default 0,
  add column lined_again boolean not null default 0;
