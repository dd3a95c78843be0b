package org.wardbell.activities.rotation;

import java.util.List;
import java.util.UUID;
import org.jooq.DSLContext;
import org.jspecify.annotations.Nullable;

/** The rows of one table that hold sealed values. */
interface SealedRows {
  /** Returns the columns that are read, as {@code table.column}. */
  List<String> columns();

  /**
   * Reads the next page of a clinic's rows, without a lock.
   *
   * @param clinic whose rows, or null for those of the installation
   * @param after the position that an earlier page ended with, or null for the beginning
   * @param keyId values that this key sealed are left out
   * @param limit rows of the page at most
   */
  SealedPage page(
      DSLContext dsl, @Nullable UUID clinic, @Nullable String after, int keyId, int limit);
}
