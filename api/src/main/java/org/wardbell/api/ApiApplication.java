package org.wardbell.api;

import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ApplicationContext;
import org.springframework.context.annotation.Import;
import org.wardbell.api.start.AdministratorKey;

/**
 * The api as a process of its own; {@code standalone} runs the same configuration beside a worker.
 */
@SpringBootConfiguration
@EnableAutoConfiguration
@Import(ApiConfiguration.class)
public class ApiApplication {
  /**
   * The names of the configuration files, later ones win: our defaults, then an operator's {@code
   * application.yaml} beside the program.
   */
  public static final String CONFIGURATION_NAMES = "wardbell-api,application";

  /** Starts the api. Arguments are Spring Boot's: {@code --server.port=8081}. */
  public static void main(String[] arguments) {
    ApplicationContext context =
        new SpringApplicationBuilder(ApiApplication.class)
            .properties("spring.config.name=" + CONFIGURATION_NAMES)
            .run(arguments);
    // To standard output and not to the log, which others may keep and read.
    context
        .getBean(AdministratorKey.class)
        .made()
        .ifPresent(
            key -> System.out.println("Administrator key, shown this once, keep it safe: " + key));
  }
}
