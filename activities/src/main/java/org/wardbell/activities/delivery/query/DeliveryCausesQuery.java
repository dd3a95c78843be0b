package org.wardbell.activities.delivery.query;

import static org.wardbell.activities.database.generated.Tables.DELIVERY;

import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.UUID;
import org.jooq.DSLContext;
import org.jooq.Record;
import org.jooq.Table;
import org.jooq.impl.DSL;
import org.jspecify.annotations.Nullable;
import org.wardbell.workflows.delivery.AttemptOutcome;

/**
 * The grouping of deliveries by what keeps them from arriving. It looks at as many of the newest
 * rows as a page of the list does, and says so: the whole history would cost more every day.
 */
public final class DeliveryCausesQuery {
  /** Groups that are shown; what is rarer is the business of a filter. */
  public static final int MAXIMUM_GROUPS = 50;

  private final DSLContext database;
  private final DeliveryListQuery lists;

  public DeliveryCausesQuery(DSLContext database, DeliveryListQuery lists) {
    this.database = database;
    this.lists = lists;
  }

  /**
   * Deliveries of one webhook whose last attempt ended alike.
   *
   * @param since when the oldest of them was made
   * @param newest when the newest of them was made
   */
  public record Cause(
      UUID webhook,
      AttemptOutcome outcome,
      @Nullable String code,
      int deliveries,
      Instant since,
      Instant newest) {}

  /** Returns the groups of what passes a filter, the largest first. */
  public List<Cause> list(DeliveryFilter filter) {
    Table<?> rows =
        lists
            .newestOf(
                filter,
                DELIVERY
                    .LAST_OUTCOME
                    .isNotNull()
                    .and(DELIVERY.LAST_OUTCOME.ne(AttemptOutcome.DELIVERED.name())))
            .asTable("delivery");
    return database
        .select(
            rows.field(DELIVERY.WEBHOOK_ID),
            rows.field(DELIVERY.LAST_OUTCOME),
            rows.field(DELIVERY.LAST_CODE),
            DSL.count(),
            DSL.min(rows.field(DELIVERY.CREATED_AT)),
            DSL.max(rows.field(DELIVERY.CREATED_AT)))
        .from(rows)
        .groupBy(
            rows.field(DELIVERY.WEBHOOK_ID),
            rows.field(DELIVERY.LAST_OUTCOME),
            rows.field(DELIVERY.LAST_CODE))
        .fetch(DeliveryCausesQuery::read)
        .stream()
        .sorted(
            Comparator.<Cause>comparingInt(cause -> -cause.deliveries())
                .thenComparing(Cause::newest, Comparator.reverseOrder()))
        .limit(MAXIMUM_GROUPS)
        .toList();
  }

  private static Cause read(Record row) {
    return new Cause(
        row.get(0, UUID.class),
        AttemptOutcome.valueOf(row.get(1, String.class)),
        row.get(2, String.class),
        row.get(3, Integer.class),
        row.get(4, Instant.class),
        row.get(5, Instant.class));
  }
}
