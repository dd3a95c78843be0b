package org.wardbell.activities.delivery.drain;

import static org.jooq.impl.DSL.field;
import static org.jooq.impl.DSL.max;
import static org.jooq.impl.DSL.min;
import static org.jooq.impl.DSL.name;
import static org.jooq.impl.DSL.partitionBy;
import static org.jooq.impl.DSL.rowNumber;
import static org.jooq.impl.DSL.when;
import static org.wardbell.activities.database.generated.Tables.DELIVERY;
import static org.wardbell.activities.database.generated.Tables.EVENT;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import org.jooq.DSLContext;
import org.jooq.Field;
import org.jooq.Record;
import org.jooq.Table;
import org.jspecify.annotations.Nullable;
import org.wardbell.workflows.delivery.DeliveryStatus;

/**
 * The first delivery in each line of an ordered webhook. There is one line per clinic and subject,
 * in the order in which the events were committed; deliveries without a subject stand alone.
 */
final class OrderedHeadsQuery {
  /**
   * An earlier event of the subject is not dispatched yet. Its dispatch wakes the webhook; should
   * it not match, nobody does, and so we look again.
   */
  private static final Duration UNDISPATCHED_WAIT = Duration.ofSeconds(1);

  /**
   * The first of its line.
   *
   * @param due when it may go at the earliest: its next attempt, the end of a request of its line
   *     that is under way, or the next look
   * @param mayGo whether that is all it waits for
   */
  record Head(UUID deliveryId, Instant due, boolean mayGo) {
    public boolean isReady(Instant now) {
      return mayGo && !due.isAfter(now);
    }
  }

  private record Line(UUID clinic, String subject) {
    /** MySQL compares subjects without case; so a line may hold more than one, but never less. */
    static Line of(UUID clinic, String subject) {
      return new Line(clinic, subject.toLowerCase(Locale.ROOT));
    }
  }

  private OrderedHeadsQuery() {}

  /**
   * The heads, live ones first, then by their event. What is not dispatched is read before what is:
   * an event that is dispatched in between is then seen as a delivery.
   */
  static List<Head> find(DSLContext transaction, UUID webhookId, Instant now) {
    Map<Line, Long> undispatched = undispatched(transaction);
    List<Head> heads = new ArrayList<>();
    for (Record row : first(transaction, webhookId)) {
      heads.add(head(row, undispatched, now));
    }
    return heads;
  }

  private static Head head(Record row, Map<Line, Long> undispatched, Instant now) {
    UUID id = row.get("id", UUID.class);
    Instant lease = row.get("lease", Instant.class);
    if (lease != null) {
      return new Head(id, lease, false);
    }
    Instant due = row.get("due", Instant.class);
    if (isBehind(row, undispatched)) {
      Instant look = now.plus(UNDISPATCHED_WAIT);
      return new Head(id, due.isAfter(look) ? due : look, false);
    }
    boolean parked = DeliveryStatus.PARKED.name().equals(row.get("status", String.class));
    return new Head(id, due, parked);
  }

  private static boolean isBehind(Record row, Map<Line, Long> undispatched) {
    @Nullable String subject = row.get("subject", String.class);
    if (subject == null) {
      return false;
    }
    Long earlier = undispatched.get(Line.of(row.get("clinic", UUID.class), subject));
    return earlier != null && earlier < row.get("event", Long.class);
  }

  private static Map<Line, Long> undispatched(DSLContext transaction) {
    Map<Line, Long> first = new HashMap<>();
    transaction
        .select(EVENT.CLINIC_ID, EVENT.SUBJECT, min(EVENT.NUMBER))
        .from(EVENT)
        .where(EVENT.DISPATCHED_AT.isNull())
        .and(EVENT.SUBJECT.isNotNull())
        .groupBy(EVENT.CLINIC_ID, EVENT.SUBJECT)
        .forEach(row -> first.put(Line.of(row.value1(), row.value2()), row.value3()));
    return first;
  }

  /** Reads all that is open: there is no index by subject. */
  private static Iterable<? extends Record> first(DSLContext transaction, UUID webhookId) {
    Field<?>[] line = {
      DELIVERY.CLINIC_ID, DELIVERY.SUBJECT, when(DELIVERY.SUBJECT.isNull(), DELIVERY.ID)
    };
    Table<?> open =
        transaction
            .select(
                DELIVERY.ID.as("id"),
                DELIVERY.STATUS.as("status"),
                DELIVERY.NEXT_ATTEMPT_AT.as("due"),
                DELIVERY.CLINIC_ID.as("clinic"),
                DELIVERY.SUBJECT.as("subject"),
                DELIVERY.URGENCY.as("urgency"),
                EVENT.NUMBER.as("event"),
                rowNumber()
                    .over(partitionBy(line).orderBy(DELIVERY.URGENCY, EVENT.NUMBER))
                    .as("place"),
                max(when(DELIVERY.STATUS.eq(DeliveryStatus.SENDING.name()), DELIVERY.WAKES_AT))
                    .over(partitionBy(line))
                    .as("lease"))
            .from(DELIVERY)
            .join(EVENT)
            .on(EVENT.ID.eq(DELIVERY.EVENT_ID))
            .where(DELIVERY.WEBHOOK_ID.eq(webhookId))
            .and(
                DELIVERY.STATUS.in(
                    DeliveryStatus.PARKED.name(),
                    DeliveryStatus.PENDING.name(),
                    DeliveryStatus.SENDING.name()))
            .asTable("open");
    return transaction
        .selectFrom(open)
        .where(field(name("open", "place"), Integer.class).eq(1))
        .orderBy(field(name("open", "urgency")), field(name("open", "event")))
        .fetch();
  }
}
