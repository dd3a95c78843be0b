-- What a change of a webhook's settings made of what: the history's values, sealed, because addresses, templates and names
-- of headers say more than the audit trail may. Values of credentials are never among them. A row ends with the
-- clinic's deliveries (retention), with its webhook, and when enough newer ones have come.
create table webhook_change (
  id binary(16) not null,
  clinic_id binary(16) null,
  webhook_id binary(16) not null,
  version int unsigned not null,
  changed_at datetime(6) not null,
  values_ciphertext mediumblob not null,
  key_id int not null,
  primary key (id),
  unique key webhook_change_version (webhook_id, version),
  key webhook_change_clinic (clinic_id, id)
);
