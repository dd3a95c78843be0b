package org.wardbell.activities.delivery;

import static org.wardbell.activities.database.generated.Tables.ATTEMPT;

import java.time.Instant;
import java.util.UUID;
import org.jooq.DSLContext;
import org.wardbell.workflows.delivery.AttemptOutcome;

/**
 * Closes attempts whose lease ran out without an outcome: the process died, or was stopped for
 * longer. The request may or may not have arrived, so it counts as spent and is shown as lost.
 */
final class LostAttempts {
  static final String CODE = "lost";

  private LostAttempts() {}

  static void close(DSLContext transaction, UUID deliveryId, int ordinal, Instant now) {
    transaction
        .update(ATTEMPT)
        .set(ATTEMPT.OUTCOME, AttemptOutcome.LOST.name())
        .set(ATTEMPT.CODE, CODE)
        .set(ATTEMPT.FINISHED_AT, now)
        .set(ATTEMPT.LEASE_UNTIL, (Instant) null)
        .where(ATTEMPT.DELIVERY_ID.eq(deliveryId))
        .and(ATTEMPT.ORDINAL.eq(ordinal))
        .and(ATTEMPT.OUTCOME.isNull())
        .execute();
  }
}
