package org.wardbell.activities.database;

import java.time.ZoneId;
import org.jspecify.annotations.Nullable;

/**
 * The address of the database, and the account that reaches it.
 *
 * @param url JDBC URL of a MySQL database; may have the driver's parameters
 * @param user its user
 * @param password of that user
 * @param maximumConnections of this process; each is one MySQL thread
 * @param writtenIn the zone of the servers that stored times before these were all in UTC; null if
 *     the operator does not say
 */
public record DatabaseSettings(
    String url, String user, String password, int maximumConnections, @Nullable ZoneId writtenIn) {
  /** Enough for the two group commits, 20 requests and 20 activities at once on a small machine. */
  public static final int DEFAULT_CONNECTIONS = 32;

  /** Creates settings without what only an upgrade needs. */
  public DatabaseSettings(String url, String user, String password, int maximumConnections) {
    this(url, user, password, maximumConnections, null);
  }

  @Override
  public String toString() {
    return "DatabaseSettings[hidden]";
  }
}
