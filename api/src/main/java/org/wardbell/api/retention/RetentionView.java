package org.wardbell.api.retention;

import io.swagger.v3.oas.annotations.media.Schema;
import org.wardbell.activities.retention.RetentionPolicy;
import org.wardbell.api.change.Revised;
import org.wardbell.api.change.Revisions;

/** The ages at which records end. */
@Schema(name = "Retention")
public record RetentionView(
    @Schema(description = "Data of events, bodies of requests, answers of receivers.")
        int payloadDays,
    @Schema(description = "Deliveries, attempts, and events without their data.") int deliveryDays,
    @Schema(description = "The audit trail, for the whole installation.") int auditYears,
    @Schema(description = "Whether the clinic has its own days; otherwise the defaults count.")
        boolean own)
    implements Revised {
  static RetentionView of(RetentionPolicy policy, boolean own) {
    return new RetentionView(policy.payloadDays(), policy.deliveryDays(), policy.auditYears(), own);
  }

  @Override
  public String revision() {
    return Revisions.of(payloadDays, deliveryDays, auditYears, own);
  }
}
