package org.wardbell.activities.template;

import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** One {@code {{name | filter}}} of a template. */
final class Placeholder implements Piece {
  private final int position;
  private final List<String> path;
  private final List<Filter> filters;

  Placeholder(int position, List<String> path, List<Filter> filters) {
    this.position = position;
    this.path = List.copyOf(path);
    this.filters = List.copyOf(filters);
  }

  int position() {
    return position;
  }

  List<String> path() {
    return path;
  }

  /** Returns the same without a last filter that the place it lands in applies anyway. */
  Placeholder without(Filter last) {
    boolean superfluous = !filters.isEmpty() && filters.getLast().equals(last);
    return superfluous
        ? new Placeholder(position, path, filters.subList(0, filters.size() - 1))
        : this;
  }

  @Nullable JsonNode value(Variables variables) {
    JsonNode value = variables.find(path);
    for (Filter filter : filters) {
      value = filter.apply(value, variables);
    }
    return value;
  }
}
