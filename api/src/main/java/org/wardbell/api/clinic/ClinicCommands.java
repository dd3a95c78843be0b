package org.wardbell.api.clinic;

import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jooq.DSLContext;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.wardbell.activities.audit.AuditEntry;
import org.wardbell.activities.audit.AuditStore;
import org.wardbell.activities.audit.ChangedFields;
import org.wardbell.activities.clinic.ClinicFacts;
import org.wardbell.activities.clinic.ClinicStore;
import org.wardbell.activities.clinic.NewClinic;
import org.wardbell.activities.event.ClinicCatalogues;
import org.wardbell.activities.event.EventReader;
import org.wardbell.activities.person.EmailAddress;
import org.wardbell.api.access.Caller;
import org.wardbell.api.change.IfMatch;
import org.wardbell.api.problem.FieldChecks;
import org.wardbell.api.problem.ProblemException;
import org.wardbell.api.problem.ProblemKind;

/** The commands on clinics, each with its line in the audit trail. */
@Component
public final class ClinicCommands {
  private static final int MAXIMUM_NAME = 200;
  private static final int MAXIMUM_CONTACT_NUMBER = 40;
  private static final int MAXIMUM_ADDRESS = 500;

  private final DSLContext database;
  private final ClinicStore clinics;
  private final AuditStore audit;
  private final ClinicCatalogues catalogues;
  private final EventReader events;

  ClinicCommands(
      DSLContext database,
      ClinicStore clinics,
      AuditStore audit,
      ClinicCatalogues catalogues,
      EventReader events) {
    this.events = events;
    this.database = database;
    this.catalogues = catalogues;
    this.clinics = clinics;
    this.audit = audit;
  }

  /** Makes a clinic. */
  public ClinicFacts create(ClinicRequest request, Caller caller) {
    NewClinic wanted = checked(request);
    return database
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
        .orElseThrow(ClinicCommands::nameTaken);
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

  /**
   * Returns a clinic.
   *
   * @throws ProblemException 404 if there is none that this caller sees
   */
  public ClinicFacts visible(UUID id, Caller caller) {
    caller.requireSees(id, "clinic");
    return clinics.find(id).orElseThrow(() -> ProblemException.notFound("clinic"));
  }

  /** Replaces what is said of a clinic. */
  public ClinicFacts change(UUID id, ClinicRequest request, IfMatch condition, Caller caller) {
    caller.requireSees(id, "clinic");
    NewClinic wanted = checked(request);
    ClinicFacts after =
        database
            .transactionResult(
                configuration -> change(configuration.dsl(), id, wanted, condition, caller))
            .orElseThrow(ClinicCommands::nameTaken);
    catalogues.forget(id);
    events.forget(id);
    return after;
  }

  private Optional<ClinicFacts> change(
      DSLContext transaction, UUID id, NewClinic wanted, IfMatch condition, Caller caller) {
    ClinicFacts before =
        clinics.lock(transaction, id).orElseThrow(() -> ProblemException.notFound("clinic"));
    condition.require(ClinicView.of(before).revision());
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
