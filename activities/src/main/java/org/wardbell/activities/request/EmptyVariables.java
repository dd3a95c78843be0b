package org.wardbell.activities.request;

import java.time.ZoneId;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.wardbell.activities.template.Variables;
import tools.jackson.databind.JsonNode;

/** The variables of an event, with a note of those that had nothing to write. */
final class EmptyVariables implements Variables {
  private final Variables variables;
  private final Set<String> names;

  /**
   * @param names to which the names of empty ones are added
   */
  EmptyVariables(Variables variables, Set<String> names) {
    this.variables = variables;
    this.names = names;
  }

  /** Returns a set for names, in the order of the alphabet. */
  static Set<String> names() {
    return new TreeSet<>();
  }

  @Override
  public @Nullable JsonNode find(List<String> path) {
    return variables.find(path);
  }

  @Override
  public ZoneId zone() {
    return variables.zone();
  }

  @Override
  public @Nullable String country() {
    return variables.country();
  }

  @Override
  public void hadNothing(List<String> path) {
    names.add(String.join(".", path));
  }
}
