-- What the events of a calendar say: templates, colours, reminders, invitations. scope_id is a calendar, or the clinic for all its
-- calendars that have nothing of their own. spread_after says up to which of these calendars a clinic's change has come; null when
-- it is done.
create table event_style (
  scope_id binary(16) not null,
  clinic_id binary(16) not null,
  style json not null,
  spread_after binary(16) null,
  updated_at datetime(6) not null,
  primary key (scope_id),
  key event_style_clinic (clinic_id),
  key event_style_spread (spread_after)
);

-- A calendar whose coming events are being brought up to what they are to say now. after_event is the id up to which they are
-- marked; events and marked are for people. looked_at is when a sweep came by last.
create table calendar_restyle (
  calendar_id binary(16) not null,
  clinic_id binary(16) not null,
  after_event varchar(255) character set ascii collate ascii_bin not null,
  events int unsigned null,
  marked int unsigned not null default 0,
  looked_at datetime(6) not null,
  primary key (calendar_id),
  key calendar_restyle_looked (looked_at)
);

-- tell_guests: what is to be written comes from a change that the guests may be told of.
alter table link
  add column tell_guests boolean not null default 0;
