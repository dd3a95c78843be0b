package org.wardbell.standalone;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.wardbell.activities.database.Database;
import org.wardbell.activities.database.DatabaseSettings;
import org.wardbell.embedded.Requirement;
import org.wardbell.standalone.server.CannotStart;

/** The server's requirements on a MySQL of one's own. */
final class DatabaseRequirement {
  private static final String NAME = "MySQL";

  private DatabaseRequirement() {}

  /**
   * Refuses what is no address of a MySQL, so that nobody waits for one there.
   *
   * @throws CannotStart with the form of an address
   */
  static void requireAddress(String url) {
    if (!url.startsWith("jdbc:mysql:") || !url.contains("//")) {
      throw new CannotStart("--database-url must look like jdbc:mysql://host:3306/wardbell", null);
    }
  }

  /** Asks the database itself, once, and changes nothing in it. */
  static Requirement check(String url, String user, Map<String, String> environment) {
    String authorities = environment.getOrDefault("WARDBELL_DATABASE_CA_FILE", "");
    List<String> problems =
        Database.problems(
            new DatabaseSettings(
                url,
                user,
                environment.getOrDefault("WARDBELL_DATABASE_PASSWORD", ""),
                1,
                null,
                authorities.isBlank() ? null : Path.of(authorities)));
    String place = url.replaceFirst("\\?.*", "");
    return problems.isEmpty()
        ? Requirement.met(NAME, place)
        : Requirement.unmet(NAME, place, String.join(" ", problems));
  }
}
