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
 * @param maximumConnections of this process, 10 at least; each is one MySQL thread
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
  /** Enough for the two group commits, 8 requests and 18 activities at once on a small machine. */
  public static final int DEFAULT_CONNECTIONS = 32;

  /** One for each group commit, and as many for what they try again one by one. */
  static final int COMMIT_CONNECTIONS = 4;

  /** A key is read once for each clinic, and again every few minutes. */
  static final int KEY_CONNECTIONS = 2;

  private static final int FEWEST = 2;

  /** Creates settings for a server on the same machine. */
  public DatabaseSettings(String url, String user, String password, int maximumConnections) {
    this(url, user, password, maximumConnections, null, null);
  }

  /** Returns the connections for requests to the api: a third of what is not set apart. */
  int requestConnections() {
    return Math.max(FEWEST, shared() / 3);
  }

  /** Returns the connections for what sends: the rest. */
  int sendingConnections() {
    return shared() - requestConnections();
  }

  private int shared() {
    return Math.max(2 * FEWEST, maximumConnections - COMMIT_CONNECTIONS - KEY_CONNECTIONS);
  }

  @Override
  public String toString() {
    return "DatabaseSettings[hidden]";
  }
}
