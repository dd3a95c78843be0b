package org.wardbell.api.delivery;

import java.util.Map;
import java.util.UUID;
import org.jooq.DSLContext;
import org.springframework.stereotype.Component;
import org.wardbell.activities.audit.AuditEntry;
import org.wardbell.activities.audit.AuditStore;
import org.wardbell.activities.database.Contention;
import org.wardbell.activities.delivery.query.DeliveryQuery;
import org.wardbell.activities.delivery.query.KeptDelivery;
import org.wardbell.activities.delivery.replay.DeliveryRepeats;
import org.wardbell.activities.delivery.replay.RepeatResult;
import org.wardbell.activities.delivery.state.OpenDeliveries;
import org.wardbell.activities.delivery.state.OpenDeliveries.CancelResult;
import org.wardbell.activities.event.WorkflowStarts;
import org.wardbell.api.access.Caller;
import org.wardbell.api.problem.ProblemException;

/**
 * The commands of a person on one delivery, each with its line in the audit trail, in one commit.
 */
@Component
public final class DeliveryCommands extends AuditedCommands {
  private final DeliveryQuery deliveries;
  private final DeliveryRepeats repeats;
  private final OpenDeliveries open;

  DeliveryCommands(
      DSLContext database,
      DeliveryQuery deliveries,
      DeliveryRepeats repeats,
      OpenDeliveries open,
      WorkflowStarts workflows,
      AuditStore audit) {
    super(database, audit, workflows);
    this.deliveries = deliveries;
    this.repeats = repeats;
    this.open = open;
  }

  /** Creates a resend and returns the new delivery. */
  public KeptDelivery resend(KeptDelivery original, Caller caller) {
    RepeatResult.Made made =
        Contention.result(
            database,
            configuration -> {
              DSLContext transaction = configuration.dsl();
              RepeatResult.Made resent =
                  made(
                      repeats
                          .resend(transaction, original.id())
                          .orElseThrow(() -> ProblemException.notFound("delivery")));
              note(
                  transaction,
                  caller,
                  "delivery.resent",
                  original,
                  Map.of("as", resent.deliveryId().toString()));
              return resent;
            });
    workflows.wakeWebhook(made.webhookId());
    return read(made.deliveryId());
  }

  private static RepeatResult.Made made(RepeatResult result) {
    return switch (result) {
      case RepeatResult.Made made -> made;
      case RepeatResult.StillOpen(var status) ->
          throw conflict(
              "This delivery is %s and may still arrive by itself. Wait for its end, or cancel it first."
                  .formatted(status));
      case RepeatResult.WebhookWithdrawn(boolean deleted) ->
          throw conflict(
              deleted
                  ? "Its webhook was deleted, so nothing can be sent by it."
                  : "Its webhook is disabled. Enable it, then send again.");
      case RepeatResult.DataRemoved() ->
          throw conflict(
              "The event's data were removed, by age or by an erasure, so there is nothing to send.");
    };
  }

  /** Cancels a delivery and returns it as it is then. */
  public KeptDelivery cancel(KeptDelivery delivery, Caller caller) {
    var _ =
        Contention.result(
            database,
            configuration -> {
              DSLContext transaction = configuration.dsl();
              CancelResult result = open.cancelOne(transaction, delivery.id());
              switch (result) {
                case CancelResult.Cancelled(), CancelResult.Requested() ->
                    note(transaction, caller, "delivery.cancelled", delivery, Map.of());
                case CancelResult.Ended(var status) ->
                    throw conflict(
                        "This delivery has ended as %s, which nothing changes any more."
                            .formatted(status));
              }
              return result;
            });
    return read(delivery.id());
  }

  private KeptDelivery read(UUID id) {
    return deliveries.find(id).orElseThrow(() -> ProblemException.notFound("delivery"));
  }

  private void note(
      DSLContext transaction,
      Caller caller,
      String action,
      KeptDelivery delivery,
      Map<String, Object> detail) {
    audit.append(
        transaction,
        AuditEntry.of(delivery.clinicId(), caller.origin(), action, "delivery/" + delivery.id())
            .with(detail));
  }
}
