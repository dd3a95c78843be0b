package org.wardbell.api.event.read;

import com.fasterxml.jackson.annotation.JsonRawValue;
import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.wardbell.activities.event.KeptEvent;
import org.wardbell.api.delivery.DeliveryView;

/** An event as it is shown. */
@Schema(name = "Event")
record EventView(
    UUID id,
    UUID clinicId,
    String type,
    @Nullable String subject,
    @Schema(
            description = "Who made it.",
            allowableValues = {"api", "calendar", "system"})
        String source,
    Instant occurredAt,
    Instant acceptedAt,
    @Schema(description = "When it was matched against webhooks; absent while that is to come.")
        @Nullable Instant dispatchedAt,
    @Schema(
            description = "Why it could not be matched so far. It is tried again.",
            allowableValues = {
              "data_key_unreadable",
              "clinic_missing",
              "expressions_busy",
              "failed"
            })
        @Nullable String dispatchProblem,
    @Schema(description = "With dispatch_problem: when it is tried again.")
        @Nullable Instant dispatchAfter,
    @Schema(
            description =
                "When an erasure removed its data and its subject; absent if none did, also where"
                    + " they ended by age.")
        @Nullable Instant erasedAt,
    @Schema(
            description = "Its workflow, as Temporal's web UI knows it.",
            example = "event/01940000-0000-7000-8000-000000000002")
        String workflowId,
    @Schema(
            description = "The API key or person that posted it; absent if none did.",
            example = "key/01940000-0000-7000-8000-000000000001")
        @Nullable String acceptedBy,
    @Schema(
            description =
                "How often it was posted again under its idempotency key; some seconds behind.")
        int repeats,
    @Schema(description = "When that was the last time; absent if it never was.")
        @Nullable Instant repeatedAt,
    @Schema(description = "Only with include=data.", types = "object") @JsonRawValue
        @Nullable String data,
    @Schema(description = "One for each matching webhook; only when one event is read.")
        @Nullable List<DeliveryView> deliveries) {
  static EventView of(KeptEvent event) {
    return with(event, null, null);
  }

  static EventView with(
      KeptEvent event, @Nullable String data, @Nullable List<DeliveryView> deliveries) {
    return new EventView(
        event.id(),
        event.clinicId(),
        event.type(),
        event.subject(),
        event.source(),
        event.occurredAt(),
        event.acceptedAt(),
        event.dispatchedAt(),
        event.dispatchProblem(),
        event.dispatchAfter(),
        event.erasedAt(),
        event.workflowId(),
        event.acceptedBy() == null ? null : event.acceptedBy().actor(),
        event.repeats(),
        event.repeatedAt(),
        data,
        deliveries);
  }

  /** Hides the data, which may be a patient's. */
  @Override
  public String toString() {
    return "EventView[" + id + "]";
  }
}
