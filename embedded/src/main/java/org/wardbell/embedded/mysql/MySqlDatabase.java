package org.wardbell.embedded.mysql;

/**
 * One database of a running MySQL and the account that reaches it. It comes into being with the
 * first connection.
 *
 * @param jdbcUrl without account and password, so that it may be logged
 * @param user the account
 * @param password its password; never log it
 */
public record MySqlDatabase(String jdbcUrl, String user, String password) {
  @Override
  public String toString() {
    return jdbcUrl;
  }
}
