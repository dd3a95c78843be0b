package org.wardbell.api.page;

import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.wardbell.api.problem.ProblemException;

/** The parameters {@code limit} and {@code cursor}, as a client sent them. */
public final class Paging {
  /** Rows on a page when nobody says. */
  public static final int DEFAULT_LIMIT = 50;

  /** One query and one answer stay small. */
  public static final int MAXIMUM_LIMIT = 200;

  private Paging() {}

  /** Rows wanted, 1-200. */
  public static int limit(@Nullable Integer asked) {
    if (asked == null) {
      return DEFAULT_LIMIT;
    }
    if (asked < 1 || asked > MAXIMUM_LIMIT) {
      throw ProblemException.invalid(
          "limit", "must be between 1 and " + MAXIMUM_LIMIT, "Read further pages by cursor.");
    }
    return asked;
  }

  /** Returns the row number that a page begins after, or null for the first page. */
  public static @Nullable Long number(@Nullable String cursor) {
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

  /** Returns the row id that a page begins after, or null for the first page. */
  public static @Nullable UUID id(@Nullable String cursor) {
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
}
