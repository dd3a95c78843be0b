package org.wardbell.embedded.mysql;

import java.nio.file.Path;
import java.util.Optional;
import org.wardbell.embedded.process.EmbeddedServerException;
import org.wardbell.embedded.process.FolderLock;
import org.wardbell.embedded.process.Ports;

/** The MySQL of a data folder that another process of Wardbell has started, found by its files. */
public final class RunningMySql {
  /** Its name in the record of ports. */
  private static final String PORT = "mysql";

  private RunningMySql() {}

  /**
   * Returns a database of it, or nothing if it does not run.
   *
   * @throws EmbeddedServerException if it is about to start or to stop
   */
  public static Optional<MySqlDatabase> find(Path dataFolder, String database) {
    Path folder = dataFolder.resolve("mysql");
    if (!FolderLock.isHeld(folder)) {
      return Optional.empty();
    }
    Integer port = Ports.recorded(dataFolder).get(PORT);
    if (port == null || !Ports.accepts(port)) {
      throw new EmbeddedServerException(
          "The MySQL in " + folder + " is about to start or to stop: try again in a minute.");
    }
    return Optional.of(
        new MySqlDatabase(
            EmbeddedMySql.jdbcUrl(port, database),
            MySqlCredentials.USER,
            MySqlCredentials.keptIn(folder).password()));
  }
}
