-- The clinic that requests mean which name none was found by its name, which therefore could not be changed. Now it has a
-- mark; there is one at most, because null may stand there as often as it likes.
alter table clinic
  add column is_default boolean null,
  add unique key clinic_default (is_default);

update clinic set is_default = true where name = 'default';
