package org.wardbell.api.schema;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import org.wardbell.activities.clinic.Role;
import org.wardbell.activities.event.ClinicCatalogues;
import org.wardbell.api.access.Caller;
import org.wardbell.api.access.Needs;
import org.wardbell.api.clinic.RequestedClinic;
import org.wardbell.api.problem.ProblemException;
import org.wardbell.workflows.event.EventCatalogue;
import org.wardbell.workflows.event.EventType;
import tools.jackson.databind.node.ObjectNode;

/** The JSON Schema of one type of event. */
@RestController
@RequestMapping("/api/v1/event-types")
@Tag(name = "Event types")
class EventTypeSchemaController {
  /** The media type of JSON Schema's own specification, section 14. */
  private static final String SCHEMA_JSON = "application/schema+json";

  private final ClinicCatalogues catalogues;
  private final RequestedClinic clinics;
  private final DataSchemas schemas;

  EventTypeSchemaController(
      ClinicCatalogues catalogues, RequestedClinic clinics, DataSchemas schemas) {
    this.catalogues = catalogues;
    this.clinics = clinics;
    this.schemas = schemas;
  }

  @GetMapping("/{type}/schema")
  @Needs(Role.READER)
  @Operation(
      summary = "Read the JSON Schema of an event type's data",
      description =
          "Draft 2020-12, by the type's name or one of its aliases. The one that the clinic gave, else one made from"
              + " the catalogue, which describes the data and refuses nothing.")
  @ApiResponse(
      responseCode = "200",
      description = "The schema.",
      content = @Content(mediaType = SCHEMA_JSON, schema = @Schema(type = "object")))
  ResponseEntity<ObjectNode> read(
      @PathVariable String type,
      @Parameter(description = "With this clinic's own types; the key's own or default.")
          @RequestParam(name = "clinic_id", required = false)
          @Nullable String clinic,
      Caller caller) {
    UUID of = clinics.ofParameter(caller, clinic);
    String canonical = catalogues.canonical(of, type);
    EventCatalogue catalogue = catalogues.of(of);
    EventType known = canonical == null ? null : catalogue.type(canonical);
    if (known == null) {
      throw ProblemException.notFound("event type");
    }
    return ResponseEntity.ok()
        .contentType(MediaType.valueOf(SCHEMA_JSON))
        .body(schemas.document(catalogue, known, catalogues.own(of, known.type()).orElse(null)));
  }
}
