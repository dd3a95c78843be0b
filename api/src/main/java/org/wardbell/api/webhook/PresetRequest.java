package org.wardbell.api.webhook;

import io.swagger.v3.oas.annotations.media.Schema;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.wardbell.activities.preset.PresetOrder;
import tools.jackson.databind.JsonNode;

/** A preset as a person filled it in. */
@Schema(name = "PresetRequest")
record PresetRequest(
    @Schema(description = "Id of the webhook's clinic; the key's own or default if left out.")
        @Nullable String clinic,
    @Schema(description = "Of the webhook; the preset's name if left out.", example = "Front desk")
        @Nullable String name,
    @Schema(
            description = "Types, aliases, module.* or *; the preset's if left out.",
            example = "[\"appointment.booked\"]")
        @Nullable List<@Nullable String> events,
    @Schema(description = "false lets no event match it yet.", defaultValue = "true")
        @Nullable Boolean enabled,
    @Schema(description = "Leave to use plain http.", defaultValue = "false")
        @Nullable Boolean allowHttp,
    @Schema(
            description = "The preset's fields by their names.",
            example =
                "{\"webhook_url\": \"https://hooks.slack.com/services/T00000000/B00000000/XXXXXXXX\"}",
            requiredMode = Schema.RequiredMode.REQUIRED)
        @Nullable Map<String, @Nullable String> fields) {
  /** The same for a preview. */
  @Schema(name = "PresetPreviewRequest")
  record Preview(
      @Schema(description = "As for the webhook.") @Nullable String clinic,
      @Schema(description = "As for the webhook.") @Nullable List<@Nullable String> events,
      @Schema(description = "As for the webhook.") @Nullable Boolean allowHttp,
      @Schema(
              description = "The preset's fields by their names.",
              requiredMode = Schema.RequiredMode.REQUIRED)
          @Nullable Map<String, @Nullable String> fields,
      @Schema(description = "An event that happened; instead of event_type and data.")
          @Nullable UUID eventId,
      @Schema(description = "As in a test.") @Nullable String eventType,
      @Schema(description = "As in a test.", types = "object") @Nullable JsonNode data) {
    PresetOrder order() {
      return new PresetOrder(null, events, null, allowHttp, fields == null ? Map.of() : fields);
    }

    /** Hides the credentials that it may carry. */
    @Override
    public String toString() {
      return "PresetPreviewRequest[hidden]";
    }
  }

  PresetOrder order() {
    return new PresetOrder(name, events, enabled, allowHttp, fields == null ? Map.of() : fields);
  }

  /** Hides the credentials that it may carry. */
  @Override
  public String toString() {
    return "PresetRequest[hidden]";
  }
}
