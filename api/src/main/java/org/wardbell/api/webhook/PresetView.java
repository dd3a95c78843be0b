package org.wardbell.api.webhook;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.swagger.v3.oas.annotations.media.Schema;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.wardbell.activities.preset.Preset;
import org.wardbell.activities.preset.PresetField;
import org.wardbell.activities.preview.ShownRequest;
import tools.jackson.databind.JsonNode;

/** A preset as it is shown. */
@Schema(name = "Preset")
record PresetView(
    @Schema(example = "slack") String id,
    @Schema(example = "Slack") String name,
    String description,
    @Schema(description = "The target's own page.") String documentation,
    List<Field> fields,
    @Schema(description = "Groups of fields of which exactly one is filled in.")
        List<List<String>> oneOf,
    @Schema(
            description =
                "Groups of fields that go together; at most one group is filled in, and then whole.")
        List<List<String>> alternatives,
    @Schema(
            description =
                "What becomes a WebhookRequest, answer rules and rate included; ${field} stands for what is filled in.",
            types = "object")
        JsonNode webhook,
    @Schema(description = "Further parts of it, each for a case.") List<Addition> additions,
    @Schema(description = "What the target allows.") List<String> limits,
    @Schema(description = "What a test of the webhook shows if all is right.") String test) {
  /** A field that a person fills in. */
  @Schema(name = "PresetField")
  record Field(
      @Schema(example = "webhook_url") String name,
      String label,
      @Schema(description = "Where to find the value.") String help,
      String example,
      @Schema(
              description = "template: text with variables.",
              allowableValues = {"text", "url", "template"})
          String kind,
      @Schema(
              description =
                  "It is a credential. It is never shown again, unless it is the webhook's URL.")
          boolean secret,
      boolean required,
      @Schema(name = "default", description = "What it is if it is left out.")
          @JsonProperty("default")
          @Nullable String initial,
      @Schema(description = "The values that it may have; any if empty.") List<String> choices,
      @Schema(description = "A regular expression for the whole value.") @Nullable String pattern) {
    static Field of(PresetField field) {
      return new Field(
          field.name(),
          field.label(),
          field.help(),
          field.example(),
          field.kind().word(),
          field.secret(),
          field.required(),
          field.initial(),
          field.choices(),
          field.check() == null ? null : field.check().pattern());
    }
  }

  /** A part of the webhook for a case. */
  @Schema(name = "PresetAddition")
  record Addition(
      @Schema(description = "The field that must be filled in.") String when,
      @Schema(description = "The value that it must have; any if left out.") @Nullable String is,
      @Schema(types = "object") JsonNode webhook) {}

  /** A preview of what a preset would send. */
  @Schema(name = "PresetPreview")
  record Preview(
      ShownRequest request,
      @Schema(description = "What a test of the webhook shows if all is right.") String test) {}

  static PresetView of(Preset preset) {
    return new PresetView(
        preset.id(),
        preset.name(),
        preset.description(),
        preset.documentation(),
        preset.fields().stream().map(Field::of).toList(),
        preset.oneOf(),
        preset.alternatives(),
        preset.webhook(),
        preset.additions().stream()
            .map(each -> new Addition(each.when(), each.is(), each.webhook()))
            .toList(),
        preset.limits(),
        preset.test());
  }
}
