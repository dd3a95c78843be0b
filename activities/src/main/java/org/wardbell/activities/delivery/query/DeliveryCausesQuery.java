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

  /**
   * The groups of what was looked at.
   *
   * @param list the largest first
   * @param since when the oldest delivery of those was made that were looked at; null for all that
   *     pass the filter
   */
  public record Causes(List<Cause> list, @Nullable Instant since) {
    public Causes {
      list = List.copyOf(list);
    }
  }

  /** Returns the groups of what passes a filter. */
  public Causes of(DeliveryFilter filter) {
    DeliveryListQuery.Newest newest =
        lists.newestOf(
            filter,
            DELIVERY
                .LAST_OUTCOME
                .isNotNull()
                .and(DELIVERY.LAST_OUTCOME.ne(AttemptOutcome.DELIVERED.name())));
    List<Cause> groups = groups(newest.rows().asTable("delivery"));
    return new Causes(
        groups.stream().limit(MAXIMUM_GROUPS).toList(), since(groups, newest.oldest()));
  }

  private @Nullable Instant since(List<Cause> groups, @Nullable Long oldest) {
    if (groups.stream().mapToInt(Cause::deliveries).sum() >= DeliveryListQuery.SCANNED_ROWS) {
      // So many failed that they end before the rows to look at do.
      return groups.stream().map(Cause::since).min(Comparator.naturalOrder()).orElse(null);
    }
    return oldest == null ? null : lists.madeAt(oldest);
  }

  private List<Cause> groups(Table<?> rows) {
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
