-- Whether single keys do something on pages for this person (WCAG 2.2, 2.1.4: they can be turned off).
alter table person add column single_keys boolean not null default 1;
