package org.wardbell.api.calendar;

import io.swagger.v3.oas.annotations.media.Schema;
import java.net.URI;
import java.time.Instant;
import java.util.List;
import java.util.UUID;

/** The address at which a doctor consents. */
@Schema(name = "CalendarConnectionStart")
public record ConnectionStartView(
    UUID id,
    @Schema(
            description =
                "A page of this server, for the doctor's browser: it says what will be connected,"
                    + " and leads to Google. Shown once; good for 24 hours, until it was used, or"
                    + " until another one is made for this doctor.")
        URI authorizationUrl,
    Instant expiresAt,
    @Schema(description = "What Google will ask the doctor for.") List<String> scopes) {
  public ConnectionStartView {
    scopes = List.copyOf(scopes);
  }

  @Override
  public String toString() {
    return "ConnectionStartView[hidden]";
  }
}
