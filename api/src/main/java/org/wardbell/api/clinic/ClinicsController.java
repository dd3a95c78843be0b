package org.wardbell.api.clinic;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.net.URI;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import org.wardbell.activities.clinic.ClinicFacts;
import org.wardbell.activities.clinic.ClinicStore;
import org.wardbell.activities.clinic.Role;
import org.wardbell.api.access.Caller;
import org.wardbell.api.access.Needs;
import org.wardbell.api.change.IfMatch;
import org.wardbell.api.change.ReturnedBodies;
import org.wardbell.api.page.Page;
import org.wardbell.api.page.PageRequest;
import tools.jackson.databind.node.ObjectNode;

/** Clinics: each is a tenant of its own, and nothing crosses from one to another. */
@RestController
@RequestMapping("/api/v1/clinics")
@Tag(name = "Clinics", description = "The tenants. The first start makes one, called default.")
class ClinicsController {
  private final ClinicCommands commands;
  private final ClinicStore clinics;
  private final ReturnedBodies bodies;

  ClinicsController(ClinicCommands commands, ClinicStore clinics, ReturnedBodies bodies) {
    this.commands = commands;
    this.clinics = clinics;
    this.bodies = bodies;
  }

  @PostMapping
  @Needs(value = Role.ADMIN, installation = true)
  @Operation(
      summary = "Make a clinic",
      description =
          "For keys and people of the installation. The name must be one that no other clinic has.")
  @ApiResponse(responseCode = "201", description = "Made.", useReturnTypeSchema = true)
  ResponseEntity<ClinicView> create(@RequestBody ClinicRequest request, Caller caller) {
    ClinicFacts made = commands.create(request, caller);
    return ResponseEntity.created(URI.create("/api/v1/clinics/" + made.id()))
        .body(ClinicView.of(made));
  }

  @GetMapping
  @Needs(Role.READER)
  @Operation(
      summary = "List clinics",
      description = "A key of the installation sees all, a clinic's key sees its own.")
  Page<ClinicView> list(
      @RequestParam(required = false) @Nullable String cursor,
      @RequestParam(required = false) @Nullable Integer limit,
      Caller caller) {
    PageRequest page = PageRequest.of(limit, cursor);
    return page.page(
        clinics.list(caller.clinicId(), page.afterId(), page.rows()),
        clinic -> clinic.id().toString(),
        ClinicView::of);
  }

  @GetMapping("/{id}")
  @Needs(Role.READER)
  @Operation(summary = "Read a clinic", description = "A key of a clinic reads its own only.")
  ClinicView read(@PathVariable UUID id, Caller caller) {
    return ClinicView.of(commands.visible(id, caller));
  }

  @PutMapping("/{id}")
  @Needs(Role.ADMIN)
  @Operation(
      summary = "Replace what is said of a clinic",
      description =
          "What is left out gets its default. What was read can be sent back. A clinic keeps its"
              + " id under another name; the one that is_default stays so.")
  ClinicView change(
      @PathVariable UUID id,
      @io.swagger.v3.oas.annotations.parameters.RequestBody(
              required = true,
              content = @Content(schema = @Schema(implementation = ClinicRequest.class)))
          @RequestBody
          ObjectNode body,
      IfMatch condition,
      Caller caller) {
    ClinicView shown = read(id, caller);
    ClinicRequest request = bodies.read(body, shown, ClinicRequest.class, Set.of());
    return ClinicView.of(commands.change(id, request, condition, caller));
  }
}
