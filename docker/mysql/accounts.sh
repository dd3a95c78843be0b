# Run once by the MySQL image, in an empty data folder: one account and its databases for Wardbell, one for Temporal.
# After the first start rights can be taken away that only upgrades need: docs/operating.md, "Audit trail".
# Not executable on purpose: the image then sources it and lends its function docker_process_sql.
docker_process_sql <<SQL
create database wardbell character set utf8mb4 collate utf8mb4_0900_ai_ci;
create user 'wardbell'@'%' identified by '$WARDBELL_DATABASE_PASSWORD' require ssl;
grant all on wardbell.* to 'wardbell'@'%';

create database temporal character set utf8mb4;
create database temporal_visibility character set utf8mb4;
create user 'temporal'@'%' identified by '$TEMPORAL_DATABASE_PASSWORD';
grant all on temporal.* to 'temporal'@'%';
grant all on temporal_visibility.* to 'temporal'@'%';
SQL
