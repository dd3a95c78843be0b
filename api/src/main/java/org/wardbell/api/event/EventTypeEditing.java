package org.wardbell.api.event;

import java.util.UUID;
import org.jooq.DSLContext;
import org.springframework.stereotype.Component;
import org.wardbell.activities.clinic.AuditEntry;
import org.wardbell.activities.clinic.AuditStore;
import org.wardbell.activities.database.ApplicationClock;
import org.wardbell.activities.event.ClinicCatalogues;
import org.wardbell.activities.event.CustomEventType;
import org.wardbell.activities.event.EventTypeStore;
import org.wardbell.api.access.Caller;
import org.wardbell.api.problem.ProblemException;
import org.wardbell.api.problem.ProblemKind;

/** Changes of a clinic's own event types: the row and the audit trail in one commit. */
@Component
final class EventTypeEditing {
  private final DSLContext database;
  private final EventTypeStore types;
  private final ClinicCatalogues catalogues;
  private final AuditStore audit;

  EventTypeEditing(
      DSLContext database, EventTypeStore types, ClinicCatalogues catalogues, AuditStore audit) {
    this.database = database;
    this.types = types;
    this.catalogues = catalogues;
    this.audit = audit;
  }

  void create(UUID clinic, CustomEventType type, Caller caller) {
    EventTypeStore.Inserted inserted =
        database.transactionResult(
            configuration -> {
              var result = types.insert(configuration.dsl(), clinic, type, ApplicationClock.now());
              if (result == EventTypeStore.Inserted.YES) {
                note(configuration.dsl(), clinic, caller, "event_type.created", type.type());
              }
              return result;
            });
    catalogues.forget(clinic);
    switch (inserted) {
      case YES -> {}
      case NAME_TAKEN ->
          throw ProblemException.of(
              ProblemKind.CONFLICT,
              "This clinic has registered this type already. Change it with PUT, or use another name.");
      case TOO_MANY ->
          throw ProblemException.of(
              ProblemKind.CONFLICT,
              "This clinic has %d event types of its own, and may not have more. Delete one."
                  .formatted(EventTypeStore.MAXIMUM_PER_CLINIC));
    }
  }

  void change(UUID clinic, CustomEventType type, Caller caller) {
    boolean changed =
        database.transactionResult(
            configuration -> {
              boolean found =
                  types.update(configuration.dsl(), clinic, type, ApplicationClock.now());
              if (found) {
                note(configuration.dsl(), clinic, caller, "event_type.changed", type.type());
              }
              return found;
            });
    catalogues.forget(clinic);
    if (!changed) {
      throw ProblemException.notFound("event type");
    }
  }

  void delete(UUID clinic, String type, Caller caller) {
    boolean deleted =
        database.transactionResult(
            configuration -> {
              boolean found = types.delete(configuration.dsl(), clinic, type);
              if (found) {
                note(configuration.dsl(), clinic, caller, "event_type.deleted", type);
              }
              return found;
            });
    catalogues.forget(clinic);
    if (!deleted) {
      throw ProblemException.notFound("event type");
    }
  }

  private void note(
      DSLContext transaction, UUID clinic, Caller caller, String action, String type) {
    audit.append(transaction, AuditEntry.of(clinic, caller.actor(), action, "event-type/" + type));
  }
}
