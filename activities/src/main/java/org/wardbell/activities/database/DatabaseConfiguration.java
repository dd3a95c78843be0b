package org.wardbell.activities.database;

import java.time.DateTimeException;
import java.time.ZoneId;
import org.jooq.DSLContext;
import org.jspecify.annotations.Nullable;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.Environment;

/**
 * The wiring of the database: {@code wardbell.database.url}, {@code .user}, {@code .password},
 * {@code .connections}, {@code .written-in}.
 */
@Configuration(proxyBeanMethods = false)
public class DatabaseConfiguration {
  @Bean
  Database database(Environment environment) {
    return Database.open(
        new DatabaseSettings(
            environment.getRequiredProperty("wardbell.database.url"),
            environment.getRequiredProperty("wardbell.database.user"),
            environment.getProperty("wardbell.database.password", ""),
            environment.getProperty(
                "wardbell.database.connections",
                Integer.class,
                DatabaseSettings.DEFAULT_CONNECTIONS),
            writtenIn(environment.getProperty("wardbell.database.written-in", ""))));
  }

  private static @Nullable ZoneId writtenIn(String zone) {
    try {
      return zone.isBlank() ? null : ZoneId.of(zone);
    } catch (DateTimeException unknown) {
      throw new RefusedStart(
          "WARDBELL_DATABASE_WRITTEN_IN names no time zone: write it as Asia/Kolkata or UTC.",
          unknown);
    }
  }

  @Bean
  DSLContext dsl(Database database) {
    return database.dsl();
  }
}
