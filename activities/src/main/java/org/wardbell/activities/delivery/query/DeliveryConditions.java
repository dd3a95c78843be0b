package org.wardbell.activities.delivery.query;

import static org.wardbell.activities.database.generated.Tables.DELIVERY;
import static org.wardbell.activities.database.generated.Tables.EVENT;

import org.jooq.Condition;
import org.jooq.impl.DSL;
import org.wardbell.workflows.delivery.DeliveryStatus;

/** The conditions of a filter of deliveries, by what an index on the way to them knows. */
final class DeliveryConditions {
  private DeliveryConditions() {}

  /** Returns all that a filter says, for rows that are found in another way. */
  static Condition whole(DeliveryFilter filter) {
    Condition wanted = common(filter).and(unindexed(filter));
    if (filter.webhook() != null) {
      wanted = wanted.and(DELIVERY.WEBHOOK_ID.eq(filter.webhook()));
    }
    if (filter.event() != null) {
      wanted = wanted.and(DELIVERY.EVENT_ID.eq(filter.event()));
    }
    return filter.status() == null ? wanted : wanted.and(filter.status().condition());
  }

  /** Returns what no index on the way knows, and the times exactly. */
  static Condition unindexed(DeliveryFilter filter) {
    Condition unindexed = DSL.noCondition();
    if (filter.outcome() != null) {
      unindexed = unindexed.and(DELIVERY.LAST_OUTCOME.eq(filter.outcome().name()));
    }
    if (filter.code() != null) {
      unindexed = unindexed.and(DELIVERY.LAST_CODE.eq(filter.code()));
    }
    if (filter.trigger() != null) {
      unindexed = unindexed.and(DELIVERY.TRIGGER.eq(filter.trigger()));
    }
    if (filter.from() != null) {
      unindexed = unindexed.and(DELIVERY.CREATED_AT.ge(filter.from()));
    }
    if (filter.to() != null) {
      unindexed = unindexed.and(DELIVERY.CREATED_AT.lt(filter.to()));
    }
    if (filter.endedFrom() != null) {
      unindexed = unindexed.and(DELIVERY.FINISHED_AT.ge(filter.endedFrom()));
    }
    if (filter.endedTo() != null) {
      unindexed = unindexed.and(DELIVERY.FINISHED_AT.lt(filter.endedTo()));
    }
    return filter.eventType() == null
        ? unindexed
        : unindexed.and(
            DSL.exists(
                DSL.selectOne()
                    .from(EVENT)
                    .where(EVENT.ID.eq(DELIVERY.EVENT_ID))
                    .and(EVENT.TYPE.eq(filter.eventType()))));
  }

  static Condition common(DeliveryFilter filter) {
    Condition wanted =
        filter.clinic() == null ? DSL.noCondition() : DELIVERY.CLINIC_ID.eq(filter.clinic());
    if (filter.subject() != null) {
      wanted = wanted.and(DELIVERY.SUBJECT_FINGERPRINT.eq(filter.subject()));
    }
    return filter.before() == null ? wanted : wanted.and(DELIVERY.NUMBER.lt(filter.before()));
  }

  static Condition is(DeliveryStatus status) {
    return DELIVERY.STATUS.eq(status.name());
  }
}
