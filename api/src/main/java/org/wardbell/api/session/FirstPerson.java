package org.wardbell.api.session;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import org.jooq.DSLContext;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.wardbell.activities.audit.AuditEntry;
import org.wardbell.activities.audit.AuditStore;
import org.wardbell.activities.clinic.ClinicFacts;
import org.wardbell.activities.clinic.Role;
import org.wardbell.activities.database.ApplicationClock;
import org.wardbell.activities.person.Grant;
import org.wardbell.activities.person.Grants;
import org.wardbell.activities.person.NewPerson;
import org.wardbell.activities.person.Person;
import org.wardbell.activities.person.PersonStore;
import org.wardbell.api.access.Caller;
import org.wardbell.api.access.KnownKeys;
import org.wardbell.api.access.RequestIds;
import org.wardbell.api.clinic.FirstClinic;
import org.wardbell.api.person.PersonChecks;
import org.wardbell.api.problem.FieldChecks;
import org.wardbell.api.problem.ProblemException;
import org.wardbell.api.problem.ProblemKind;

/**
 * The making of the first person, by whoever holds the installation's administrator key; once there
 * is anybody, people make people.
 */
@Component
public final class FirstPerson {
  private static final int LONGEST_KEY = 512;
  private static final int LONGEST_CLINIC_NAME = 200;

  private final DSLContext database;
  private final PersonStore people;
  private final Grants grants;
  private final FirstClinic clinics;
  private final KnownKeys keys;
  private final PasswordHashing hashing;
  private final SessionCommands sessions;
  private final AuditStore audit;

  FirstPerson(
      DSLContext database,
      PersonStore people,
      Grants grants,
      FirstClinic clinics,
      KnownKeys keys,
      PasswordHashing hashing,
      SessionCommands sessions,
      AuditStore audit) {
    this.database = database;
    this.people = people;
    this.grants = grants;
    this.clinics = clinics;
    this.keys = keys;
    this.hashing = hashing;
    this.sessions = sessions;
    this.audit = audit;
  }

  /**
   * The first person, signed in.
   *
   * @param clinic theirs: the one of the first start as a rule
   */
  public record Begun(UUID person, UUID clinic) {}

  /** Returns whether there is nobody yet. */
  public boolean isAwaited() {
    return people.isEmpty(database);
  }

  /**
   * Makes the first person, an administrator of the installation, and signs them in.
   *
   * @throws ProblemException 409 if there is somebody already, 422 if a field is wrong, the key
   *     among them, 429 if too many keys were tried
   */
  public Begun make(
      FirstPersonForm form, HttpServletRequest request, HttpServletResponse response) {
    SameSite.require(request);
    FieldChecks checks = new FieldChecks();
    NewPerson wanted =
        PersonChecks.properties(form.email(), form.name(), form.timeZone(), null, checks);
    String password = PasswordRules.chosen("password", form.password(), wanted.email(), checks);
    String clinic = checks.optionalText("clinic", form.clinic(), LONGEST_CLINIC_NAME);
    String key = checks.text("key", form.key(), LONGEST_KEY);
    checks.orThrow();
    if (!isAwaited()) {
      throw somebodyIsThere();
    }
    Caller holder = holder(key, request);
    String hash = hashing.hash(password, PasswordHashing.Queue.KNOWN_DEVICES);
    UUID first = clinics.id();
    boolean alone = clinics.isAlone();
    Kept kept =
        database.transactionResult(
            configuration -> keep(configuration.dsl(), first, alone, wanted, hash, clinic, holder));
    clinics.forget(kept.clinic());
    sessions.begin(kept.person(), request, response);
    return new Begun(kept.person().id(), kept.clinic());
  }

  private Caller holder(String key, HttpServletRequest request) {
    return keys.caller(key.strip(), request.getRemoteAddr(), _ -> {})
        .filter(caller -> caller.isInstallation() && caller.role() == Role.ADMIN)
        .map(caller -> caller.in(request.getRemoteAddr(), RequestIds.of(request)))
        .orElseThrow(
            () ->
                ProblemException.invalid(
                    "key",
                    "is not the administrator key of this installation",
                    "Ask whoever installed Wardbell: the first start showed it on the terminal, or put it into the file administrator.key."));
  }

  private record Kept(Person person, UUID clinic) {}

  private Kept keep(
      DSLContext transaction,
      UUID firstClinic,
      boolean isAlone,
      NewPerson wanted,
      String hash,
      @Nullable String clinicName,
      Caller holder) {
    ClinicFacts first = clinics.lock(transaction, firstClinic);
    // Whoever else is here at this moment waits for that row.
    if (!people.isEmpty(transaction)) {
      throw somebodyIsThere();
    }
    Instant now = ApplicationClock.now();
    Grant grant = new Grant(null, Role.ADMIN);
    UUID id =
        people
            .insert(transaction, wanted, now)
            .orElseThrow(() -> new IllegalStateException("nobody has somebody's address"));
    grants.put(transaction, id, grant, now);
    people.setPassword(transaction, id, hash);
    audit.append(
        transaction,
        AuditEntry.of(null, holder.origin(), "person.created", "person/" + id)
            .with(Map.of("role", Role.ADMIN.name(), "first", true)));
    UUID clinic =
        clinics.settle(transaction, first, isAlone, clinicName, wanted.timeZone(), holder.origin());
    return new Kept(
        people
            .find(transaction, id)
            .orElseThrow(() -> new IllegalStateException("a person vanished who was just made")),
        clinic);
  }

  private static ProblemException somebodyIsThere() {
    return ProblemException.of(
        ProblemKind.CONFLICT,
        "There is a first person already. Sign in, or ask an administrator for a link.");
  }
}
