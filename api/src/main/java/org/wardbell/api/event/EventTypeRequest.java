package org.wardbell.api.event;

import io.swagger.v3.oas.annotations.media.Schema;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** A clinic's own kind of event, to be registered or changed. */
@Schema(name = "EventTypeRequest")
public record EventTypeRequest(
    @Schema(description = "Id of its clinic; the key's own or default if left out.")
        @Nullable String clinic,
    @Schema(
            description =
                "Dotted name in small letters, digits and underscores, at most 100 characters.",
            example = "custom.xray_ready",
            requiredMode = Schema.RequiredMode.REQUIRED)
        @Nullable String type,
    @Schema(
            description = "For people, 1-120 characters.",
            example = "X-ray ready",
            requiredMode = Schema.RequiredMode.REQUIRED)
        @Nullable String label,
    @Schema(
            description = "What it is shown under; the part before the first dot if left out.",
            example = "radiology")
        @Nullable String module,
    @Schema(description = "What templates can say about it beside what every event has.")
        @Nullable List<@Nullable Variable> variables,
    @Schema(
            description =
                "JSON Schema (2020-12) of data; at most 64 KiB, references within it only.",
            types = "object")
        @Nullable JsonNode schema,
    @Schema(
            description = "Whether an event whose data does not fit the schema is refused.",
            defaultValue = "true")
        @Nullable Boolean validate) {

  /** Returns the same under this name. */
  public EventTypeRequest named(String name) {
    return new EventTypeRequest(clinic, name, label, module, variables, schema, validate);
  }

  /** One of its variables. */
  @Schema(name = "EventTypeVariable")
  public record Variable(
      @Schema(
              description = "Key in data: letters, digits and underscores, at most 60 characters.",
              example = "xray_id",
              requiredMode = Schema.RequiredMode.REQUIRED)
          @Nullable String name,
      @Schema(description = "Shown in previews and sent in tests.", example = "4711")
          @Nullable JsonNode sample,
      @Schema(description = "Whether it is protected health information.", defaultValue = "true")
          @Nullable Boolean phi) {}
}
