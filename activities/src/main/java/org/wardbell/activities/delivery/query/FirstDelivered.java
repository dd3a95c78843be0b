package org.wardbell.activities.delivery.query;

import static org.wardbell.activities.database.generated.Tables.DELIVERY;

import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.jooq.DSLContext;
import org.jooq.Record4;
import org.jooq.Table;
import org.jooq.impl.DSL;
import org.jspecify.annotations.Nullable;
import org.wardbell.workflows.delivery.DeliveryStatus;

/**
 * The first delivery that arrived.
 *
 * @param at when it did
 */
public record FirstDelivered(UUID id, Instant at) {
  /** Bounds what a clinic costs none of whose receivers ever answered. */
  private static final int LOOKED_AT = 200;

  /**
   * Looks for it among the oldest deliveries.
   *
   * @param clinic only that clinic's, or null for all
   */
  public static Optional<FirstDelivered> find(DSLContext database, @Nullable UUID clinic) {
    Table<Record4<UUID, String, Instant, Long>> oldest =
        DSL.select(DELIVERY.ID, DELIVERY.STATUS, DELIVERY.FINISHED_AT, DELIVERY.NUMBER)
            .from(DELIVERY)
            .where(clinic == null ? DSL.noCondition() : DELIVERY.CLINIC_ID.eq(clinic))
            .orderBy(DELIVERY.NUMBER)
            .limit(LOOKED_AT)
            .asTable("oldest");
    return database
        .select(oldest.field(DELIVERY.ID), oldest.field(DELIVERY.FINISHED_AT))
        .from(oldest)
        .where(
            oldest.field(DELIVERY.STATUS).eq(DeliveryStatus.DELIVERED.name()),
            oldest.field(DELIVERY.FINISHED_AT).isNotNull())
        .orderBy(oldest.field(DELIVERY.NUMBER))
        .limit(1)
        .fetchOptional(row -> new FirstDelivered(row.value1(), row.value2()));
  }
}
