package org.wardbell.activities.database;

import java.nio.file.Path;
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
 * @param authorities PEM file of the certificate authorities that the server's certificate must
 *     come from; null if the URL says it all
 */
public record DatabaseSettings(
    String url,
    String user,
    String password,
    int maximumConnections,
    @Nullable ZoneId writtenIn,
    @Nullable Path authorities) {
  /** Enough for the two group commits, 20 requests and 20 activities at once on a small machine. */
  public static final int DEFAULT_CONNECTIONS = 32;

  /** Creates settings for a server on the same machine. */
  public DatabaseSettings(String url, String user, String password, int maximumConnections) {
    this(url, user, password, maximumConnections, null, null);
  }

  @Override
  public String toString() {
    return "DatabaseSettings[hidden]";
  }
}
