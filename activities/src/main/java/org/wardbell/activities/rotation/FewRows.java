package org.wardbell.activities.rotation;

import java.util.List;
import java.util.UUID;
import org.jooq.DSLContext;
import org.jspecify.annotations.Nullable;

/**
 * Rows of which a page holds few, because each is large.
 *
 * @param most rows of a page
 */
record FewRows(SealedRows rows, int most) implements SealedRows {
  @Override
  public List<String> columns() {
    return rows.columns();
  }

  @Override
  public SealedPage page(
      DSLContext dsl, @Nullable UUID owner, @Nullable String after, int keyId, int limit) {
    return rows.page(dsl, owner, after, keyId, Math.min(limit, most));
  }
}
