package org.wardbell.activities.delivery;

import static org.wardbell.activities.database.generated.Tables.ATTEMPT;
import static org.wardbell.activities.database.generated.Tables.DELIVERY;
import static org.wardbell.activities.database.generated.Tables.EVENT;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jooq.DSLContext;
import org.wardbell.activities.database.generated.tables.records.AttemptRecord;
import org.wardbell.activities.database.generated.tables.records.DeliveryRecord;

/** The rows of deliveries as a test finds them, and the times in them, which it may let pass. */
abstract class StoredDeliveries {
  public abstract DSLContext dsl();

  /** Deliveries of appointments, oldest first; operational events have theirs apart. */
  List<DeliveryRecord> deliveries() {
    return dsl()
        .select(DELIVERY.fields())
        .from(DELIVERY)
        .join(EVENT)
        .on(EVENT.ID.eq(DELIVERY.EVENT_ID))
        .where(EVENT.TYPE.eq("appointment.booked"))
        .orderBy(DELIVERY.NUMBER)
        .fetchInto(DELIVERY);
  }

  DeliveryRecord delivery() {
    List<DeliveryRecord> all = deliveries();
    if (all.size() != 1) {
      throw new AssertionError("one delivery was expected, there are " + all.size());
    }
    return all.getFirst();
  }

  List<String> statuses() {
    return deliveries().stream().map(DeliveryRecord::getStatus).toList();
  }

  List<AttemptRecord> attempts(UUID delivery) {
    return dsl()
        .selectFrom(ATTEMPT)
        .where(ATTEMPT.DELIVERY_ID.eq(delivery))
        .orderBy(ATTEMPT.ORDINAL)
        .fetch();
  }

  /** Types of events that Wardbell made itself. */
  List<String> news() {
    return dsl()
        .select(EVENT.TYPE)
        .from(EVENT)
        .where(EVENT.SOURCE.eq("system"))
        .orderBy(EVENT.NUMBER)
        .fetch(EVENT.TYPE);
  }

  /** Lets the time until the next attempt pass. */
  void makeDue(UUID delivery) {
    makeDueIn(delivery, Duration.ofSeconds(-1));
  }

  void makeDueIn(UUID delivery, Duration wait) {
    dsl()
        .update(DELIVERY)
        .set(DELIVERY.NEXT_ATTEMPT_AT, Instant.now().plus(wait))
        .where(DELIVERY.ID.eq(delivery))
        .execute();
  }

  /** Lets the time of a lease pass. */
  void endLease(UUID delivery) {
    Instant past = Instant.now().minusSeconds(1);
    dsl().update(DELIVERY).set(DELIVERY.WAKES_AT, past).where(DELIVERY.ID.eq(delivery)).execute();
    dsl()
        .update(ATTEMPT)
        .set(ATTEMPT.LEASE_UNTIL, past)
        .where(ATTEMPT.DELIVERY_ID.eq(delivery))
        .execute();
  }
}
