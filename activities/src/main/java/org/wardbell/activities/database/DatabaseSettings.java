package org.wardbell.activities.database;

/**
 * The address of the database, and the account that reaches it.
 *
 * @param url JDBC URL of a MySQL 8 database, without the parameters that Wardbell sets itself
 * @param user its user
 * @param password of that user
 * @param maximumConnections of this process, 10 at least; each is one MySQL thread
 */
public record DatabaseSettings(String url, String user, String password, int maximumConnections) {
  /** Enough for the two group commits, 8 requests and 18 activities at once on a small machine. */
  public static final int DEFAULT_CONNECTIONS = 32;

  /** One for each group commit, and as many for what they try again one by one. */
  static final int COMMIT_CONNECTIONS = 4;

  /** A key is read once for each clinic, and again every few minutes. */
  static final int KEY_CONNECTIONS = 2;

  private static final int FEWEST = 2;

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
