package org.wardbell.activities.rotation;

import java.util.List;
import java.util.UUID;
import org.jooq.Query;
import org.jspecify.annotations.Nullable;
import org.wardbell.activities.crypto.Sealed;

/**
 * A page of rows that have sealed values.
 *
 * @param next the position after it, or null if no rows were left
 * @param looked rows that it covers
 * @param values those that another key than the wanted one sealed
 */
record SealedPage(@Nullable String next, int looked, List<Value> values) {
  static final SealedPage LAST = new SealedPage(null, 0, List.of());

  /**
   * A sealed value.
   *
   * @param column as it is bound into the seal
   * @param row as it is bound into the seal
   * @param writer the statement that puts another seal in its place, unless it was changed
   */
  record Value(String column, UUID row, byte[] ciphertext, Writer writer) {}

  /** Makes a statement. */
  interface Writer {
    Query of(Sealed sealed);
  }
}
