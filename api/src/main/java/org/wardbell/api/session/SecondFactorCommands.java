package org.wardbell.api.session;

import jakarta.servlet.http.HttpServletRequest;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jooq.DSLContext;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.wardbell.activities.person.Person;
import org.wardbell.activities.person.SecondFactors;
import org.wardbell.api.access.SignedIn;
import org.wardbell.api.problem.FieldChecks;
import org.wardbell.api.problem.ProblemException;
import org.wardbell.api.problem.ProblemKind;

/** The commands on a person's own second factor, whoever asks for it: the API or a page. */
@Component
public final class SecondFactorCommands {
  private static final int LONGEST_CODE = 40;

  private final DSLContext database;
  private final SignIn signIn;
  private final SecondFactors factors;
  private final OneTimeCodes codes;
  private final SessionAudit audit;

  SecondFactorCommands(
      DSLContext database,
      SignIn signIn,
      SecondFactors factors,
      OneTimeCodes codes,
      SessionAudit audit) {
    this.database = database;
    this.signIn = signIn;
    this.factors = factors;
    this.codes = codes;
    this.audit = audit;
  }

  /**
   * A secret for an authenticator.
   *
   * @param secret Base32
   * @param address otpauth:// as authenticators read it
   */
  public record Secret(String secret, String address) {
    /** Hides the secret. */
    @Override
    public String toString() {
      return "Secret[hidden]";
    }
  }

  /** Makes a secret, which counts once a code of it was confirmed. */
  public Secret begin(@Nullable String password, SignedIn signedIn, HttpServletRequest request) {
    Person person = signedIn.person();
    prove(password, person, request);
    if (person.secondFactor()) {
      throw ProblemException.of(
          ProblemKind.CONFLICT,
          "There is a second factor already. Remove it first (POST /api/v1/session/totp/removal).");
    }
    byte[] secret = OneTimeCodes.makeSecret();
    database.transaction(
        configuration -> {
          factors.begin(configuration.dsl(), person.id(), secret);
          audit.note(configuration.dsl(), person, request, "person.second_factor_begun");
        });
    return new Secret(
        new String(secret, StandardCharsets.US_ASCII),
        OneTimeCodes.address(secret, person.properties().email()).toString());
  }

  /** Makes the second factor count; returns the recovery codes, which are shown once. */
  public List<String> confirm(
      @Nullable String typed, SignedIn signedIn, HttpServletRequest request) {
    Person person = signedIn.person();
    FieldChecks checks = new FieldChecks();
    String code = checks.text("code", typed, LONGEST_CODE);
    checks.orThrow();
    if (person.secondFactor() || factors.secret(database, person.id()).isEmpty()) {
      throw ProblemException.of(
          ProblemKind.CONFLICT,
          "There is nothing to confirm. Begin once more (POST /api/v1/session/totp).");
    }
    List<String> recoveryCodes = OneTimeCodes.makeRecoveryCodes();
    database.transaction(
        configuration -> {
          if (!codes.use(configuration.dsl(), person.id(), code)) {
            throw ProblemException.invalid(
                "code",
                "is not the authenticator's code",
                "Check the telephone's clock, and send the code that it shows now.");
          }
          factors.confirm(configuration.dsl(), person.id(), recoveryCodes);
          audit.note(configuration.dsl(), person, request, "person.second_factor_confirmed");
        });
    return recoveryCodes;
  }

  /** Removes the second factor. */
  public void remove(@Nullable String password, SignedIn signedIn, HttpServletRequest request) {
    Person person = signedIn.person();
    prove(password, person, request);
    database.transaction(
        configuration -> {
          factors.remove(configuration.dsl(), person.id());
          audit.note(configuration.dsl(), person, request, "person.second_factor_removed");
        });
  }

  private void prove(@Nullable String typed, Person person, HttpServletRequest request) {
    FieldChecks checks = new FieldChecks();
    String password = PasswordRules.typed("password", typed, checks);
    checks.orThrow();
    signIn.requirePassword(person, "password", password, request);
  }
}
