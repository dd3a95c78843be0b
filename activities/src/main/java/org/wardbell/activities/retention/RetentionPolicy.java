package org.wardbell.activities.retention;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;

/**
 * The ages at which records end.
 *
 * @param payloadDays data of events, bodies of requests and answers of receivers: 1 to {@code
 *     deliveryDays}
 * @param deliveryDays deliveries, attempts, and events without their data: {@value
 *     #FEWEST_DELIVERY_DAYS} to {@value #MOST_DAYS}, because an idempotency key is kept for 30 days
 *     with its event
 * @param auditYears the audit trail: {@value #FEWEST_AUDIT_YEARS} to {@value #MOST_AUDIT_YEARS}
 */
public record RetentionPolicy(int payloadDays, int deliveryDays, int auditYears) {
  public static final int FEWEST_DELIVERY_DAYS = 30;
  public static final int MOST_DAYS = 3_650;
  public static final int FEWEST_AUDIT_YEARS = 1;
  public static final int MOST_AUDIT_YEARS = 30;

  /** 30 days, 90 days, and six years as HIPAA asks for (45 CFR 164.316(b)(2)(i)). */
  public static final RetentionPolicy STANDARD = new RetentionPolicy(30, 90, 6);

  Instant payloadsUntil(Instant now) {
    return now.minus(payloadDays, ChronoUnit.DAYS);
  }

  Instant deliveriesUntil(Instant now) {
    return now.minus(deliveryDays, ChronoUnit.DAYS);
  }

  Instant auditUntil(Instant now) {
    return now.atOffset(ZoneOffset.UTC).minusYears(auditYears).toInstant();
  }
}
