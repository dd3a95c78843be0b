package org.wardbell.api.event;

import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Instant;
import java.util.UUID;
import org.wardbell.activities.event.AcceptedEvent;

/** An event that is kept. */
@Schema(name = "AcceptedEvent")
record AcceptedView(
    @Schema(description = "The event's id; ours, not the one you sent.") UUID id,
    @Schema(example = "appointment.booked") String type,
    Instant acceptedAt,
    @Schema(description = "true if an equal event with this key was kept before.")
        boolean duplicate,
    @Schema(
            description =
                "false if neither Idempotency-Key nor id was sent: sending it again makes a second event.")
        boolean idempotent) {
  static AcceptedView of(AcceptedEvent event, boolean idempotent) {
    return new AcceptedView(
        event.id(), event.type(), event.acceptedAt(), event.duplicate(), idempotent);
  }
}
