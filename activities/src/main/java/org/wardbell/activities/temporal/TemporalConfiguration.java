package org.wardbell.activities.temporal;

import io.temporal.client.WorkflowClient;
import io.temporal.serviceclient.WorkflowServiceStubsOptions;
import io.temporal.serviceclient.WorkflowServiceStubsPlugin;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.Environment;

/**
 * The wiring of calls to Temporal; the client itself is Spring's. Its way to the server is set by
 * {@code wardbell.temporal.tls}, {@code .ca-file}, {@code .server-name}, {@code .certificate-file},
 * {@code .key-file} and {@code .api-key}; with {@code .search-attributes} false workflows have
 * none.
 */
@Configuration(proxyBeanMethods = false)
public class TemporalConfiguration {
  /**
   * Refuses settings that cannot be, before anything is started for them.
   *
   * @throws org.wardbell.activities.database.RefusedStart with what is right
   */
  public static void check(Environment environment) {
    transport(environment).configureServiceStubs(WorkflowServiceStubsOptions.newBuilder());
  }

  @Bean
  WorkflowStarter workflowStarter(WorkflowClient client, SearchableNamespace searchable) {
    return new WorkflowStarter(client, searchable);
  }

  @Bean(initMethod = "start")
  SearchableNamespace searchableNamespace(WorkflowClient client, Environment environment) {
    return new SearchableNamespace(
        client,
        environment.getProperty("wardbell.temporal.search-attributes", Boolean.class, true));
  }

  @Bean
  WorkflowServiceStubsPlugin temporalTransport(Environment environment) {
    return transport(environment);
  }

  private static TemporalTransport transport(Environment environment) {
    return new TemporalTransport(
        environment.getProperty("wardbell.temporal.tls", Boolean.class, false),
        file(environment, "ca-file"),
        text(environment, "server-name"),
        file(environment, "certificate-file"),
        file(environment, "key-file"),
        text(environment, "api-key"));
  }

  private static @Nullable Path file(Environment environment, String name) {
    String path = text(environment, name);
    return path == null ? null : Path.of(path);
  }

  private static @Nullable String text(Environment environment, String name) {
    String value = environment.getProperty("wardbell.temporal." + name, "");
    return value.isBlank() ? null : value.strip();
  }
}
