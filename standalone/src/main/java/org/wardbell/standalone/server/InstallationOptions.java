package org.wardbell.standalone.server;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.wardbell.embedded.mysql.MySqlDatabase;

/**
 * The options of an {@link Installation}.
 *
 * @param data the folder that holds everything that must be kept; made if it does not exist
 * @param bind the address that the server listens on
 * @param port the port that the server listens on, or 0 for a free one
 * @param database a MySQL 8 of one's own instead of the embedded one
 * @param temporal {@code host:port} of a Temporal server of one's own instead of the embedded one
 * @param mySqlPort port of the embedded MySQL, or 0 for the last one or a free one
 * @param temporalPort port of the embedded Temporal, or 0 for the last one or a free one
 * @param temporalUiPort port of its web UI, or 0 for the last one or a free one
 * @param allowedNetworks networks that are not public and that webhooks may nevertheless reach, as
 *     CIDR
 * @param properties further properties of Wardbell or Spring, by name
 * @param progress is told in plain words about slow or unusual steps
 * @param restarts how often an embedded server that ended by itself is started again in ten minutes
 * @param givenUp is told the reason when one stays down; the installation cannot work any more
 */
public record InstallationOptions(
    Path data,
    String bind,
    int port,
    Optional<MySqlDatabase> database,
    Optional<String> temporal,
    int mySqlPort,
    int temporalPort,
    int temporalUiPort,
    List<String> allowedNetworks,
    Map<String, String> properties,
    Consumer<String> progress,
    int restarts,
    Consumer<String> givenUp) {
  /**
   * The address of loopback, the default: an operator who wants to be reached from elsewhere says
   * so.
   */
  public static final String LOOPBACK = "127.0.0.1";

  /**
   * Five restarts, after 1, 2, 4, 8 and 16 s: a shortage of memory passes in that time, a full disk
   * does not.
   */
  public static final int RESTARTS = 5;

  public InstallationOptions {
    data = data.toAbsolutePath().normalize();
    allowedNetworks = List.copyOf(allowedNetworks);
    properties = Map.copyOf(properties);
  }

  /**
   * Returns options with everything embedded, on loopback and free ports, without progress
   * messages.
   */
  public static InstallationOptions in(Path data) {
    return new InstallationOptions(
        data,
        LOOPBACK,
        0,
        Optional.empty(),
        Optional.empty(),
        0,
        0,
        0,
        List.of(),
        Map.of(),
        message -> {},
        RESTARTS,
        reason -> {});
  }
}
