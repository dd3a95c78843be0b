package org.wardbell.activities.delivery.attempt;

import static org.wardbell.activities.database.generated.Tables.DELIVERY;

import java.time.Duration;
import org.jooq.DSLContext;
import org.jooq.exception.DataAccessException;
import org.jspecify.annotations.Nullable;
import org.wardbell.activities.delivery.state.ClaimedAttempt;
import org.wardbell.activities.http.AttemptReport;
import org.wardbell.workflows.delivery.NextStep;
import org.wardbell.workflows.webhook.Authentication;

/**
 * After a 401 to an OAuth 2 token the next attempt is made at once, because it carries a new token.
 * It is an attempt like any other, and it comes at once only if the one before it was not refused
 * in the same way.
 */
final class ExpiredTokenRetry {
  private static final String UNAUTHORIZED = "http_401";

  private final DSLContext dsl;

  ExpiredTokenRetry(DSLContext dsl) {
    this.dsl = dsl;
  }

  /** To be asked before the outcome is written: the row still tells the attempt before. */
  NextStep after(ClaimedAttempt claim, AttemptReport report, NextStep next) {
    if (!(next instanceof NextStep.TryAgain)
        || !report.code().equals(UNAUTHORIZED)
        || !(claim.webhook().settings().authentication() instanceof Authentication.OAuth2)) {
      return next;
    }
    return UNAUTHORIZED.equals(codeBefore(claim)) ? next : new NextStep.TryAgain(Duration.ZERO);
  }

  /** Without an answer of the database the delivery waits its usual time. */
  private @Nullable String codeBefore(ClaimedAttempt claim) {
    try {
      return dsl.select(DELIVERY.LAST_CODE)
          .from(DELIVERY)
          .where(DELIVERY.ID.eq(claim.deliveryId()))
          .fetchOne(DELIVERY.LAST_CODE);
    } catch (DataAccessException away) {
      return UNAUTHORIZED;
    }
  }
}
