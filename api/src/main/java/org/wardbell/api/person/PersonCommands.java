package org.wardbell.api.person;

import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jooq.DSLContext;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.wardbell.activities.audit.AuditEntry;
import org.wardbell.activities.audit.AuditStore;
import org.wardbell.activities.audit.ChangedFields;
import org.wardbell.activities.clinic.ClinicFacts;
import org.wardbell.activities.clinic.ClinicStore;
import org.wardbell.activities.clinic.Role;
import org.wardbell.activities.database.ApplicationClock;
import org.wardbell.activities.person.Grant;
import org.wardbell.activities.person.Grants;
import org.wardbell.activities.person.NewPerson;
import org.wardbell.activities.person.Person;
import org.wardbell.activities.person.PersonStore;
import org.wardbell.api.access.Caller;
import org.wardbell.api.access.KnownClinics;
import org.wardbell.api.change.IfMatch;
import org.wardbell.api.clinic.RequestedClinic;
import org.wardbell.api.clinic.RightsChecks;
import org.wardbell.api.problem.FieldChecks;
import org.wardbell.api.problem.ProblemException;
import org.wardbell.api.problem.ProblemKind;

/** The commands on people, each with its line in the audit trail. */
@Component
public final class PersonCommands {
  private final DSLContext database;
  private final PersonStore people;
  private final Grants grants;
  private final VisiblePeople visible;
  private final RequestedClinic clinics;
  private final ClinicStore clinicStore;
  private final KnownClinics known;
  private final AuditStore audit;

  PersonCommands(
      DSLContext database,
      PersonStore people,
      Grants grants,
      VisiblePeople visible,
      RequestedClinic clinics,
      ClinicStore clinicStore,
      KnownClinics known,
      AuditStore audit) {
    this.database = database;
    this.people = people;
    this.grants = grants;
    this.visible = visible;
    this.clinics = clinics;
    this.clinicStore = clinicStore;
    this.known = known;
    this.audit = audit;
  }

  /** Makes a person with a first role. */
  public Person create(PersonRequest request, Caller caller) {
    FieldChecks checks = new FieldChecks();
    NewPerson wanted = PersonChecks.properties(request, checks);
    boolean installation =
        RightsChecks.isForInstallation(request.installation(), request.clinic(), checks);
    Role role = RightsChecks.role(request.role(), checks);
    checks.orThrow();
    UUID clinic =
        clinics.ofRights(
            caller,
            installation,
            request.clinic(),
            "Only an administrator of the installation can give a role in it.");
    Grant first = new Grant(clinic, role);
    NewPerson made = request.timeZone() == null ? wanted.in(zone(clinic, wanted)) : wanted;
    return database.transactionResult(
        configuration -> insert(configuration.dsl(), made, first, caller));
  }

  /** Whoever works in a clinic sits in it as a rule. */
  private ZoneId zone(@Nullable UUID clinic, NewPerson wanted) {
    return (clinic == null ? known.only() : clinicStore.find(clinic))
        .map(ClinicFacts::timeZone)
        .orElse(wanted.timeZone());
  }

  private Person insert(DSLContext transaction, NewPerson wanted, Grant first, Caller caller) {
    Instant now = ApplicationClock.now();
    UUID id = people.insert(transaction, wanted, now).orElseThrow(PersonCommands::addressTaken);
    grants.put(transaction, id, first, now);
    audit.append(
        transaction,
        AuditEntry.of(first.clinicId(), caller.origin(), "person.created", "person/" + id)
            .with(GrantCommands.told(first)));
    return people
        .find(transaction, id)
        .orElseThrow(() -> new IllegalStateException("a person vanished who was just made"));
  }

  private static ProblemException addressTaken() {
    return ProblemException.of(
        ProblemKind.CONFLICT,
        "Somebody has this e-mail address already. An administrator of the installation sees"
            + " everybody, and can give a role in your clinic as well.");
  }

  /** Returns the people whom this caller sees, newest first, and notes the look. */
  public List<Person> list(@Nullable UUID after, int rows, Caller caller) {
    audit.append(
        database, AuditEntry.of(caller.clinicId(), caller.origin(), "person.listed", "person/*"));
    return people.list(caller.clinicId(), after, rows);
  }

  /** Returns a person whom this caller sees, and notes the look. */
  public Person read(UUID id, Caller caller) {
    Person person = visible.seen(id, caller);
    audit.append(database, VisiblePeople.about(person, caller, "person.read"));
    return person;
  }

  /** Changes what is said of a person. */
  Person change(UUID id, PersonChange request, IfMatch condition, Caller caller) {
    return database.transactionResult(
        configuration -> change(configuration.dsl(), id, request, condition, caller));
  }

  private Person change(
      DSLContext transaction, UUID id, PersonChange request, IfMatch condition, Caller caller) {
    Person person = visible.ruled(transaction, id, caller);
    condition.require(PersonView.of(person, caller).revision());
    NewPerson before = person.properties();
    FieldChecks checks = new FieldChecks();
    NewPerson after = PersonChecks.properties(request, before, checks);
    checks.orThrow();
    if (!people.update(transaction, id, after)) {
      throw addressTaken();
    }
    audit.append(
        transaction,
        VisiblePeople.about(person, caller, "person.changed")
            .with(Map.of("fields", changedFields(before, after))));
    return visible.locked(transaction, id, caller);
  }

  private static List<String> changedFields(NewPerson before, NewPerson after) {
    ChangedFields changed = new ChangedFields();
    changed.compare("email", before.email(), after.email());
    changed.compare("name", before.name(), after.name());
    changed.compare("time_zone", before.timeZone(), after.timeZone());
    changed.compare("language", before.language(), after.language());
    changed.compare("single_keys", before.singleKeys(), after.singleKeys());
    return changed.names();
  }

  /** Removes a person; all sessions end at once. */
  public void delete(UUID id, IfMatch condition, Caller caller) {
    database.transaction(
        configuration -> {
          Person person = visible.ruled(configuration.dsl(), id, caller);
          condition.require(PersonView.of(person, caller).revision());
          people.delete(configuration.dsl(), id);
          audit.append(configuration.dsl(), VisiblePeople.about(person, caller, "person.deleted"));
        });
  }
}
