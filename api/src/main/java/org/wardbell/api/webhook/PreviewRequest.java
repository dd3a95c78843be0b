package org.wardbell.api.webhook;

import io.swagger.v3.oas.annotations.media.Schema;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** A request for a preview: of a stored webhook, or of one that is still being written. */
@Schema(name = "PreviewRequest")
record PreviewRequest(
    @Schema(description = "A webhook that is kept. Either this or webhook.")
        @Nullable UUID webhookId,
    @Schema(
            description = "A webhook as it would be made. Either this or webhook_id.",
            implementation = WebhookRequest.class)
        @Nullable ObjectNode webhook,
    @Schema(
            description =
                "An event that happened, whose data the webhook would send; instead of event_type and data.")
        @Nullable UUID eventId,
    @Schema(description = "As in a test.") @Nullable String eventType,
    @Schema(description = "As in a test.", types = "object") @Nullable JsonNode data) {
  TestRequest test() {
    return new TestRequest(eventType, data);
  }

  /** Hides the credentials that it may carry. */
  @Override
  public String toString() {
    return "PreviewRequest[hidden]";
  }
}
