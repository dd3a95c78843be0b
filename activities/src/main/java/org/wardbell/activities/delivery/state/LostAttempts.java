package org.wardbell.activities.delivery.state;

import static org.wardbell.activities.database.generated.Tables.ATTEMPT;

import java.time.Instant;
import org.jooq.DSLContext;
import org.wardbell.activities.database.generated.tables.records.DeliveryRecord;
import org.wardbell.workflows.delivery.AttemptOutcome;

/**
 * Closes attempts whose lease ran out without an outcome: the process died, or was stopped for
 * longer. The request may or may not have arrived, so it counts as spent and is shown as lost.
 */
public final class LostAttempts {
  static final String CODE = "lost";

  private LostAttempts() {}

  /** The delivery's row is locked, and written by the caller. */
  public static void close(DSLContext transaction, DeliveryRecord delivery, Instant now) {
    transaction
        .update(ATTEMPT)
        .set(ATTEMPT.OUTCOME, AttemptOutcome.LOST.name())
        .set(ATTEMPT.CODE, CODE)
        .set(ATTEMPT.FINISHED_AT, now)
        .set(ATTEMPT.LEASE_UNTIL, (Instant) null)
        .where(ATTEMPT.DELIVERY_ID.eq(delivery.getId()))
        .and(ATTEMPT.ORDINAL.eq(delivery.getAttempts()))
        .and(ATTEMPT.OUTCOME.isNull())
        .execute();
    delivery.setLastCode(CODE);
  }
}
