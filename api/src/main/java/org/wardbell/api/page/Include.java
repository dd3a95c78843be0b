package org.wardbell.api.page;

import org.jspecify.annotations.Nullable;
import org.wardbell.api.problem.ProblemException;

/**
 * Reads {@code include}: what an answer shows only when asked, because the asking is written down.
 */
public final class Include {
  private Include() {}

  /** Whether that one thing was asked for. */
  public static boolean asks(@Nullable String include, String thing) {
    if (include == null) {
      return false;
    }
    if (include.equals(thing)) {
      return true;
    }
    throw ProblemException.invalid(
        "include", "cannot be included", "The only thing that can be is " + thing + ".");
  }
}
