package org.wardbell.api.clinic;

import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jooq.DSLContext;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.wardbell.activities.audit.AuditEntry;
import org.wardbell.activities.audit.AuditOrigin;
import org.wardbell.activities.audit.AuditStore;
import org.wardbell.activities.clinic.ClinicFacts;
import org.wardbell.activities.clinic.ClinicStore;
import org.wardbell.activities.clinic.NewClinic;
import org.wardbell.activities.database.ApplicationClock;
import org.wardbell.activities.event.ClinicCatalogues;
import org.wardbell.activities.event.EventReader;
import org.wardbell.api.problem.ProblemException;

/** The clinic that an installation begins with: the one of the first start, or one with a name. */
@Component
public final class FirstClinic {
  private final ClinicStore clinics;
  private final AuditStore audit;
  private final ClinicCatalogues catalogues;
  private final EventReader events;

  FirstClinic(
      ClinicStore clinics, AuditStore audit, ClinicCatalogues catalogues, EventReader events) {
    this.clinics = clinics;
    this.audit = audit;
    this.catalogues = catalogues;
    this.events = events;
  }

  /** Returns the clinic that the first start made. */
  public UUID id() {
    return clinics
        .findDefault()
        .map(ClinicFacts::id)
        .orElseThrow(() -> new IllegalStateException("the clinic of the first start is gone"));
  }

  /** Locks the clinic that the first start made, until the transaction's end. */
  public ClinicFacts lock(DSLContext transaction, UUID id) {
    return clinics
        .lock(transaction, id)
        .orElseThrow(() -> new IllegalStateException("the clinic of the first start is gone"));
  }

  /**
   * Gives the clinic of the first start its zone and its name. It stays the one that requests mean
   * which name none, so what they bring is where the person looks. Another one is made only where
   * somebody gave that one a name before, or made others beside it.
   *
   * @param first locked
   * @param isAlone whether there was no other one
   * @return the clinic's id
   * @throws ProblemException 422 if there is a clinic with that name
   */
  public UUID settle(
      DSLContext transaction,
      ClinicFacts first,
      boolean isAlone,
      @Nullable String name,
      ZoneId zone,
      AuditOrigin origin) {
    String own = name == null ? first.name() : name;
    return own.equals(first.name()) || (isAlone && first.name().equals(ClinicStore.DEFAULT_NAME))
        ? named(transaction, first, own, zone, origin)
        : made(transaction, own, zone, origin);
  }

  /** Returns whether it is the only one so far. */
  public boolean isAlone() {
    return clinics.list(null, null, 2).size() == 1;
  }

  private UUID named(
      DSLContext transaction, ClinicFacts first, String name, ZoneId zone, AuditOrigin origin) {
    NewClinic wanted =
        new NewClinic(
            name,
            first.email(),
            first.contactNumber(),
            first.address(),
            zone,
            first.unregisteredTypes());
    ClinicFacts after =
        clinics.update(transaction, first.id(), wanted).orElseThrow(FirstClinic::nameTaken);
    audit.append(
        transaction,
        AuditEntry.of(after.id(), origin, "clinic.changed", "clinic/" + after.id())
            .with(
                Map.of(
                    "fields",
                    name.equals(first.name())
                        ? List.of("time_zone")
                        : List.of("name", "time_zone"))));
    return after.id();
  }

  private UUID made(DSLContext transaction, String name, ZoneId zone, AuditOrigin origin) {
    ClinicFacts made =
        clinics
            .insert(
                transaction,
                new NewClinic(name, null, null, null, zone, false),
                ApplicationClock.now())
            .orElseThrow(FirstClinic::nameTaken);
    audit.append(
        transaction, AuditEntry.of(made.id(), origin, "clinic.created", "clinic/" + made.id()));
    return made.id();
  }

  private static ProblemException nameTaken() {
    return ProblemException.invalid(
        "clinic", "is the name of another clinic", "Choose another name.");
  }

  /** Makes this process read a clinic anew, after the transaction. */
  public void forget(UUID id) {
    catalogues.forget(id);
    events.forget(id);
  }
}
