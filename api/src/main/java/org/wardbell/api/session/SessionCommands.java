package org.wardbell.api.session;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.jooq.DSLContext;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.wardbell.activities.database.ApplicationClock;
import org.wardbell.activities.person.EmailAddress;
import org.wardbell.activities.person.Person;
import org.wardbell.activities.person.PersonStore;
import org.wardbell.api.access.SignedIn;
import org.wardbell.api.problem.FieldChecks;
import org.wardbell.api.problem.ProblemException;

/** Signing in and out, whoever asks for it: the API or a page. */
@Component
public final class SessionCommands {
  private static final int LONGEST_CODE = 40;

  private final DSLContext database;
  private final SignIn signIn;
  private final Sessions<?> sessions;
  private final PersonStore people;
  private final Cookies cookies;
  private final SessionAudit audit;

  SessionCommands(
      DSLContext database,
      SignIn signIn,
      Sessions<?> sessions,
      PersonStore people,
      Cookies cookies,
      SessionAudit audit) {
    this.database = database;
    this.signIn = signIn;
    this.sessions = sessions;
    this.people = people;
    this.cookies = cookies;
    this.audit = audit;
  }

  /**
   * Signs a person in, and makes the browser keep the session.
   *
   * @param email as it was typed
   * @param code a one-time or recovery code, or null
   * @throws ProblemException 401 if something is wrong or the code is missing, 403 if a page of
   *     another site sent this, 422 if a field cannot be right, 429 if it is too early for another
   *     try
   */
  public SignedIn begin(
      @Nullable String email,
      @Nullable String password,
      @Nullable String code,
      HttpServletRequest request,
      HttpServletResponse response) {
    SameSite.require(request);
    FieldChecks checks = new FieldChecks();
    String typed = checks.text("email", email, EmailAddress.LONGEST);
    String given = PasswordRules.typed("password", password, checks);
    String oneTime = checks.optionalText("code", code, LONGEST_CODE);
    String normalized = EmailAddress.normalized(typed).orElse("");
    if (checks.isClean() && normalized.isEmpty()) {
      checks.add("email", "is not an e-mail address", "Write it like ann@clinic.example.");
    }
    checks.orThrow();
    return begin(signIn.person(normalized, given, oneTime, request), request, response);
  }

  /** Begins the session of a person who has proved who it is. */
  SignedIn begin(Person person, HttpServletRequest request, HttpServletResponse response) {
    database.transaction(
        configuration -> {
          people.signedIn(configuration.dsl(), person.id(), ApplicationClock.now());
          audit.note(configuration.dsl(), person, request, "session.started");
        });
    SignedIn signedIn = sessions.begin(person, request, response);
    cookies.keepDevice(request, response, people.fingerprint(person.properties()));
    return signedIn;
  }

  /** Ends one session, and makes the browser forget it. */
  public void end(SignedIn signedIn, HttpServletRequest request, HttpServletResponse response) {
    audit.note(database, signedIn.person(), request, "session.ended");
    sessions.end(signedIn.sessionId());
    cookies.forgetSession(request, response);
  }
}
