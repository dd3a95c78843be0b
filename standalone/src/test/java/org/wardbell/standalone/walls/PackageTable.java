package org.wardbell.standalone.walls;

import com.tngtech.archunit.core.domain.Dependency;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * The packages that each package of a room may know, beside itself. A row names packages of the
 * rows above it only, so a table cannot allow a circle.
 */
final class PackageTable {
  private static final Pattern COMMA = Pattern.compile(",\\s*");

  private final String room;
  private final Map<String, Set<String>> rows = new LinkedHashMap<>();

  private PackageTable(String room) {
    this.room = room;
  }

  /** Reads rows such as {@code event: clinic, crypto}; a line that ends in a comma goes on. */
  static PackageTable of(String room, String text) {
    PackageTable table = new PackageTable(room);
    text.replaceAll(",\\s*\\R\\s*", ", ").lines().forEach(table::add);
    return table;
  }

  private void add(String line) {
    String[] parts = line.split(":\\s*", 2);
    Set<String> known = new LinkedHashSet<>(parts[1].isEmpty() ? List.of() : words(parts[1]));
    for (String name : known) {
      if (!rows.containsKey(name)) {
        throw new IllegalArgumentException(parts[0] + " may not know " + name + ": not above it");
      }
    }
    rows.put(parts[0], known);
  }

  private static List<String> words(String text) {
    return COMMA.splitAsStream(text).toList();
  }

  Set<String> packages() {
    return rows.keySet();
  }

  Set<String> known(String name) {
    return rows.getOrDefault(name, Set.of());
  }

  /** Returns the condition that a class knows only packages that its own package may know. */
  ArchCondition<JavaClass> keptTo() {
    return new ArchCondition<>("know only the packages that their row in the table names") {
      @Override
      public void check(JavaClass type, ConditionEvents events) {
        type.getDirectDependenciesFromSelf().stream()
            .filter(dependency -> isInside(dependency) && !allows(Arrow.of(dependency)))
            .forEach(
                dependency ->
                    events.add(SimpleConditionEvent.violated(type, dependency.getDescription())));
      }
    };
  }

  private boolean isInside(Dependency dependency) {
    return Arrow.isBetweenPackagesOfOurs(dependency)
        && Arrow.of(dependency).from().startsWith(room + ".")
        && Arrow.of(dependency).to().startsWith(room + ".");
  }

  private boolean allows(Arrow arrow) {
    String from = arrow.from().substring(room.length() + 1);
    String to = arrow.to().substring(room.length() + 1);
    return known(from).contains(to);
  }
}
