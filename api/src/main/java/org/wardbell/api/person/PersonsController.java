package org.wardbell.api.person;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.net.URI;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jooq.DSLContext;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PatchMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;
import org.wardbell.activities.audit.AuditEntry;
import org.wardbell.activities.audit.AuditStore;
import org.wardbell.activities.audit.ChangedFields;
import org.wardbell.activities.clinic.Role;
import org.wardbell.activities.database.ApplicationClock;
import org.wardbell.activities.person.Grant;
import org.wardbell.activities.person.Grants;
import org.wardbell.activities.person.NewPerson;
import org.wardbell.activities.person.Person;
import org.wardbell.activities.person.PersonStore;
import org.wardbell.api.access.Caller;
import org.wardbell.api.access.Needs;
import org.wardbell.api.change.IfMatch;
import org.wardbell.api.clinic.RequestedClinic;
import org.wardbell.api.clinic.RightsChecks;
import org.wardbell.api.page.Page;
import org.wardbell.api.page.PageRequest;
import org.wardbell.api.problem.FieldChecks;
import org.wardbell.api.problem.ProblemException;
import org.wardbell.api.problem.ProblemKind;

/** People: made, shown, changed, removed. */
@RestController
@RequestMapping("/api/v1/persons")
@Tag(name = "People", description = "Who may sign in, and what they may do where.")
class PersonsController {
  private final DSLContext database;
  private final PersonStore people;
  private final Grants grants;
  private final VisiblePeople visible;
  private final RequestedClinic clinics;
  private final AuditStore audit;

  PersonsController(
      DSLContext database,
      PersonStore people,
      Grants grants,
      VisiblePeople visible,
      RequestedClinic clinics,
      AuditStore audit) {
    this.database = database;
    this.people = people;
    this.grants = grants;
    this.visible = visible;
    this.clinics = clinics;
    this.audit = audit;
  }

  @PostMapping
  @Needs(Role.ADMIN)
  @Operation(
      summary = "Make a person",
      description =
          "With a role in one clinic or the installation; more can be given later. To sign in, the person needs a password link.")
  @ApiResponse(responseCode = "201", description = "Made.", useReturnTypeSchema = true)
  ResponseEntity<PersonView> create(@RequestBody PersonRequest request, Caller caller) {
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
    Person made =
        database.transactionResult(
            configuration -> insert(configuration.dsl(), wanted, first, caller));
    return ResponseEntity.created(URI.create("/api/v1/persons/" + made.id()))
        .body(PersonView.of(made, caller));
  }

  private Person insert(DSLContext transaction, NewPerson wanted, Grant first, Caller caller) {
    Instant now = ApplicationClock.now();
    UUID id = people.insert(transaction, wanted, now).orElseThrow(PersonsController::addressTaken);
    grants.put(transaction, id, first, now);
    audit.append(
        transaction,
        AuditEntry.of(first.clinicId(), caller.origin(), "person.created", "person/" + id)
            .with(GrantsController.told(first)));
    return people
        .find(transaction, id)
        .orElseThrow(() -> new IllegalStateException("a person vanished who was just made"));
  }

  private static ProblemException addressTaken() {
    return ProblemException.of(
        ProblemKind.CONFLICT,
        "Somebody has this e-mail address already. An administrator of the installation sees everybody, and can give a role in your clinic as well.");
  }

  @GetMapping
  @Needs(Role.ADMIN)
  @Operation(
      summary = "List people",
      description = "Newest first. A clinic's administrators see who has a role in their clinic.")
  Page<PersonView> list(
      @RequestParam(required = false) @Nullable String cursor,
      @RequestParam(required = false) @Nullable Integer limit,
      Caller caller) {
    PageRequest page = PageRequest.of(limit, cursor);
    audit.append(
        database, AuditEntry.of(caller.clinicId(), caller.origin(), "person.listed", "person/*"));
    return page.page(
        people.list(caller.clinicId(), page.afterId(), page.rows()),
        person -> person.id().toString(),
        person -> PersonView.of(person, caller));
  }

  @GetMapping("/{id}")
  @Needs(Role.ADMIN)
  @Operation(
      summary = "Read a person",
      description =
          "With the roles that the caller may see. The look is written to the audit trail.")
  PersonView read(@PathVariable UUID id, Caller caller) {
    Person person = visible.seen(id, caller);
    audit.append(database, VisiblePeople.about(person, caller, "person.read"));
    return PersonView.of(person, caller);
  }

  @PatchMapping("/{id}")
  @Needs(Role.ADMIN)
  @Operation(
      summary = "Change what is said of a person",
      description =
          "What is left out stays. A clinic's administrators can do this with people who have no role elsewhere.")
  PersonView change(
      @PathVariable UUID id, @RequestBody PersonChange request, IfMatch condition, Caller caller) {
    Person changed =
        database.transactionResult(
            configuration -> change(configuration.dsl(), id, request, condition, caller));
    return PersonView.of(changed, caller);
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
    return changed.names();
  }

  @DeleteMapping("/{id}")
  @Needs(Role.ADMIN)
  @ResponseStatus(HttpStatus.NO_CONTENT)
  @Operation(
      summary = "Remove a person",
      description =
          "All sessions end at once. Keys that the person made go on working; the audit trail keeps the name.")
  @ApiResponse(responseCode = "204", description = "Done.")
  void delete(@PathVariable UUID id, IfMatch condition, Caller caller) {
    database.transaction(
        configuration -> {
          Person person = visible.ruled(configuration.dsl(), id, caller);
          condition.require(PersonView.of(person, caller).revision());
          people.delete(configuration.dsl(), id);
          audit.append(configuration.dsl(), VisiblePeople.about(person, caller, "person.deleted"));
        });
  }
}
