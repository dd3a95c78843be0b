package org.wardbell.api.calendar;

import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Instant;
import org.wardbell.activities.calendar.trouble.Quarantine;

/** An event of Google's that cannot be read or kept; nothing that is in it. */
@Schema(name = "QuarantinedEvent")
record QuarantinedEventView(
    @Schema(
            description =
                "The event's id in Google, by which the doctor's administrator finds it; sha256: and a digest if the id itself is none of Google's.")
        String googleEventId,
    @Schema(description = "Why it cannot be read or kept.", example = "unreadable") String code,
    @Schema(description = "When it was first met.") Instant since) {

  static QuarantinedEventView of(Quarantine.Item item) {
    return new QuarantinedEventView(item.id(), item.code(), item.since());
  }
}
