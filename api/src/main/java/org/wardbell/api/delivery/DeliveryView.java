package org.wardbell.api.delivery;

import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.wardbell.activities.backup.PossiblySent;
import org.wardbell.activities.delivery.query.KeptDelivery;
import org.wardbell.workflows.delivery.AttemptOutcome;
import org.wardbell.workflows.delivery.DeliveryStatus;

/** A delivery as it is shown. */
@Schema(name = "Delivery")
public record DeliveryView(
    UUID id,
    UUID clinicId,
    UUID eventId,
    @Schema(description = "Absent if the event is there no more.", example = "appointment.booked")
        @Nullable String eventType,
    UUID webhookId,
    @Schema(description = WEBHOOK_NAME, example = "CRM") @Nullable String webhookName,
    @Nullable String subject,
    DeliveryStatus status,
    @Schema(
            description = "Why it waits for its webhook, while it is PARKED.",
            allowableValues = {
              "paused",
              "limited",
              "circuit",
              "no_slot",
              "overflow",
              "rate",
              "order",
              "retry",
              "expression",
              "unreadable",
              "repeat"
            })
        @Nullable String parkedReason,
    @Schema(allowableValues = {"live", "resend", "replay"}) String trigger,
    @Schema(description = "0 for the original, then counting resends and replays.") int repetition,
    @Schema(description = "The delivery that a resend or replay repeats.")
        @Nullable UUID originalDeliveryId,
    @Schema(description = "The replay job that made it.") @Nullable UUID replayId,
    int attemptCount,
    @Nullable Instant nextAttemptAt,
    @Schema(description = "Whether it ends after the request that is under way.")
        boolean cancelRequested,
    @Nullable AttemptOutcome lastOutcome,
    @Nullable String lastCode,
    Instant createdAt,
    @Nullable Instant finishedAt,
    @Schema(description = "Each request, oldest first; only when one delivery is read.")
        @Nullable List<AttemptView> attempts,
    @Schema(
            description =
                "Set if it was open when a backup was made from which the database was restored: it may have been sent between the two times, with the same webhook-id, or, if its event had not been dispatched, with the same wardbell-event-id. Only when one delivery is read.")
        @Nullable Restored restored) {

  /** The restore after which nobody knows whether a delivery had been sent. */
  @Schema(name = "RestoredDelivery")
  record Restored(
      @Schema(description = "The moment that the backup shows.") Instant snapshotAt,
      @Schema(description = "The moment of the restore.") Instant restoredAt) {
    static Restored of(PossiblySent doubt) {
      return new Restored(doubt.snapshotAt(), doubt.restoredAt());
    }
  }

  static final String WEBHOOK_NAME =
      "As it is now; of a deleted webhook as it was last. Absent if nothing is left of the webhook.";

  /** Returns a delivery in a list. */
  public static DeliveryView of(KeptDelivery delivery) {
    return with(delivery, null, null);
  }

  static DeliveryView with(
      KeptDelivery delivery, @Nullable List<AttemptView> attempts, @Nullable Restored restored) {
    return new DeliveryView(
        delivery.id(),
        delivery.clinicId(),
        delivery.eventId(),
        delivery.eventType(),
        delivery.webhookId(),
        delivery.webhookName(),
        delivery.subject(),
        delivery.status(),
        delivery.parkedReason(),
        delivery.trigger(),
        delivery.repetition(),
        delivery.originalDeliveryId(),
        delivery.replayId(),
        delivery.attempts(),
        delivery.nextAttemptAt(),
        delivery.cancelRequested(),
        delivery.lastOutcome(),
        delivery.lastCode(),
        delivery.createdAt(),
        delivery.finishedAt(),
        attempts,
        restored);
  }
}
