package org.wardbell.activities.database;

import org.jooq.DSLContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.Environment;

/**
 * The wiring of the database: {@code wardbell.database.url}, {@code .user}, {@code .password},
 * {@code .connections}.
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
                DatabaseSettings.DEFAULT_CONNECTIONS)));
  }

  @Bean
  DSLContext dsl(Database database) {
    return database.dsl();
  }
}
