#!/bin/sh
# Brings Temporal's two databases to the schema of this version; run before each start, harmless when nothing is to be done.
set -eu
bring_up_to_date() {
  database=$1 folder=$2
  # Fails when the tables are there already, which is every start but the first.
  temporal-sql-tool --db "$database" setup-schema -v 0.0 || true
  temporal-sql-tool --db "$database" update-schema -d "/etc/temporal/schema/mysql/v8/$folder/versioned"
}
bring_up_to_date temporal temporal
bring_up_to_date temporal_visibility visibility
