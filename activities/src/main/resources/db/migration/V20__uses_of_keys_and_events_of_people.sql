-- When a key was last used, to the minute; null: not since this is kept.
alter table api_key add column last_used_at datetime(6) null;

-- Whether accepted_by is a person and not an API key.
alter table event add column accepted_by_person boolean not null default 0;
