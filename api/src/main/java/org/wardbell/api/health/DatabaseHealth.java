package org.wardbell.api.health;

import org.jooq.DSLContext;
import org.jooq.exception.DataAccessException;
import org.springframework.boot.health.contributor.Health;
import org.springframework.stereotype.Component;

/** Without the database no event can be kept, so this process should get no requests: DOWN. */
@Component("databaseHealthIndicator")
final class DatabaseHealth extends RememberedHealth {
  private final DSLContext database;

  DatabaseHealth(DSLContext database) {
    this.database = database;
  }

  @Override
  Health ask() {
    try {
      database.selectOne().fetch();
      return Health.up().build();
    } catch (DataAccessException failure) {
      return Health.down().withDetail("code", failure.sqlState()).build();
    }
  }
}
