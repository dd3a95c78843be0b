package org.wardbell.activities.database;

import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.ZoneId;
import java.util.Properties;
import java.util.function.UnaryOperator;
import org.jooq.DSLContext;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.Environment;
import org.wardbell.activities.database.meter.DatabaseMeters;

/**
 * The wiring of the database: {@code wardbell.database.url}, {@code .user}, {@code .password},
 * {@code .connections}, {@code .written-in}, {@code .ca-file}, {@code .migrate}.
 */
@Configuration(proxyBeanMethods = false)
public class DatabaseConfiguration {
  private static final Logger log = LoggerFactory.getLogger(DatabaseConfiguration.class);

  /**
   * Refuses settings that cannot be, before anything is started for them.
   *
   * @throws RefusedStart with what is right
   */
  public static void check(Environment environment) {
    var _ = writtenIn(environment.getProperty("wardbell.database.written-in", ""));
    String authorities = environment.getProperty("wardbell.database.ca-file", "");
    if (!authorities.isBlank()) {
      AuthoritiesFile.use(Path.of(authorities), new Properties());
    }
  }

  @Bean
  Database database(Environment environment, ObjectProvider<StartProgress> progress) {
    DatabaseSettings settings = settings(environment);
    StartProgress listener = progress.getIfAvailable(() -> log::warn);
    return environment.getProperty("wardbell.database.migrate", Boolean.class, true)
        ? Database.open(settings, UnaryOperator.identity(), listener)
        : Database.openMigrated(settings, listener);
  }

  @Bean
  DatabaseMeters databaseMeters(Database database) {
    return database.meters();
  }

  private static DatabaseSettings settings(Environment environment) {
    String authorities = environment.getProperty("wardbell.database.ca-file", "");
    return new DatabaseSettings(
        environment.getRequiredProperty("wardbell.database.url"),
        environment.getRequiredProperty("wardbell.database.user"),
        environment.getProperty("wardbell.database.password", ""),
        environment.getProperty(
            "wardbell.database.connections", Integer.class, DatabaseSettings.DEFAULT_CONNECTIONS),
        writtenIn(environment.getProperty("wardbell.database.written-in", "")),
        authorities.isBlank() ? null : Path.of(authorities));
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
