package org.wardbell.api.delivery;

import java.util.List;
import java.util.UUID;
import org.jooq.DSLContext;
import org.springframework.stereotype.Component;
import org.wardbell.activities.audit.AuditEntry;
import org.wardbell.activities.audit.AuditStore;
import org.wardbell.activities.delivery.query.DeliveryQuery;
import org.wardbell.activities.delivery.query.KeptAttempt;
import org.wardbell.activities.delivery.query.KeptDelivery;
import org.wardbell.api.access.Caller;
import org.wardbell.api.problem.ProblemException;

/** The deliveries that a caller sees, whoever asks: the API or a page. */
@Component
public final class VisibleDeliveries {
  private final DSLContext database;
  private final DeliveryQuery deliveries;
  private final AuditStore audit;

  VisibleDeliveries(DSLContext database, DeliveryQuery deliveries, AuditStore audit) {
    this.database = database;
    this.deliveries = deliveries;
    this.audit = audit;
  }

  /**
   * Returns a delivery.
   *
   * @throws ProblemException 404 if there is none with this id that the caller sees
   */
  public KeptDelivery visible(UUID id, Caller caller) {
    KeptDelivery delivery =
        deliveries.find(id).orElseThrow(() -> ProblemException.notFound("delivery"));
    caller.requireSees(delivery.clinicId(), "delivery");
    return delivery;
  }

  /**
   * Returns a delivery's attempts, oldest first.
   *
   * @param withResponse whether to open what the receiver answered; the look is written to the
   *     audit trail
   */
  public List<KeptAttempt> attempts(KeptDelivery delivery, boolean withResponse, Caller caller) {
    if (withResponse) {
      audit.append(
          database,
          AuditEntry.of(
              delivery.clinicId(),
              caller.origin(),
              "delivery.response_read",
              "delivery/" + delivery.id()));
    }
    return deliveries.attempts(delivery, withResponse);
  }
}
