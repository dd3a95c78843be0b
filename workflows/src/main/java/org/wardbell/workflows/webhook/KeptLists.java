package org.wardbell.workflows.webhook;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Lists of settings as they were kept: one that an older version did not write yet is missing, and
 * reads as empty.
 */
final class KeptLists {
  private KeptLists() {}

  /** Returns an immutable copy. */
  static <T> List<T> orEmpty(@Nullable List<T> kept) {
    return kept == null ? List.of() : List.copyOf(kept);
  }
}
