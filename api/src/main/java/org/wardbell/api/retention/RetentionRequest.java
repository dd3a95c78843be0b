package org.wardbell.api.retention;

import io.swagger.v3.oas.annotations.media.Schema;
import org.jspecify.annotations.Nullable;
import org.wardbell.activities.retention.RetentionPolicy;
import org.wardbell.api.problem.FieldChecks;

/** The wanted ages at which records end. What is left out gets its default. */
public record RetentionRequest(
    @Schema(
            description =
                "Data of events, bodies of requests, answers of receivers: 1 to delivery_days.",
            defaultValue = "30")
        @Nullable Integer payloadDays,
    @Schema(
            description = "Deliveries, attempts, and events without their data: 30 to 3650.",
            defaultValue = "90")
        @Nullable Integer deliveryDays,
    @Schema(
            description =
                "The audit trail, one for all clinics: 1 to 30. Only for the installation.",
            defaultValue = "6")
        @Nullable Integer auditYears) {

  /**
   * Returns the policy.
   *
   * @param fixedYears those that count if this request may not set them, or null if it may
   */
  RetentionPolicy checked(@Nullable Integer fixedYears) {
    FieldChecks checks = new FieldChecks();
    int deliveries =
        range(
            checks,
            "delivery_days",
            deliveryDays,
            RetentionPolicy.STANDARD.deliveryDays(),
            RetentionPolicy.FEWEST_DELIVERY_DAYS,
            RetentionPolicy.MOST_DAYS);
    int payloads =
        range(
            checks,
            "payload_days",
            payloadDays,
            RetentionPolicy.STANDARD.payloadDays(),
            1,
            RetentionPolicy.MOST_DAYS);
    if (checks.isClean() && payloads > deliveries) {
      checks.add(
          "payload_days",
          "is more than delivery_days",
          "Keep payloads for at most as long as deliveries (" + deliveries + " days).");
    }
    if (fixedYears != null && auditYears != null) {
      checks.add(
          "audit_years",
          "cannot be a clinic's: the audit trail is one chain for all clinics",
          "Leave it out, or set it with PUT /api/v1/retention/defaults.");
    }
    int years =
        fixedYears != null
            ? fixedYears
            : range(
                checks,
                "audit_years",
                auditYears,
                RetentionPolicy.STANDARD.auditYears(),
                RetentionPolicy.FEWEST_AUDIT_YEARS,
                RetentionPolicy.MOST_AUDIT_YEARS);
    checks.orThrow();
    return new RetentionPolicy(payloads, deliveries, years);
  }

  private static int range(
      FieldChecks checks,
      String field,
      @Nullable Integer value,
      int otherwise,
      int least,
      int most) {
    String fix = "Write a whole number from " + least + " to " + most + ".";
    checks.between(field, value, least, most, fix);
    return value == null ? otherwise : value;
  }
}
