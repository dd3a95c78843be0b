package org.wardbell.activities.template;

import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** One {@code {{name | filter}}} of a template. */
final class Placeholder implements Piece {
  private final int position;
  private final int close;
  private final List<String> path;
  private final List<Filter> filters;

  /**
   * @param position of its opening braces
   * @param close the position of its closing braces
   */
  Placeholder(int position, int close, List<String> path, List<Filter> filters) {
    this.position = position;
    this.close = close;
    this.path = List.copyOf(path);
    this.filters = List.copyOf(filters);
  }

  int position() {
    return position;
  }

  int close() {
    return close;
  }

  boolean has(Filter filter) {
    return filters.contains(filter);
  }

  List<String> path() {
    return path;
  }

  /** Returns the same without a last filter that the place it lands in applies anyway. */
  Placeholder without(Filter last) {
    boolean superfluous = !filters.isEmpty() && filters.getLast().equals(last);
    return superfluous
        ? new Placeholder(position, close, path, filters.subList(0, filters.size() - 1))
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
