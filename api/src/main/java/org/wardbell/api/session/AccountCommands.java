package org.wardbell.api.session;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.UUID;
import org.jooq.DSLContext;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.wardbell.activities.person.NewPerson;
import org.wardbell.activities.person.PasswordLinks;
import org.wardbell.activities.person.Person;
import org.wardbell.activities.person.PersonStore;
import org.wardbell.api.access.SignedIn;
import org.wardbell.api.person.PersonChange;
import org.wardbell.api.person.PersonChecks;
import org.wardbell.api.problem.FieldChecks;
import org.wardbell.api.problem.ProblemException;

/** The commands of people on their own accounts, whoever asks for it: the API or a page. */
@Component
public final class AccountCommands {
  private final DSLContext database;
  private final SignIn signIn;
  private final PasswordHashing hashing;
  private final Sessions<?> sessions;
  private final PersonStore people;
  private final PasswordLinks links;
  private final Cookies cookies;
  private final SessionAudit audit;

  AccountCommands(
      DSLContext database,
      SignIn signIn,
      PasswordHashing hashing,
      Sessions<?> sessions,
      PersonStore people,
      PasswordLinks links,
      Cookies cookies,
      SessionAudit audit) {
    this.database = database;
    this.signIn = signIn;
    this.hashing = hashing;
    this.sessions = sessions;
    this.people = people;
    this.links = links;
    this.cookies = cookies;
    this.audit = audit;
  }

  /** Changes a person's own name, time zone, language or keys; what is null stays. */
  public Person change(
      @Nullable String name,
      @Nullable String timeZone,
      @Nullable String language,
      @Nullable Boolean singleKeys,
      SignedIn signedIn,
      HttpServletRequest request) {
    PersonChange wanted = new PersonChange(null, name, timeZone, language, singleKeys);
    return database.transactionResult(
        configuration -> change(configuration.dsl(), signedIn.person().id(), wanted, request));
  }

  /** The row is read anew: an administrator may have changed it since the request came. */
  private Person change(
      DSLContext transaction, UUID id, PersonChange wanted, HttpServletRequest request) {
    Person before = locked(transaction, id);
    FieldChecks checks = new FieldChecks();
    NewPerson after = PersonChecks.properties(wanted, before.properties(), checks);
    checks.orThrow();
    if (!people.update(transaction, id, after)) {
      throw new IllegalStateException("an address that stays is somebody else's");
    }
    audit.note(transaction, before, request, "person.changed");
    return locked(transaction, id);
  }

  /** Puts the first steps of the overview away, for this person and for good. */
  public void putStepsAway(SignedIn signedIn, HttpServletRequest request) {
    database.transaction(
        configuration -> {
          DSLContext transaction = configuration.dsl();
          Person before = locked(transaction, signedIn.person().id());
          if (!people.update(transaction, before.id(), before.properties().withStepsAway())) {
            throw new IllegalStateException("an address that stays is somebody else's");
          }
          audit.note(transaction, before, request, "person.changed");
        });
  }

  private Person locked(DSLContext transaction, UUID id) {
    return people.lock(transaction, id).orElseThrow(() -> ProblemException.notFound("person"));
  }

  /** Signs a person out everywhere. */
  public void endAll(SignedIn signedIn, HttpServletRequest request, HttpServletResponse response) {
    Person person = signedIn.person();
    database.transaction(
        configuration -> {
          people.endSessions(configuration.dsl(), person.id());
          audit.note(configuration.dsl(), person, request, "person.sessions_ended");
        });
    sessions.endAll(person.id());
    cookies.forgetSession(request, response);
  }

  /**
   * Changes a person's own password; all other sessions end, and this one goes on anew.
   *
   * @throws ProblemException 422 if the current one is wrong or the new one will not do, 429 if it
   *     is too early for another try
   */
  public SignedIn changePassword(
      @Nullable String currentPassword,
      @Nullable String password,
      SignedIn signedIn,
      HttpServletRequest request,
      HttpServletResponse response) {
    Person person = signedIn.person();
    FieldChecks checks = new FieldChecks();
    String current = PasswordRules.typed("current_password", currentPassword, checks);
    String chosen = PasswordRules.chosen("password", password, person.properties().email(), checks);
    checks.orThrow();
    signIn.requirePassword(person, "current_password", current, request);
    String hash = hashing.hash(chosen, PasswordHashing.Queue.KNOWN_DEVICES);
    Person changed = set(person.id(), hash, request, "person.password_changed");
    return sessions.begin(changed, request, response);
  }

  private Person set(UUID id, String hash, HttpServletRequest request, String action) {
    Person changed =
        database.transactionResult(
            configuration -> {
              DSLContext transaction = configuration.dsl();
              people.setPassword(transaction, id, hash);
              links.remove(transaction, id);
              Person person =
                  people
                      .find(transaction, id)
                      .orElseThrow(() -> ProblemException.notFound("person"));
              audit.note(transaction, person, request, action);
              return person;
            });
    sessions.endAll(id);
    return changed;
  }
}
