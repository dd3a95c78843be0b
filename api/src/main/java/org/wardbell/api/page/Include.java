package org.wardbell.api.page;

import org.jspecify.annotations.Nullable;
import org.wardbell.api.problem.ProblemException;

/**
 * The parameter {@code include}, by which a caller requests fields that are shown only on request,
 * because each such request is written down.
 */
public final class Include {
  private Include() {}

  /** Returns whether that one field was requested. */
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
