package org.wardbell.api.clinic;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.net.URI;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jooq.DSLContext;
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
import org.wardbell.activities.audit.AuditEntry;
import org.wardbell.activities.audit.AuditStore;
import org.wardbell.activities.audit.ChangedFields;
import org.wardbell.activities.clinic.ClinicFacts;
import org.wardbell.activities.clinic.ClinicStore;
import org.wardbell.activities.clinic.NewClinic;
import org.wardbell.activities.clinic.Role;
import org.wardbell.activities.event.ClinicCatalogues;
import org.wardbell.activities.event.EventReader;
import org.wardbell.activities.person.EmailAddress;
import org.wardbell.api.access.Caller;
import org.wardbell.api.access.Needs;
import org.wardbell.api.change.IfMatch;
import org.wardbell.api.change.ReturnedBodies;
import org.wardbell.api.page.Page;
import org.wardbell.api.page.PageRequest;
import org.wardbell.api.problem.FieldChecks;
import org.wardbell.api.problem.ProblemException;
import org.wardbell.api.problem.ProblemKind;
import tools.jackson.databind.node.ObjectNode;

/** Clinics: each is a tenant of its own, and nothing crosses from one to another. */
@RestController
@RequestMapping("/api/v1/clinics")
@Tag(name = "Clinics", description = "The tenants. The first start makes one, called default.")
class ClinicsController {
  private static final int MAXIMUM_NAME = 200;
  private static final int MAXIMUM_CONTACT_NUMBER = 40;
  private static final int MAXIMUM_ADDRESS = 500;

  private final DSLContext database;
  private final ClinicStore clinics;
  private final AuditStore audit;
  private final ClinicCatalogues catalogues;
  private final EventReader events;
  private final ReturnedBodies bodies;

  ClinicsController(
      DSLContext database,
      ClinicStore clinics,
      AuditStore audit,
      ClinicCatalogues catalogues,
      EventReader events,
      ReturnedBodies bodies) {
    this.bodies = bodies;
    this.events = events;
    this.database = database;
    this.catalogues = catalogues;
    this.clinics = clinics;
    this.audit = audit;
  }

  @PostMapping
  @Needs(value = Role.ADMIN, installation = true)
  @Operation(
      summary = "Make a clinic",
      description =
          "For keys and people of the installation. The name must be one that no other clinic has.")
  @ApiResponse(responseCode = "201", description = "Made.", useReturnTypeSchema = true)
  ResponseEntity<ClinicView> create(@RequestBody ClinicRequest request, Caller caller) {
    NewClinic wanted = checked(request);
    ClinicFacts made =
        database
            .transactionResult(
                configuration -> {
                  DSLContext transaction = configuration.dsl();
                  var inserted = clinics.insert(transaction, wanted, Instant.now());
                  inserted.ifPresent(
                      clinic ->
                          audit.append(
                              transaction,
                              AuditEntry.of(
                                  clinic.id(),
                                  caller.origin(),
                                  "clinic.created",
                                  "clinic/" + clinic.id())));
                  return inserted;
                })
            .orElseThrow(ClinicsController::nameTaken);
    return ResponseEntity.created(URI.create("/api/v1/clinics/" + made.id()))
        .body(ClinicView.of(made));
  }

  private static ProblemException nameTaken() {
    return ProblemException.of(
        ProblemKind.CONFLICT, "There is a clinic with this name already. Choose another name.");
  }

  private static NewClinic checked(ClinicRequest request) {
    FieldChecks checks = new FieldChecks();
    NewClinic clinic =
        new NewClinic(
            checks.text("name", request.name(), MAXIMUM_NAME),
            email(request.email(), checks),
            checks.optionalText("contact_number", request.contactNumber(), MAXIMUM_CONTACT_NUMBER),
            checks.optionalText("address", request.address(), MAXIMUM_ADDRESS),
            checks.zone("time_zone", request.timeZone(), ZoneId.of("Etc/UTC")),
            Boolean.TRUE.equals(request.unregisteredTypes()));
    checks.orThrow();
    return clinic;
  }

  private static @Nullable String email(@Nullable String typed, FieldChecks checks) {
    String email = checks.optionalText("email", typed, EmailAddress.LONGEST);
    if (email != null && EmailAddress.normalized(email).isEmpty()) {
      checks.add("email", "is not an e-mail address", "Write it like desk@clinic.example.");
    }
    return email;
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
    caller.requireSees(id, "clinic");
    return clinics
        .find(id)
        .map(ClinicView::of)
        .orElseThrow(() -> ProblemException.notFound("clinic"));
  }

  @PutMapping("/{id}")
  @Needs(Role.ADMIN)
  @Operation(
      summary = "Replace what is said of a clinic",
      description =
          "What is left out gets its default. What was read can be sent back. The clinic default keeps its name.")
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
    NewClinic wanted = checked(bodies.read(body, shown, ClinicRequest.class, Set.of()));
    ClinicFacts after =
        database
            .transactionResult(
                configuration -> change(configuration.dsl(), id, wanted, condition, caller))
            .orElseThrow(ClinicsController::nameTaken);
    catalogues.forget(id);
    events.forget(id);
    return ClinicView.of(after);
  }

  private Optional<ClinicFacts> change(
      DSLContext transaction, UUID id, NewClinic wanted, IfMatch condition, Caller caller) {
    ClinicFacts before =
        clinics.lock(transaction, id).orElseThrow(() -> ProblemException.notFound("clinic"));
    condition.require(ClinicView.of(before).revision());
    if (before.name().equals(ClinicStore.DEFAULT_NAME) && !wanted.name().equals(before.name())) {
      throw ProblemException.invalid(
          "name",
          "cannot be changed: requests that name no clinic mean this one",
          "Keep the name, or make another clinic.");
    }
    Optional<ClinicFacts> updated = clinics.update(transaction, id, wanted);
    List<String> fields = updated.map(after -> changedFields(before, after)).orElse(List.of());
    if (!fields.isEmpty()) {
      audit.append(
          transaction,
          AuditEntry.of(id, caller.origin(), "clinic.changed", "clinic/" + id)
              .with(Map.of("fields", fields)));
    }
    return updated;
  }

  private static List<String> changedFields(ClinicFacts before, ClinicFacts after) {
    ChangedFields changed = new ChangedFields();
    changed.compare("name", before.name(), after.name());
    changed.compare("email", before.email(), after.email());
    changed.compare("contact_number", before.contactNumber(), after.contactNumber());
    changed.compare("address", before.address(), after.address());
    changed.compare("time_zone", before.timeZone(), after.timeZone());
    changed.compare("unregistered_types", before.unregisteredTypes(), after.unregisteredTypes());
    return changed.names();
  }
}
