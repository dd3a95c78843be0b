-- The history of one thing (a webhook's page) is found among its own rows of the trail, not among all of its clinic's.
alter table audit add key audit_target (target, number);
