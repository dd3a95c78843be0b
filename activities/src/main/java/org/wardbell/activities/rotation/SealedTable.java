package org.wardbell.activities.rotation;

import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.UUID;
import org.jooq.Condition;
import org.jooq.DSLContext;
import org.jooq.Field;
import org.jooq.Query;
import org.jooq.Record;
import org.jooq.Table;
import org.jooq.TableField;
import org.jooq.UpdateSetMoreStep;
import org.jooq.impl.DSL;
import org.jspecify.annotations.Nullable;
import org.wardbell.activities.crypto.KeyRotation;
import org.wardbell.activities.crypto.Sealed;

/**
 * A table whose rows have a clinic, a unique column that orders them, and sealed columns.
 *
 * @param <K> the type of the ordering column: a number, an id, or bytes
 * @param table with the index that a clinic's rows are walked by, if it has one
 * @param clinic or null if all rows are the installation's
 * @param order the unique column
 * @param row the id that is bound into the seals
 */
record SealedTable<K>(
    Table<?> table,
    @Nullable TableField<?, UUID> clinic,
    TableField<?, K> order,
    TableField<?, UUID> row,
    List<Part> parts)
    implements SealedRows {
  /**
   * Rows of a page at most. Their values are held twice, as they are and sealed again; payloads and
   * bodies of 256 KiB make 25 MiB then, beside the traffic.
   */
  private static final int ROWS = 50;

  /**
   * A sealed column.
   *
   * @param bound its name as it is bound into the seal
   * @param keyId the column that tells its key, or null if another part's does
   */
  record Part(
      String bound, TableField<?, byte[]> ciphertext, @Nullable TableField<?, Integer> keyId) {}

  @Override
  public List<String> columns() {
    return parts.stream()
        .map(part -> order.getTable().getName() + "." + part.ciphertext().getName())
        .toList();
  }

  @Override
  public SealedPage page(
      DSLContext dsl, @Nullable UUID owner, @Nullable String after, int keyId, int limit) {
    Condition mine = ofOwner(owner);
    Condition beyond = after == null ? DSL.noCondition() : order.gt(read(after));
    List<K> window =
        dsl.select(order)
            .from(table)
            .where(mine)
            .and(beyond)
            .orderBy(order)
            .limit(Math.min(limit, ROWS))
            .fetch(order);
    if (window.isEmpty()) {
      return SealedPage.LAST;
    }
    K last = window.getLast();
    List<SealedPage.Value> values = new ArrayList<>();
    for (Part part : parts) {
      dsl.select(order, row, part.ciphertext())
          .from(table)
          .where(mine)
          .and(beyond)
          .and(order.le(last))
          .and(KeyRotation.sealedByAnother(part.ciphertext(), keyId))
          .forEach(found -> values.add(value(dsl, part, found)));
    }
    return new SealedPage(write(last), window.size(), values);
  }

  private Condition ofOwner(@Nullable UUID owner) {
    if (clinic == null) {
      return owner == null ? DSL.noCondition() : DSL.falseCondition();
    }
    return owner == null ? clinic.isNull() : clinic.eq(owner);
  }

  private SealedPage.Value value(DSLContext dsl, Part part, Record found) {
    byte[] ciphertext = found.get(part.ciphertext());
    Condition unchanged = order.eq(found.get(order)).and(part.ciphertext().eq(ciphertext));
    return new SealedPage.Value(
        part.bound(), found.get(row), ciphertext, next -> put(dsl, part, unchanged, next));
  }

  private Query put(DSLContext dsl, Part part, Condition unchanged, Sealed sealed) {
    UpdateSetMoreStep<?> update =
        dsl.update(order.getTable()).set(part.ciphertext(), sealed.ciphertext());
    return part.keyId() == null
        ? update.where(unchanged)
        : update.set(part.keyId(), sealed.keyId()).where(unchanged);
  }

  private static String write(Object position) {
    return position instanceof byte[] bytes ? HexFormat.of().formatHex(bytes) : position.toString();
  }

  private Field<K> read(String position) {
    Object value =
        order.getType() == byte[].class
            ? HexFormat.of().parseHex(position)
            : order.getType() == UUID.class ? UUID.fromString(position) : Long.valueOf(position);
    return DSL.val(order.getType().cast(value), order);
  }
}
