package org.wardbell.activities.database;

/**
 * The address of the database, and the account that reaches it.
 *
 * @param url JDBC URL of a MySQL 8 database, without the parameters that Wardbell sets itself
 * @param user its user
 * @param password of that user
 * @param maximumConnections of this process; each is one MySQL thread
 */
public record DatabaseSettings(String url, String user, String password, int maximumConnections) {
  /** Enough for the two group commits, 20 requests and 20 activities at once on a small machine. */
  public static final int DEFAULT_CONNECTIONS = 32;

  @Override
  public String toString() {
    return "DatabaseSettings[hidden]";
  }
}
