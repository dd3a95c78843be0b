package org.wardbell.standalone.server;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.wardbell.activities.database.Database;
import org.wardbell.activities.database.DatabaseSettings;
import org.wardbell.embedded.Requirement;

/** The server's requirements on a MySQL of one's own. */
public final class DatabaseRequirement {
  private static final String NAME = "MySQL";

  private DatabaseRequirement() {}

  /**
   * Refuses what is no address of a MySQL, so that nobody waits for one there.
   *
   * @throws CannotStart with the form of an address
   */
  public static void requireAddress(String url) {
    if (!url.startsWith("jdbc:mysql:") || !url.contains("//")) {
      throw new CannotStart("--database-url must look like jdbc:mysql://host:3306/wardbell", null);
    }
  }

  /** Returns how to reach it, with the password and the authorities of the environment. */
  public static DatabaseSettings settings(
      String url, String user, Map<String, String> environment, int connections) {
    String authorities = environment.getOrDefault("WARDBELL_DATABASE_CA_FILE", "");
    return new DatabaseSettings(
        url,
        user,
        environment.getOrDefault("WARDBELL_DATABASE_PASSWORD", ""),
        connections,
        null,
        authorities.isBlank() ? null : Path.of(authorities));
  }

  /** Asks the database itself, once, and changes nothing in it. */
  public static Requirement check(String url, String user, Map<String, String> environment) {
    List<String> problems = Database.problems(settings(url, user, environment, 1));
    String place = url.replaceFirst("\\?.*", "");
    return problems.isEmpty()
        ? Requirement.met(NAME, place)
        : Requirement.unmet(NAME, place, String.join(" ", problems));
  }
}
