package org.wardbell.worker;

import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.annotation.Import;

/**
 * A worker as a process of its own; {@code standalone} runs the same configuration beside the api.
 */
@SpringBootConfiguration
@EnableAutoConfiguration
@Import(WorkerConfiguration.class)
public class WorkerApplication {
  /** Names of the configuration files, later ones win: our defaults, then an operator's. */
  public static final String CONFIGURATION_NAMES = "wardbell-worker,application";

  /**
   * A worker's address shows health and metrics and takes nothing, so nobody signs in there. Where
   * the api is on its class path as well, Spring Security would ask for a password that nobody has.
   */
  private static final String WITHOUT =
      Stream.of(
              "SecurityAutoConfiguration",
              "UserDetailsServiceAutoConfiguration",
              "actuate.web.servlet.ManagementWebSecurityAutoConfiguration",
              "web.servlet.SecurityFilterAutoConfiguration",
              "web.servlet.ServletWebSecurityAutoConfiguration")
          .map("org.springframework.boot.security.autoconfigure."::concat)
          .collect(Collectors.joining(","));

  /** Starts a worker. Arguments are Spring Boot's: {@code --server.port=8090} for its health. */
  public static void main(String[] arguments) {
    new SpringApplicationBuilder(WorkerApplication.class)
        .properties(
            "spring.config.name=" + CONFIGURATION_NAMES, "spring.autoconfigure.exclude=" + WITHOUT)
        .run(arguments);
  }
}
