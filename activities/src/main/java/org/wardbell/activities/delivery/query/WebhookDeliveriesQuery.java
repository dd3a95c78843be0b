package org.wardbell.activities.delivery.query;

import static org.wardbell.activities.database.generated.Tables.DELIVERY;

import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import org.jooq.DSLContext;
import org.jooq.Record;
import org.jooq.Result;
import org.jooq.Select;
import org.jooq.Table;
import org.jooq.impl.DSL;
import org.jspecify.annotations.Nullable;
import org.wardbell.workflows.delivery.DeliveryStatus;

/**
 * The questions about the deliveries of webhooks as such: what waits and why, and which is the
 * newest. None of them looks at more rows than it says, however many a webhook has.
 */
public final class WebhookDeliveriesQuery {
  /** Deliveries that are counted one by one; what is more is told as "more than". */
  public static final int COUNTED = 2_000;

  private static final List<String> OPEN =
      List.of(
          DeliveryStatus.PENDING.name(),
          DeliveryStatus.SENDING.name(),
          DeliveryStatus.PARKED.name());

  private static final Table<?> BY_WEBHOOK = DELIVERY.forceIndex("delivery_webhook");

  private final DSLContext database;

  public WebhookDeliveriesQuery(DSLContext database) {
    this.database = database;
  }

  /**
   * The deliveries that wait for a webhook.
   *
   * @param parked deliveries that wait for the webhook itself, by the stored reason
   * @param trying deliveries that are being sent, or tried again at a time of their own
   * @param isMore whether there are more than were counted
   * @param firstEnd the least end, by the webhook's patience, of those that were counted; null if
   *     none has one
   * @param frequentCode the code that most of these got last, or null if none was tried
   */
  public record Waiting(
      Map<String, Integer> parked,
      int trying,
      boolean isMore,
      @Nullable Instant firstEnd,
      @Nullable String frequentCode) {
    public Waiting {
      parked = Map.copyOf(parked);
    }

    /** Returns all that were counted. */
    public int all() {
      return trying + parked.values().stream().mapToInt(Integer::intValue).sum();
    }
  }

  /** The newest delivery of a webhook. */
  public record Newest(UUID id, Instant at, DeliveryStatus status) {}

  /** Returns what waits for a webhook; the oldest {@value #COUNTED} that are parked are counted. */
  public Waiting waiting(UUID webhook) {
    Map<String, Integer> parked = new TreeMap<>();
    Map<String, Integer> codes = new HashMap<>();
    Instant end = null;
    Result<? extends Record> rows = parkedRows(webhook).fetch();
    for (Record row : rows.subList(0, Math.min(COUNTED, rows.size()))) {
      String reason = row.get(DELIVERY.PARKED_REASON);
      parked.merge(reason == null ? "" : reason, 1, Integer::sum);
      if (row.get(DELIVERY.LAST_CODE) != null) {
        codes.merge(row.get(DELIVERY.LAST_CODE), 1, Integer::sum);
      }
      Instant at = row.get(DELIVERY.EXHAUSTS_AT);
      end = end == null || (at != null && at.isBefore(end)) ? at : end;
    }
    int trying =
        counted(
            List.of(webhook),
            List.of(DeliveryStatus.PENDING.name(), DeliveryStatus.SENDING.name()));
    return new Waiting(
        parked,
        Math.min(COUNTED, trying),
        rows.size() > COUNTED || trying > COUNTED,
        end,
        codes.entrySet().stream()
            .max(Map.Entry.comparingByValue())
            .map(Map.Entry::getKey)
            .orElse(null));
  }

  /** Returns the query itself, so that a test can ask the database for its plan. */
  Select<? extends Record> parkedRows(UUID webhook) {
    return database
        .select(DELIVERY.PARKED_REASON, DELIVERY.LAST_CODE, DELIVERY.EXHAUSTS_AT)
        .from(BY_WEBHOOK)
        .where(DELIVERY.WEBHOOK_ID.eq(webhook))
        .and(DELIVERY.STATUS.eq(DeliveryStatus.PARKED.name()))
        .orderBy(DELIVERY.URGENCY, DELIVERY.NUMBER)
        .limit(COUNTED + 1);
  }

  /** Returns how many deliveries of some webhooks are open; {@value #COUNTED} + 1 for more. */
  public int open(Collection<UUID> webhooks) {
    return webhooks.isEmpty() ? 0 : counted(webhooks, OPEN);
  }

  private int counted(Collection<UUID> webhooks, List<String> statuses) {
    return database.fetchCount(
        DSL.selectOne()
            .from(BY_WEBHOOK)
            .where(DELIVERY.WEBHOOK_ID.in(webhooks))
            .and(DELIVERY.STATUS.in(statuses))
            .limit(COUNTED + 1));
  }

  /** Returns the newest delivery of each webhook that has one. */
  public Map<UUID, Newest> newest(Collection<UUID> webhooks) {
    Map<UUID, Newest> newest = new HashMap<>();
    if (webhooks.isEmpty()) {
      return newest;
    }
    Map<UUID, Long> numbers = new HashMap<>();
    numbers(webhooks)
        .forEach(
            row ->
                numbers.merge(
                    row.get(DELIVERY.WEBHOOK_ID), row.get(DSL.max(DELIVERY.NUMBER)), Math::max));
    database
        .select(DELIVERY.WEBHOOK_ID, DELIVERY.ID, DELIVERY.CREATED_AT, DELIVERY.STATUS)
        .from(DELIVERY)
        .where(DELIVERY.NUMBER.in(numbers.values()))
        .forEach(
            row ->
                newest.put(
                    row.value1(),
                    new Newest(row.value2(), row.value3(), DeliveryStatus.valueOf(row.value4()))));
    return newest;
  }

  /**
   * Returns the query for the highest number within each status and urgency: where these end the
   * index is entered once, however many deliveries lie between. The ids stand in the statement
   * itself, because MySQL jumps so for constants only: a statement that the server has prepared
   * would read all deliveries of these webhooks.
   */
  Select<? extends Record> numbers(Collection<UUID> webhooks) {
    return database
        .select(DELIVERY.WEBHOOK_ID, DSL.max(DELIVERY.NUMBER))
        .from(BY_WEBHOOK)
        .where(
            DELIVERY.WEBHOOK_ID.in(
                webhooks.stream().map(id -> DSL.inline(id, DELIVERY.WEBHOOK_ID)).toList()))
        .groupBy(DELIVERY.WEBHOOK_ID, DELIVERY.STATUS, DELIVERY.URGENCY);
  }
}
