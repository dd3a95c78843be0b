package org.wardbell.api.session;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.UUID;
import org.jooq.DSLContext;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.wardbell.activities.person.PasswordLinks;
import org.wardbell.activities.person.Person;
import org.wardbell.activities.person.PersonStore;
import org.wardbell.api.brake.AnonymousBrake;
import org.wardbell.api.problem.FieldChecks;
import org.wardbell.api.problem.ProblemException;

/** Passwords that are set by one-time links, whoever asks for it: the API or a page. */
@Component
public final class LinkedPasswords {
  private static final int LONGEST_TOKEN = 100;

  private final DSLContext database;
  private final PasswordHashing hashing;
  private final Sessions<?> sessions;
  private final PersonStore people;
  private final PasswordLinks links;
  private final Cookies cookies;
  private final AnonymousBrake brake;
  private final SessionAudit audit;

  LinkedPasswords(
      DSLContext database,
      PasswordHashing hashing,
      Sessions<?> sessions,
      PersonStore people,
      PasswordLinks links,
      Cookies cookies,
      AnonymousBrake brake,
      SessionAudit audit) {
    this.database = database;
    this.hashing = hashing;
    this.sessions = sessions;
    this.people = people;
    this.links = links;
    this.cookies = cookies;
    this.brake = brake;
    this.audit = audit;
  }

  /**
   * Returns whether a link may work, for the page behind it. Whoever tried too many hears nothing.
   */
  public boolean mayWork(String token, HttpServletRequest request) {
    String address = request.getRemoteAddr();
    if (!brake.mayTry(AnonymousBrake.Kind.SIGN_IN, address)) {
      return true;
    }
    boolean works = token.length() <= LONGEST_TOKEN && links.person(database, token).isPresent();
    if (works) {
      brake.worthIt(AnonymousBrake.Kind.SIGN_IN, address);
    } else {
      brake.forNothing(AnonymousBrake.Kind.SIGN_IN, address);
    }
    return works;
  }

  /**
   * Sets a password. All sessions of the person end.
   *
   * @param sent the link's token
   * @throws ProblemException 422 if the token does not work or the password is none, 429 if too
   *     many tokens were tried from that address
   */
  public void set(
      @Nullable String sent,
      @Nullable String password,
      HttpServletRequest request,
      HttpServletResponse response) {
    SameSite.require(request);
    FieldChecks checks = new FieldChecks();
    String token = checks.text("token", sent, LONGEST_TOKEN);
    String chosen = PasswordRules.chosen("password", password, null, checks);
    checks.orThrow();
    String address = request.getRemoteAddr();
    if (!brake.mayTry(AnonymousBrake.Kind.SIGN_IN, address)) {
      throw AnonymousBrake.refusal("Too many links that do not work came from this address.");
    }
    Person person = links.person(database, token).flatMap(people::find).orElse(null);
    if (person == null) {
      brake.forNothing(AnonymousBrake.Kind.SIGN_IN, address);
      throw noLink();
    }
    brake.worthIt(AnonymousBrake.Kind.SIGN_IN, address);
    UUID id = person.id();
    PasswordRules.chosen("password", password, person.properties().email(), checks);
    checks.orThrow();
    // Nobody guesses a token, so this waits with those who are known.
    String hash = hashing.hash(chosen, PasswordHashing.Queue.KNOWN_DEVICES);
    database.transaction(
        configuration -> {
          DSLContext transaction = configuration.dsl();
          // The person's row first, as whoever makes or removes a link locks it.
          Person locked = people.lock(transaction, id).orElseThrow(LinkedPasswords::noLink);
          if (!links.use(transaction, token)) {
            throw noLink();
          }
          people.setPassword(transaction, id, hash);
          audit.note(transaction, locked, request, "person.password_set");
        });
    sessions.endAll(id);
    cookies.keepDevice(request, response, people.fingerprint(person.properties()));
  }

  private static ProblemException noLink() {
    return ProblemException.invalid(
        "token",
        "does not work: it was used, is older than 24 hours, or another one was made since",
        "Ask an administrator for a new link.");
  }
}
