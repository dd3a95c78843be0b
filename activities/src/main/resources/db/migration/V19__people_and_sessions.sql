-- People. E-mail address and name are in details_ciphertext, sealed with the installation's key; email_fingerprint is an
-- HMAC with a key that survives rotation, by which a person is found. Sessions of an older epoch than the person's are over.
create table person (
  id binary(16) not null,
  email_fingerprint binary(32) not null,
  details_ciphertext varbinary(4096) not null,
  key_id int not null,
  password_hash varchar(200) character set ascii collate ascii_bin null,
  time_zone varchar(64) character set ascii collate ascii_bin not null,
  language varchar(35) character set ascii collate ascii_bin not null,
  epoch int unsigned not null default 0,
  totp_ciphertext varbinary(256) null,
  totp_key_id int null,
  totp_confirmed boolean not null default 0,
  totp_step bigint null,
  created_at datetime(6) not null,
  signed_in_at datetime(6) null,
  primary key (id),
  unique key person_email (email_fingerprint)
);

-- One role of a person in one scope: a clinic's id, or zero for the installation.
create table person_grant (
  person_id binary(16) not null,
  scope binary(16) not null,
  role varchar(16) character set ascii collate ascii_bin not null,
  created_at datetime(6) not null,
  primary key (person_id, scope),
  unique key person_grant_scope (scope, person_id)
);

-- The one-time link by which a person sets a password: its SHA-256. One for each person, gone once it was used.
create table person_link (
  person_id binary(16) not null,
  hash binary(32) not null,
  expires_at datetime(6) not null,
  primary key (person_id),
  unique key person_link_hash (hash)
);

-- Codes that stand in for a lost second factor: HMACs, gone once they were used.
create table person_recovery (
  person_id binary(16) not null,
  hash binary(32) not null,
  primary key (person_id, hash)
);

-- Failed sign-ins by the HMAC of what they are counted by, for a day.
create table sign_in_limit (
  subject binary(32) not null,
  failures int unsigned not null,
  failed_at datetime(6) not null,
  blocked_until datetime(6) null,
  primary key (subject),
  key sign_in_limit_failed (failed_at)
);

-- Spring Session's own tables, in its spelling. A session's id alone opens nothing: the cookie has a signature as well.
create table SPRING_SESSION (
  PRIMARY_ID char(36) character set ascii collate ascii_bin not null,
  SESSION_ID char(36) character set ascii collate ascii_bin not null,
  CREATION_TIME bigint not null,
  LAST_ACCESS_TIME bigint not null,
  MAX_INACTIVE_INTERVAL int not null,
  EXPIRY_TIME bigint not null,
  PRINCIPAL_NAME varchar(100) character set ascii collate ascii_bin null,
  primary key (PRIMARY_ID),
  unique key SPRING_SESSION_IX1 (SESSION_ID),
  key SPRING_SESSION_IX2 (EXPIRY_TIME),
  key SPRING_SESSION_IX3 (PRINCIPAL_NAME)
);

create table SPRING_SESSION_ATTRIBUTES (
  SESSION_PRIMARY_ID char(36) character set ascii collate ascii_bin not null,
  ATTRIBUTE_NAME varchar(200) character set ascii collate ascii_bin not null,
  ATTRIBUTE_BYTES blob not null,
  primary key (SESSION_PRIMARY_ID, ATTRIBUTE_NAME),
  constraint SPRING_SESSION_ATTRIBUTES_FK foreign key (SESSION_PRIMARY_ID) references SPRING_SESSION (PRIMARY_ID) on delete cascade
);
