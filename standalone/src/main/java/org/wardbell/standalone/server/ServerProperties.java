package org.wardbell.standalone.server;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.wardbell.embedded.mysql.MySqlDatabase;

/**
 * An installation's properties for Spring. Spring finds all others in files and in the environment.
 */
final class ServerProperties {
  private ServerProperties() {}

  static Map<String, String> of(
      InstallationOptions options,
      MySqlDatabase database,
      String temporal,
      Optional<String> temporalUi) {
    Map<String, String> properties = known(options);
    properties.put("wardbell.database.url", database.jdbcUrl());
    properties.put("wardbell.database.user", database.user());
    properties.put("wardbell.database.password", database.password());
    properties.put("wardbell.temporal.target", temporal);
    temporalUi.ifPresent(url -> properties.put("wardbell.temporal-ui-url", url));
    return properties;
  }

  /** Returns those that are known before anything has started. */
  static Map<String, String> known(InstallationOptions options) {
    Map<String, String> properties = new LinkedHashMap<>();
    properties.put("server.address", options.bind());
    properties.put("server.port", Integer.toString(options.port()));
    // The master key lies there unless the operator names another place.
    properties.put("wardbell.data-folder", options.data().toString());
    properties.put("wardbell.administrator-key-file", administratorKey(options).toString());
    if (!options.allowedNetworks().isEmpty()) {
      properties.put("wardbell.allowed-networks", String.join(",", options.allowedNetworks()));
    }
    properties.put("logging.file.name", log(options).toString());
    properties.put("logging.threshold.console", "OFF");
    properties.putAll(options.properties());
    return properties;
  }

  static Path administratorKey(InstallationOptions options) {
    return options.data().resolve("administrator.key");
  }

  static Path log(InstallationOptions options) {
    return options.data().resolve("logs").resolve("wardbell.log");
  }
}
