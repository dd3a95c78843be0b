package org.wardbell.api;

import java.net.URI;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.web.server.servlet.context.ServletWebServerApplicationContext;
import org.wardbell.activities.database.Database;
import org.wardbell.activities.database.DatabaseSettings;
import org.wardbell.embedded.mysql.MySqlDatabase;
import org.wardbell.embedded.mysql.MySqlTemplate;
import org.wardbell.embedded.mysql.TemporaryMySql;

/**
 * The real api on a free port, on a database of its own, with nothing listening where Temporal
 * should be. Shared by the test classes of one JVM; each makes its own clinics.
 */
public final class ApiServer {
  /** Long enough to be accepted; a test's, not a secret. */
  public static final String ADMINISTRATOR_KEY = "administrator-key-of-the-tests-0123456789";

  private static final class Shared {
    private static final ApiServer INSTANCE = start(Map.of());
  }

  /** The migrations run once per JVM and not for each server. */
  private static final class Migrated {
    private static final MySqlTemplate TEMPLATE =
        TemporaryMySql.shared()
            .template(
                empty ->
                    Database.open(
                            new DatabaseSettings(
                                empty.jdbcUrl(), empty.user(), empty.password(), 4))
                        .close());
  }

  private final ServletWebServerApplicationContext context;

  private ApiServer(ServletWebServerApplicationContext context) {
    this.context = context;
  }

  /** Returns the server that most tests use. */
  public static ApiServer shared() {
    return Shared.INSTANCE;
  }

  /** Returns a database without rows that nobody else uses, its schema up to date. */
  static MySqlDatabase database() {
    return Migrated.TEMPLATE.copy();
  }

  /** Starts a server of its own, with other settings. */
  public static ApiServer start(Map<String, String> settings) {
    MySqlDatabase database = database();
    Map<String, String> properties = new LinkedHashMap<>();
    properties.put("spring.config.name", ApiApplication.CONFIGURATION_NAMES);
    properties.put("server.port", "0");
    properties.put("wardbell.admin-key", ADMINISTRATOR_KEY);
    properties.put("wardbell.database.url", database.jdbcUrl());
    properties.put("wardbell.database.user", database.user());
    properties.put("wardbell.database.password", database.password());
    properties.put(
        "wardbell.master-key-file",
        Path.of("target", "master-key-" + UUID.randomUUID()).toAbsolutePath().toString());
    properties.put("wardbell.temporal.target", "127.0.0.1:1");
    // So that tests which exhaust what an address may do can have one of their own.
    properties.put("wardbell.trusted-proxies", "127.0.0.1");
    properties.putAll(settings);
    return new ApiServer(
        (ServletWebServerApplicationContext)
            new SpringApplicationBuilder(ApiApplication.class)
                // Arguments win over our own configuration file; SpringApplication's properties do
                // not.
                .run(
                    properties.entrySet().stream()
                        .map(each -> "--" + each.getKey() + "=" + each.getValue())
                        .toArray(String[]::new)));
  }

  /** Returns the address on which it listens. */
  public URI url() {
    return URI.create("http://127.0.0.1:" + context.getWebServer().getPort());
  }

  /** Returns a part of it, to look at state that HTTP does not show. */
  public <T> T bean(Class<T> type) {
    return context.getBean(type);
  }

  /** Returns a part of it by name, where several have the type. */
  public <T> T bean(String name, Class<T> type) {
    return context.getBean(name, type);
  }

  public void stop() {
    context.close();
  }
}
