package org.wardbell.api.event;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.net.URI;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;
import org.wardbell.activities.clinic.Role;
import org.wardbell.activities.event.ClinicCatalogues;
import org.wardbell.activities.event.CustomEventType;
import org.wardbell.activities.event.KeptEventType;
import org.wardbell.api.access.Caller;
import org.wardbell.api.access.Needs;
import org.wardbell.api.change.IfMatch;
import org.wardbell.api.change.ReturnedBodies;
import org.wardbell.api.clinic.RequestedClinic;
import org.wardbell.api.problem.ProblemException;
import org.wardbell.api.problem.ProblemKind;
import org.wardbell.workflows.event.EventCatalogue;
import org.wardbell.workflows.event.EventType;
import org.wardbell.workflows.event.NearNames;
import org.wardbell.workflows.event.TypeNames;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** The kinds of events: Wardbell's catalogue, and those that a clinic registered. */
@RestController
@RequestMapping("/api/v1/event-types")
@Tag(name = "Event types", description = "What can happen, and what templates can say about it.")
class EventTypesController {
  private final ClinicCatalogues catalogues;
  private final EventTypeChecks checks;
  private final EventTypeEditing editing;
  private final RequestedClinic clinics;
  private final JsonMapper json;
  private final ReturnedBodies bodies;

  EventTypesController(
      ClinicCatalogues catalogues,
      EventTypeChecks checks,
      EventTypeEditing editing,
      RequestedClinic clinics,
      JsonMapper json,
      ReturnedBodies bodies) {
    this.bodies = bodies;
    this.catalogues = catalogues;
    this.checks = checks;
    this.editing = editing;
    this.clinics = clinics;
    this.json = json;
  }

  @GetMapping
  @Needs(Role.READER)
  @Operation(
      summary = "List event types",
      description = "The whole catalogue with modules, aliases, labels, variables and samples.")
  EventTypesView list(
      @Parameter(description = "With this clinic's own types; the key's own or default.")
          @RequestParam(name = "clinic_id", required = false)
          @Nullable String clinic,
      Caller caller) {
    UUID of = clinics.ofParameter(caller, clinic);
    EventCatalogue catalogue = catalogues.of(of);
    return new EventTypesView(
        catalogue.modules(),
        catalogue.types().stream().map(type -> view(of, catalogue, type)).toList(),
        List.copyOf(catalogue.commonVariables()));
  }

  @GetMapping("/{type}")
  @Needs(Role.READER)
  @Operation(summary = "Read an event type", description = "By its name or one of its aliases.")
  EventTypeView read(
      @PathVariable String type,
      @Parameter(description = "With this clinic's own types; the key's own or default.")
          @RequestParam(name = "clinic_id", required = false)
          @Nullable String clinic,
      Caller caller) {
    UUID of = clinics.ofParameter(caller, clinic);
    EventCatalogue catalogue = catalogues.of(of);
    String canonical = catalogues.canonical(of, type);
    EventType known = canonical == null ? null : catalogue.type(canonical);
    if (known == null) {
      throw ProblemException.of(
          ProblemKind.NOT_FOUND,
          "There is no event type of this name. "
              + NearNames.question(
                  type.length() > TypeNames.MAXIMUM_CHARACTERS ? List.of() : catalogue.near(type),
                  "Use one that there is (GET /api/v1/event-types lists them)."));
    }
    return view(of, catalogue, known);
  }

  private EventTypeView view(UUID clinic, EventCatalogue catalogue, EventType type) {
    KeptEventType own = catalogues.own(clinic, type.type()).orElse(null);
    return EventTypeView.of(type, catalogue, own, json);
  }

  @PostMapping
  @Needs(Role.ADMIN)
  @Operation(
      summary = "Register an event type",
      description =
          "custom.<name>, or any other dotted name that is not taken. Events of it can be posted at once.")
  @ApiResponse(responseCode = "201", description = "Registered.", useReturnTypeSchema = true)
  ResponseEntity<EventTypeView> create(@RequestBody EventTypeRequest request, Caller caller) {
    UUID clinic = clinics.of(caller, request.clinic());
    CustomEventType type = checks.check(clinic, request);
    editing.create(clinic, type, caller);
    return ResponseEntity.created(URI.create("/api/v1/event-types/" + type.type()))
        .body(shown(clinic, type));
  }

  @PutMapping("/{type}")
  @Needs(Role.ADMIN)
  @Operation(
      summary = "Replace a registered event type",
      description =
          "Its name stays. What was read can be sent back. Events that were accepted before are not looked at again.")
  EventTypeView change(
      @PathVariable String type,
      @io.swagger.v3.oas.annotations.parameters.RequestBody(
              required = true,
              content = @Content(schema = @Schema(implementation = EventTypeRequest.class)))
          @RequestBody
          ObjectNode body,
      IfMatch condition,
      Caller caller) {
    String named = body.hasNonNull("clinic") ? body.path("clinic").asString("") : null;
    UUID clinic = clinics.of(caller, named);
    EventTypeRequest request = request(clinic, type, body);
    if (request.type() != null && !request.type().equals(type)) {
      throw ProblemException.invalid(
          "type", "cannot be changed", "Register another type, and delete this one.");
    }
    CustomEventType wanted = checks.check(clinic, request.named(type));
    editing.change(clinic, wanted, condition, caller);
    return shown(clinic, wanted);
  }

  /** Reads a body; variables that every event has may be in it as they are shown. */
  private EventTypeRequest request(UUID clinic, String type, ObjectNode body) {
    KeptEventType own =
        catalogues.own(clinic, type).orElseThrow(() -> ProblemException.notFound("event type"));
    EventCatalogue catalogue = catalogues.of(clinic);
    EventTypeView shown = shown(clinic, own.definition());
    ObjectNode wanted = bodies.settable(body, shown, EventTypeRequest.class, Set.of());
    if (wanted.get("variables") instanceof ArrayNode sent) {
      Set<String> common = new HashSet<>(catalogue.commonVariables());
      own.definition().variables().forEach(variable -> common.remove(variable.name()));
      Set<String> commonAsShown = new HashSet<>();
      for (JsonNode each : json.valueToTree(shown.variables())) {
        if (common.contains(each.path("name").asString())) {
          commonAsShown.add(each.toString());
        }
      }
      ArrayNode kept = wanted.putArray("variables");
      sent.valueStream()
          .filter(each -> !commonAsShown.contains(each.toString()))
          .forEach(kept::add);
    }
    return bodies.read(wanted, EventTypeRequest.class);
  }

  private EventTypeView shown(UUID clinic, CustomEventType type) {
    EventCatalogue catalogue = catalogues.of(clinic);
    return view(
        clinic, catalogue, Objects.requireNonNull(catalogue.type(type.type()), "kept just now"));
  }

  @DeleteMapping("/{type}")
  @Needs(Role.ADMIN)
  @ResponseStatus(HttpStatus.NO_CONTENT)
  @Operation(
      summary = "Delete a registered event type",
      description =
          "No more events of it are accepted. Those that were are delivered; webhooks keep naming it.")
  @ApiResponse(responseCode = "204", description = "Done.")
  void delete(
      @PathVariable String type,
      @Parameter(description = "Whose type; the key's own or default.")
          @RequestParam(name = "clinic_id", required = false)
          @Nullable String clinic,
      IfMatch condition,
      Caller caller) {
    if (!TypeNames.isDotted(type)) {
      throw ProblemException.notFound("event type");
    }
    editing.delete(clinics.ofParameter(caller, clinic), type, condition, caller);
  }
}
