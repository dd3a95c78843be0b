-- wakes_at: when the sweep looks at the appointment next, for a reminder, its start or its end; null when nothing is to come.
-- patient_fingerprint: HMAC-SHA-256 of the patient's id with the clinic's key; null until the sweep has filled it in.
-- deleted_at: it is gone for everybody but its calendar.
alter table appointment
  add column wakes_at datetime(6) null,
  add column patient_fingerprint binary(32) null,
  add column deleted_at datetime(6) null,
  add key appointment_wakes (clinic_id, wakes_at),
  add key appointment_patient (clinic_id, patient_fingerprint, starts_at, id),
  add key appointment_status (clinic_id, status, starts_at, id);

-- Who made the change: key/<id>, person/<id> or system; null for a calendar, and for what older versions wrote.
alter table appointment_change
  add column actor varchar(120) null;

-- A clinic's decisions about its appointments. reminder_minutes are whole numbers with commas between them. replan_at and
-- replan_id say how far the sweep has come with wakes that an older policy had set; null when it is done.
create table appointment_policy (
  clinic_id binary(16) not null,
  reminder_minutes varchar(120) character set ascii collate ascii_bin not null,
  after_end varchar(12) character set ascii collate ascii_bin not null,
  after_end_minutes smallint unsigned not null,
  rsvp varchar(12) character set ascii collate ascii_bin not null,
  arrival_status varchar(12) character set ascii collate ascii_bin not null,
  arrival_minutes smallint unsigned not null,
  replan_at datetime(6) null,
  replan_id binary(16) null,
  updated_at datetime(6) not null,
  primary key (clinic_id)
);
