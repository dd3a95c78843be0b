-- The processes that work: each writes its row every few seconds, so that others need not guess whether anybody is there.
-- The identity is the one under which Temporal knows them.
create table worker_process (
  identity varchar(255) character set utf8mb4 collate utf8mb4_bin not null,
  version varchar(64) character set utf8mb4 collate utf8mb4_bin not null,
  beats bigint not null,
  started_at datetime(6) not null,
  seen_at datetime(6) not null,
  stopped_at datetime(6) null,
  primary key (identity),
  key worker_process_seen (seen_at)
);
