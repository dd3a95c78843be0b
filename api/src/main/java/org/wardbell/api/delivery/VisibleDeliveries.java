package org.wardbell.api.delivery;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jooq.DSLContext;
import org.springframework.stereotype.Component;
import org.wardbell.activities.audit.AuditEntry;
import org.wardbell.activities.audit.AuditStore;
import org.wardbell.activities.backup.PossiblySent;
import org.wardbell.activities.delivery.query.DeliveryQuery;
import org.wardbell.activities.delivery.query.KeptAttempt;
import org.wardbell.activities.delivery.query.KeptDelivery;
import org.wardbell.activities.preview.CurlText;
import org.wardbell.activities.preview.SentRequests;
import org.wardbell.activities.webhook.KeptWebhook;
import org.wardbell.activities.webhook.StoredWebhook;
import org.wardbell.activities.webhook.WebhookStore;
import org.wardbell.api.access.Caller;
import org.wardbell.api.problem.ProblemException;
import org.wardbell.api.problem.ProblemKind;

/** The deliveries that a caller sees, whoever asks: the API or a page. */
@Component
public final class VisibleDeliveries {
  private final DSLContext database;
  private final DeliveryQuery deliveries;
  private final WebhookStore webhooks;
  private final SentRequests requests;
  private final AuditStore audit;

  VisibleDeliveries(
      DSLContext database,
      DeliveryQuery deliveries,
      WebhookStore webhooks,
      SentRequests requests,
      AuditStore audit) {
    this.database = database;
    this.deliveries = deliveries;
    this.webhooks = webhooks;
    this.requests = requests;
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

  /** Returns whether a delivery may have been sent before a restore, unknown to the database. */
  public Optional<PossiblySent> possiblySent(KeptDelivery delivery) {
    return PossiblySent.of(database, delivery.id());
  }

  /**
   * Returns the request of an attempt as a command for curl; the look is written to the audit
   * trail.
   *
   * @param attempt its number, from 1
   * @throws ProblemException 404 if there is no such attempt, 409 if its request cannot be made
   *     again, or its webhook is not the caller's to see
   */
  public CurlText curl(KeptDelivery delivery, int attempt, Caller caller) {
    if (attempt < 1 || attempt > delivery.attempts()) {
      throw ProblemException.notFound("attempt");
    }
    KeptWebhook webhook =
        webhooks
            .find(database, delivery.webhookId())
            .map(StoredWebhook::webhook)
            .filter(KeptWebhook::isReadable)
            .orElseThrow(
                () -> cannotBeMade("Its webhook was deleted, and with it the address to send to."));
    if (!caller.sees(webhook.clinicId())) {
      // It takes the events of all clinics; its address and its secret are none of theirs.
      throw cannotBeMade("Its webhook belongs to the installation.");
    }
    CurlText text =
        requests
            .curl(delivery.id(), attempt, webhook)
            .orElseThrow(
                () ->
                    cannotBeMade(
                        "The event's data are kept no more, cannot be opened or do not fit the webhook as it is now, or a form with a secret field has files, a carriage return or more than 100,000 bytes."));
    audit.append(
        database,
        AuditEntry.of(
                delivery.clinicId(),
                caller.origin(),
                "delivery.request_read",
                "delivery/" + delivery.id())
            .with(Map.of("attempt", attempt)));
    return text;
  }

  private static ProblemException cannotBeMade(String why) {
    return ProblemException.of(
        ProblemKind.CONFLICT, "This request cannot be written as a command. " + why);
  }
}
