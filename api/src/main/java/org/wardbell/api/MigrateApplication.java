package org.wardbell.api;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Import;
import org.wardbell.activities.audit.SchemaMigration;
import org.wardbell.activities.database.Database;
import org.wardbell.activities.database.DatabaseConfiguration;

/**
 * The migration as a process of its own, for images: it reads the database's settings as an api
 * does, brings the schema up to date, and ends. {@code ./wardbell migrate} is the same for people.
 */
@SpringBootConfiguration
@Import(DatabaseConfiguration.class)
public class MigrateApplication {
  private static final Logger log = LoggerFactory.getLogger(MigrateApplication.class);

  /** Migrates, and exits with 0 if processes that change no tables can start now. */
  public static void main(String[] arguments) {
    SchemaMigration.Result result;
    try (ConfigurableApplicationContext context =
        new SpringApplicationBuilder(MigrateApplication.class)
            .web(WebApplicationType.NONE)
            .properties("spring.config.name=" + ApiApplication.CONFIGURATION_NAMES)
            // Wins over the environment, which says false for the api.
            .run("--wardbell.database.migrate=true")) {
      result = SchemaMigration.complete(context.getBean(Database.class));
    }
    result.sentences().forEach(sentence -> log.info("{}", sentence));
    System.exit(result.complete() ? 0 : 1);
  }
}
