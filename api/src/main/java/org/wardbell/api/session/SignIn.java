package org.wardbell.api.session;

import jakarta.servlet.http.HttpServletRequest;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import org.jooq.DSLContext;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.wardbell.activities.person.Person;
import org.wardbell.activities.person.PersonStore;
import org.wardbell.activities.person.SignInLimit;
import org.wardbell.activities.person.SignInLimits;
import org.wardbell.activities.person.SignInLimits.Subject;
import org.wardbell.api.access.RefusedSignIn;
import org.wardbell.api.brake.AnonymousBrake;
import org.wardbell.api.brake.ClientNetwork;
import org.wardbell.api.problem.FieldProblem;
import org.wardbell.api.problem.ProblemException;
import org.wardbell.api.problem.ProblemKind;

/**
 * The proof of who somebody is: password and one-time code. Wrong ones are slowed down by person
 * and network, so that a stranger's tries cost the person nothing; a device that the person signed
 * in on before is counted by itself. An address that is nobody's takes as long as a wrong password.
 */
@Component
final class SignIn {
  private final DSLContext database;
  private final PersonStore people;
  private final SignInLimits limits;
  private final PasswordHashing hashing;
  private final OneTimeCodes codes;
  private final Cookies cookies;
  private final AnonymousBrake brake;

  SignIn(
      DSLContext database,
      PersonStore people,
      SignInLimits limits,
      PasswordHashing hashing,
      OneTimeCodes codes,
      Cookies cookies,
      AnonymousBrake brake) {
    this.database = database;
    this.people = people;
    this.limits = limits;
    this.hashing = hashing;
    this.codes = codes;
    this.cookies = cookies;
    this.brake = brake;
  }

  /** A try, before anybody looked at the password. */
  private static final String TOO_EARLY =
      "There were too many wrong passwords. Wait before the next; a device that you signed in on before, or an administrator's link, does not have to wait for others' tries.";

  private record Try(List<Subject> subjects, PasswordHashing.Queue queue) {}

  /**
   * Returns the person with this address and password.
   *
   * @param email normalized
   * @param code a one-time or recovery code, or null
   * @throws ProblemException 401 if something is wrong or the code is missing, 429 if it is too
   *     early for another try
   */
  Person person(String email, String password, @Nullable String code, HttpServletRequest request) {
    String address = request.getRemoteAddr();
    if (!brake.mayTry(AnonymousBrake.Kind.SIGN_IN, address)) {
      throw AnonymousBrake.refusal(TOO_EARLY);
    }
    byte[] fingerprint = people.fingerprint(email);
    Try tried = count(fingerprint, request);
    Person person = people.find(fingerprint).orElse(null);
    boolean right;
    try {
      right = isRight(password, person, tried);
    } catch (ProblemException busy) {
      brake.worthIt(AnonymousBrake.Kind.SIGN_IN, address);
      throw busy;
    }
    if (!right || person == null) {
      brake.forNothing(AnonymousBrake.Kind.SIGN_IN, address);
      RefusedSignIn.mark(request, person == null ? null : person.id());
      throw ProblemException.of(
          ProblemKind.UNAUTHENTICATED,
          "The e-mail address or the password is not right. An administrator can give you a link for a new password.");
    }
    if (person.secondFactor()) {
      requireCode(person, code, tried, request);
    }
    limits.succeeded(tried.subjects());
    brake.worthIt(AnonymousBrake.Kind.SIGN_IN, address);
    return person;
  }

  private void requireCode(
      Person person, @Nullable String code, Try tried, HttpServletRequest request) {
    if (code == null) {
      limits.undecided(tried.subjects());
      brake.worthIt(AnonymousBrake.Kind.SIGN_IN, request.getRemoteAddr());
      RefusedSignIn.markWithoutCode(request, person.id());
      throw codeProblem(
          "is missing", "Send the code that your authenticator shows, or a recovery code.");
    }
    if (!codes.use(database, person.id(), code)) {
      brake.forNothing(AnonymousBrake.Kind.SIGN_IN, request.getRemoteAddr());
      RefusedSignIn.mark(request, person.id());
      throw codeProblem(
          "is not right, or was used before",
          "Wait for the next code of your authenticator. A recovery code works once.");
    }
  }

  private static ProblemException codeProblem(String problem, String fix) {
    return ProblemException.of(
        ProblemKind.UNAUTHENTICATED,
        "A one-time code is needed as well; see errors.",
        List.of(new FieldProblem("code", problem, fix)));
  }

  /**
   * Checks the password of a person who signed in already, before something that a stolen session
   * must not be enough for.
   *
   * @param field the name of the password in the request
   * @throws ProblemException 422 if it is wrong, 429 if it is too early for another try
   */
  void requirePassword(Person person, String field, String password, HttpServletRequest request) {
    Try tried = count(people.fingerprint(person.properties()), request);
    if (!isRight(password, person, tried)) {
      throw ProblemException.invalid(
          field, "is not your password", "Give the password that you sign in with.");
    }
    limits.succeeded(tried.subjects());
  }

  private Try count(byte[] fingerprint, HttpServletRequest request) {
    String who = HexFormat.of().formatHex(fingerprint);
    String device = cookies.device(request, fingerprint);
    Try tried =
        device == null
            ? new Try(
                List.of(
                    new Subject(
                        SignInLimit.NEAR,
                        "network/" + who + "/" + ClientNetwork.of(request.getRemoteAddr())),
                    new Subject(SignInLimit.STRANGERS, who)),
                PasswordHashing.Queue.STRANGERS)
            : new Try(
                List.of(new Subject(SignInLimit.NEAR, "device/" + who + "/" + device)),
                PasswordHashing.Queue.KNOWN_DEVICES);
    limits
        .count(tried.subjects())
        .ifPresent(
            wait -> {
              throw tooEarly(wait);
            });
    return tried;
  }

  private boolean isRight(String password, @Nullable Person person, Try tried) {
    try {
      return hashing.matches(
          password, person == null ? null : person.passwordHash(), tried.queue());
    } catch (ProblemException busy) {
      limits.undecided(tried.subjects());
      throw busy;
    }
  }

  private static ProblemException tooEarly(Duration wait) {
    return ProblemException.later(
        ProblemKind.TOO_MANY_REQUESTS,
        TOO_EARLY,
        Duration.ofSeconds(wait.plusMillis(999).toSeconds()));
  }
}
