package org.wardbell.standalone.server;

import java.nio.file.Path;
import java.util.Map;
import java.util.function.Consumer;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.web.server.servlet.context.ServletWebServerApplicationContext;
import org.wardbell.activities.database.StartProgress;

/** Api and worker, running. It expects a database, and a Temporal server sooner or later. */
final class Server implements AutoCloseable {
  private final ServletWebServerApplicationContext context;

  private Server(ServletWebServerApplicationContext context) {
    this.context = context;
  }

  /**
   * Starts and waits until requests are answered.
   *
   * @param properties Spring's and Wardbell's, by name; they win over files and environment
   * @param servers the health of the servers that this process started for itself
   * @param progress is told in plain words what the start waits for
   * @throws CannotStart with the reason in one line
   */
  static Server start(
      Map<String, String> properties,
      EmbeddedServersHealth servers,
      Path log,
      Consumer<String> progress) {
    String[] arguments =
        properties.entrySet().stream()
            .map(property -> "--" + property.getKey() + "=" + property.getValue())
            .toArray(String[]::new);
    SpringApplication application =
        new SpringApplicationBuilder(ServerConfiguration.class)
            .properties("spring.config.name=" + ServerConfiguration.CONFIGURATION_NAMES)
            // MySQL and Temporal must outlive the drain, so the owner of all of them closes in
            // order.
            .registerShutdownHook(false)
            .initializers(
                context ->
                    context
                        .getBeanFactory()
                        .registerSingleton(EmbeddedServersHealth.NAME + "HealthIndicator", servers),
                context ->
                    context
                        .getBeanFactory()
                        .registerSingleton("startProgress", (StartProgress) progress::accept))
            .build();
    try {
      return new Server((ServletWebServerApplicationContext) application.run(arguments));
    } catch (RuntimeException e) {
      throw StartFailures.explain(e, log);
    }
  }

  /** Returns the port it listens on. */
  int port() {
    var web = context.getWebServer();
    return web == null ? 0 : web.getPort();
  }

  /**
   * Takes no more requests, lets requests and deliveries under way end (45 s at most), then stops.
   */
  @Override
  public void close() {
    context.close();
  }
}
