package org.wardbell.activities.rotation;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Set;
import java.util.TreeSet;
import org.jooq.Field;
import org.jooq.Table;
import org.junit.jupiter.api.Test;
import org.wardbell.activities.database.generated.DefaultSchema;

/** A sealed column that rotations do not know would be unreadable after the first one. */
class SealedTablesTest {
  /** Wrapped by the master key, not by a data key. */
  private static final Set<String> WRAPPED =
      Set.of("data_key.keyset_ciphertext", "data_key.fingerprint_ciphertext");

  @Test
  void sealedColumn_ofTheDatabase_isSealedAgainByARotation() {
    Set<String> sealed = new TreeSet<>();
    for (Table<?> table : DefaultSchema.DEFAULT_SCHEMA.getTables()) {
      for (Field<?> column : table.fields()) {
        if (column.getName().endsWith("_ciphertext")) {
          sealed.add(table.getName() + "." + column.getName());
        }
      }
    }
    sealed.removeAll(WRAPPED);

    assertThat(sealed).hasSizeGreaterThan(10);
    assertThat(Rotations.columns()).isEqualTo(sealed);
  }
}
