package org.wardbell.api.webhook;

import io.swagger.v3.oas.annotations.media.Schema;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** A request for a test. */
@Schema(name = "TestRequest")
public record TestRequest(
    @Schema(
            description =
                "A type or alias, also of the clinic's own; the first one that the webhook asks for"
                    + " if left out.",
            example = "appointment.booked")
        @Nullable String eventType,
    @Schema(
            description = "The event's data, a JSON object; the catalogue's samples if left out.",
            types = "object")
        @Nullable JsonNode data) {
  /** Everything as it is by default. */
  public static final TestRequest DEFAULT = new TestRequest(null, null);

  /** Hides the data, which a person may have typed. */
  @Override
  public String toString() {
    return "TestRequest[hidden]";
  }
}
