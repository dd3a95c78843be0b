package org.wardbell.api.event;

import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jooq.DSLContext;
import org.springframework.stereotype.Component;
import org.wardbell.activities.audit.AuditEntry;
import org.wardbell.activities.audit.AuditStore;
import org.wardbell.activities.audit.ChangedFields;
import org.wardbell.activities.database.ApplicationClock;
import org.wardbell.activities.event.ClinicCatalogues;
import org.wardbell.activities.event.CustomEventType;
import org.wardbell.activities.event.EventTypeStore;
import org.wardbell.activities.event.KeptEventType;
import org.wardbell.api.access.Caller;
import org.wardbell.api.change.IfMatch;
import org.wardbell.api.change.Revisions;
import org.wardbell.api.problem.ProblemException;
import org.wardbell.api.problem.ProblemKind;

/** Changes of a clinic's own event types: the row and the audit trail in one commit. */
@Component
public final class EventTypeEditing {
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

  public void create(UUID clinic, CustomEventType type, Caller caller) {
    EventTypeStore.Inserted inserted =
        database.transactionResult(
            configuration -> {
              var result = types.insert(configuration.dsl(), clinic, type, ApplicationClock.now());
              if (result == EventTypeStore.Inserted.YES) {
                note(
                    configuration.dsl(),
                    clinic,
                    caller,
                    "event_type.created",
                    type.type(),
                    Map.of());
              }
              return result;
            });
    catalogues.forget(clinic);
    switch (inserted) {
      case YES -> {}
      case NAME_TAKEN ->
          throw ProblemException.of(
              ProblemKind.CONFLICT,
              "This clinic has registered this type already. Change that one, or use another"
                  + " name.");
      case TOO_MANY ->
          throw ProblemException.of(
              ProblemKind.CONFLICT,
              "This clinic has %d event types of its own, and may not have more. Delete one."
                  .formatted(EventTypeStore.MAXIMUM_PER_CLINIC));
    }
  }

  /** Replaces a type, if it is still the one that the condition names. */
  public void change(UUID clinic, CustomEventType type, IfMatch condition, Caller caller) {
    database.transaction(
        configuration -> change(configuration.dsl(), clinic, type, condition, caller));
    catalogues.forget(clinic);
  }

  private void change(
      DSLContext transaction, UUID clinic, CustomEventType type, IfMatch condition, Caller caller) {
    CustomEventType before = locked(transaction, clinic, type.type(), condition).definition();
    List<String> fields = changedFields(before, type);
    if (!fields.isEmpty() && !EventTypeStore.isSame(before, type)) {
      types.update(transaction, clinic, type, ApplicationClock.now());
      note(
          transaction, clinic, caller, "event_type.changed", type.type(), Map.of("fields", fields));
    }
  }

  private KeptEventType locked(
      DSLContext transaction, UUID clinic, String type, IfMatch condition) {
    KeptEventType kept =
        types
            .lock(transaction, clinic, type)
            .orElseThrow(() -> ProblemException.notFound("event type"));
    condition.require(revision(kept));
    return kept;
  }

  /** Returns the revision of a registered type; types of one name may follow each other. */
  public static String revision(KeptEventType kept) {
    return Revisions.of(kept.id(), kept.version());
  }

  private static List<String> changedFields(CustomEventType before, CustomEventType after) {
    ChangedFields changed = new ChangedFields();
    changed.compare("module", before.module(), after.module());
    changed.compare("label", before.label(), after.label());
    changed.compare("variables", before.variables(), after.variables());
    changed.compare("schema", before.schema(), after.schema());
    changed.compare("validate", before.validate(), after.validate());
    return changed.names();
  }

  /** Deletes a type, if it is still the one that the condition names. */
  public void delete(UUID clinic, String type, IfMatch condition, Caller caller) {
    database.transaction(
        configuration -> {
          DSLContext transaction = configuration.dsl();
          locked(transaction, clinic, type, condition);
          types.delete(transaction, clinic, type);
          note(transaction, clinic, caller, "event_type.deleted", type, Map.of());
        });
    catalogues.forget(clinic);
  }

  private void note(
      DSLContext transaction,
      UUID clinic,
      Caller caller,
      String action,
      String type,
      Map<String, Object> detail) {
    audit.append(
        transaction,
        AuditEntry.of(clinic, caller.origin(), action, "event-type/" + type).with(detail));
  }
}
