package org.wardbell.api.page;

import java.util.List;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.wardbell.api.problem.ProblemException;

/**
 * The page that a client asks for, by {@code limit} and {@code cursor}.
 *
 * @param limit rows wanted, 1-200
 * @param cursor as the client sent it, or null for the first page
 */
public record PageRequest(int limit, @Nullable String cursor) {
  /** Rows on a page when nobody says. */
  public static final int DEFAULT_LIMIT = 50;

  /** One query and one answer stay small. */
  public static final int MAXIMUM_LIMIT = 200;

  /** Reads the parameters of a request. */
  public static PageRequest of(@Nullable Integer limit, @Nullable String cursor) {
    if (limit != null && (limit < 1 || limit > MAXIMUM_LIMIT)) {
      throw ProblemException.invalid(
          "limit", "must be between 1 and " + MAXIMUM_LIMIT, "Read further pages by cursor.");
    }
    return new PageRequest(limit == null ? DEFAULT_LIMIT : limit, cursor);
  }

  /**
   * Returns how many rows to ask for: one more than is shown tells whether there is a next page.
   */
  public int rows() {
    return limit + 1;
  }

  /** Returns the row number that the page begins after, or null for the first page. */
  public @Nullable Long afterNumber() {
    if (cursor == null) {
      return null;
    }
    try {
      long number = Long.parseLong(cursor);
      if (number > 0) {
        return number;
      }
    } catch (NumberFormatException notOurs) {
      // Said below.
    }
    throw badCursor();
  }

  /** Returns the row id that the page begins after, or null for the first page. */
  public @Nullable UUID afterId() {
    if (cursor == null) {
      return null;
    }
    try {
      return UUID.fromString(cursor);
    } catch (IllegalArgumentException notOurs) {
      throw badCursor();
    }
  }

  private static ProblemException badCursor() {
    return ProblemException.invalid(
        "cursor", "is not one that we gave", "Use next_cursor of the previous page, unchanged.");
  }

  /**
   * Makes the page.
   *
   * @param found up to {@link #rows} rows
   * @param cursorOf names a row, so that the next page begins after it
   */
  public <R, T> Page<T> page(List<R> found, Function<R, String> cursorOf, Function<R, T> view) {
    boolean more = found.size() > limit;
    List<R> shown = more ? found.subList(0, limit) : found;
    return new Page<>(
        shown.stream().map(view).toList(), more ? cursorOf.apply(shown.getLast()) : null);
  }
}
