package org.wardbell.api.webhook;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;
import org.wardbell.activities.clinic.Role;
import org.wardbell.activities.preset.Preset;
import org.wardbell.activities.preset.PresetCatalogue;
import org.wardbell.activities.preset.PresetField;
import org.wardbell.activities.preview.ShownRequest;
import org.wardbell.api.access.Caller;
import org.wardbell.api.access.Needs;
import org.wardbell.api.clinic.RequestedClinic;
import org.wardbell.api.idempotency.NotRemembered;
import org.wardbell.api.page.Page;
import org.wardbell.api.problem.FieldProblem;
import org.wardbell.api.problem.JsonProblems;
import org.wardbell.api.problem.ProblemException;
import org.wardbell.api.problem.ProblemKind;
import org.wardbell.workflows.webhook.WebhookSettings;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** The controller of presets: what the usual targets need, and webhooks made of them. */
@RestController
@RequestMapping("/api/v1/presets")
@Tag(name = "Presets", description = "What the usual targets need, and webhooks made of it.")
class PresetsController {
  private final PresetCatalogue presets;
  private final WebhookChecks checks;
  private final WebhookEditing webhooks;
  private final Previews previews;
  private final RequestedClinic clinics;
  private final JsonMapper json;

  PresetsController(
      PresetCatalogue presets,
      WebhookChecks checks,
      WebhookEditing webhooks,
      Previews previews,
      RequestedClinic clinics,
      JsonMapper json) {
    this.json = json;
    this.presets = presets;
    this.checks = checks;
    this.webhooks = webhooks;
    this.previews = previews;
    this.clinics = clinics;
  }

  @GetMapping
  @Needs(Role.READER)
  @Operation(summary = "List presets", description = "All of them; they are part of the program.")
  Page<PresetView> list() {
    return new Page<>(presets.all().stream().map(PresetView::of).toList(), null);
  }

  @GetMapping("/{id}")
  @Needs(Role.READER)
  @Operation(
      summary = "Read a preset",
      description =
          "Its fields with where to find them, what it becomes, and the limits of the target.")
  PresetView read(@PathVariable String id) {
    return PresetView.of(preset(id));
  }

  @PostMapping("/{id}/webhook")
  @Needs(Role.ADMIN)
  @Operation(
      summary = "Make a webhook of a preset",
      description =
          "The answer is that of making a webhook, and the only place where its signing_secret is shown. What is"
              + " wrong with a field is told as fields.<name>.")
  @ApiResponse(responseCode = "201", description = "Made.", useReturnTypeSchema = true)
  ResponseEntity<WebhookView> webhook(
      @PathVariable String id,
      @io.swagger.v3.oas.annotations.parameters.RequestBody(
              required = true,
              content = @Content(schema = @Schema(implementation = PresetRequest.class)))
          @RequestBody
          ObjectNode body,
      Caller caller) {
    Preset preset = preset(id);
    PresetRequest request = read(body, preset, PresetRequest.class);
    UUID clinic = clinics.of(caller, request.clinic());
    WebhookSettings settings = checks.settings(clinic, preset, request.order());
    return WebhookView.made(
        webhooks.create(clinic, settings, caller, Map.of("preset", preset.id())),
        caller,
        checks.warnings(settings));
  }

  @PostMapping("/{id}/preview")
  @NotRemembered("it makes nothing")
  @Needs(Role.ADMIN)
  @Operation(
      summary = "See what a preset would send",
      description =
          "Checks and renders only: nothing is kept and nobody is called. Of a text message it shows how many the"
              + " network makes of it.")
  PresetView.Preview preview(
      @PathVariable String id,
      @io.swagger.v3.oas.annotations.parameters.RequestBody(
              required = true,
              content = @Content(schema = @Schema(implementation = PresetRequest.Preview.class)))
          @RequestBody
          ObjectNode body,
      Caller caller) {
    Preset preset = preset(id);
    PresetRequest.Preview request = read(body, preset, PresetRequest.Preview.class);
    UUID clinic = clinics.of(caller, request.clinic());
    WebhookSettings settings = checks.settings(clinic, preset, request.order());
    ShownRequest shown =
        previews.show(
            Previews.draft(clinic, settings),
            clinic,
            new TestRequest(request.eventType(), request.data()),
            request.eventId(),
            "preset/" + preset.id(),
            caller);
    return new PresetView.Preview(shown, preset.test());
  }

  /** Reads a body; a field that the preset does not have is told as that, whatever its value is. */
  private <T> T read(ObjectNode body, Preset preset, Class<T> type) {
    List<String> known = preset.fields().stream().map(PresetField::name).toList();
    List<FieldProblem> unknown =
        body.path("fields").properties().stream()
            .filter(field -> !field.getValue().isString() && !known.contains(field.getKey()))
            .map(Map.Entry::getKey)
            .map(name -> JsonProblems.unknown("fields." + JsonProblems.shown(name), name, known))
            .toList();
    if (!unknown.isEmpty()) {
      throw ProblemException.invalid(unknown);
    }
    try {
      return json.treeToValue(body, type);
    } catch (JacksonException failure) {
      throw JsonProblems.of(failure);
    }
  }

  private Preset preset(String id) {
    return presets
        .find(id)
        .orElseThrow(
            () ->
                ProblemException.of(
                    ProblemKind.NOT_FOUND,
                    "There is no preset of this id. GET /api/v1/presets lists them."));
  }
}
