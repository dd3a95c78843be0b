package org.wardbell.api.session;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.servlet.http.HttpServletRequest;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jooq.DSLContext;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;
import org.wardbell.activities.clinic.Role;
import org.wardbell.activities.person.Person;
import org.wardbell.activities.person.SecondFactors;
import org.wardbell.api.access.Needs;
import org.wardbell.api.access.SignedIn;
import org.wardbell.api.problem.FieldChecks;
import org.wardbell.api.problem.ProblemException;
import org.wardbell.api.problem.ProblemKind;

/** A person's own second factor. */
@RestController
@RequestMapping("/api/v1/session/totp")
@Tag(name = "Sessions")
class SecondFactorController {
  private static final int LONGEST_CODE = 40;

  private final DSLContext database;
  private final SignIn signIn;
  private final SecondFactors factors;
  private final OneTimeCodes codes;
  private final SessionAudit audit;

  SecondFactorController(
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

  /** The proof that it is still the same person. */
  record PasswordProof(
      @Schema(example = "four words make one", requiredMode = Schema.RequiredMode.REQUIRED)
          @Nullable String password) {
    @Override
    public String toString() {
      return "PasswordProof[hidden]";
    }
  }

  /** A code of an authenticator. */
  record OneTimeCode(
      @Schema(example = "492039", requiredMode = Schema.RequiredMode.REQUIRED)
          @Nullable String code) {
    @Override
    public String toString() {
      return "OneTimeCode[hidden]";
    }
  }

  /** A secret for an authenticator. */
  record TotpSecret(
      @Schema(description = "Base32, for authenticators that read no pictures.") String secret,
      @Schema(description = "otpauth:// as authenticators read it from a QR code.") String uri) {
    @Override
    public String toString() {
      return "TotpSecret[hidden]";
    }
  }

  /** Codes for the day on which the authenticator is lost. */
  record RecoveryCodes(
      @Schema(description = "Each stands in for one one-time code, once. Shown only here.")
          List<String> recoveryCodes) {
    @Override
    public String toString() {
      return "RecoveryCodes[hidden]";
    }
  }

  @PostMapping
  @Needs(value = Role.READER, person = true)
  @Operation(
      summary = "Begin with a second factor",
      description = "It counts once a code of it was confirmed.")
  TotpSecret begin(@RequestBody PasswordProof body, SignedIn signedIn, HttpServletRequest request) {
    Person person = signedIn.person();
    prove(body, person, request);
    if (person.secondFactor()) {
      throw ProblemException.of(
          ProblemKind.CONFLICT,
          "There is a second factor already. Remove it first: POST /api/v1/session/totp/removal.");
    }
    byte[] secret = OneTimeCodes.makeSecret();
    database.transaction(
        configuration -> {
          factors.begin(configuration.dsl(), person.id(), secret);
          audit.note(configuration.dsl(), person, request, "person.second_factor_begun");
        });
    return new TotpSecret(
        new String(secret, StandardCharsets.US_ASCII),
        OneTimeCodes.address(secret, person.properties().email()).toString());
  }

  @PostMapping("/confirmation")
  @Needs(value = Role.READER, person = true)
  @Operation(
      summary = "Confirm the second factor",
      description = "From now on signing in needs a code. The recovery codes are shown only here.")
  RecoveryCodes confirm(
      @RequestBody OneTimeCode body, SignedIn signedIn, HttpServletRequest request) {
    Person person = signedIn.person();
    FieldChecks checks = new FieldChecks();
    String code = checks.text("code", body.code(), LONGEST_CODE);
    checks.orThrow();
    if (person.secondFactor() || factors.secret(database, person.id()).isEmpty()) {
      throw ProblemException.of(
          ProblemKind.CONFLICT,
          "There is nothing to confirm. Begin with POST /api/v1/session/totp.");
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
    return new RecoveryCodes(recoveryCodes);
  }

  @PostMapping("/removal")
  @Needs(value = Role.READER, person = true)
  @ResponseStatus(HttpStatus.NO_CONTENT)
  @Operation(
      summary = "Remove the second factor",
      description = "Needs the password. From then on the password alone signs in.")
  @ApiResponse(responseCode = "204", description = "Removed, or there was none.")
  void remove(@RequestBody PasswordProof body, SignedIn signedIn, HttpServletRequest request) {
    Person person = signedIn.person();
    prove(body, person, request);
    database.transaction(
        configuration -> {
          factors.remove(configuration.dsl(), person.id());
          audit.note(configuration.dsl(), person, request, "person.second_factor_removed");
        });
  }

  private void prove(PasswordProof body, Person person, HttpServletRequest request) {
    FieldChecks checks = new FieldChecks();
    String password = PasswordRules.typed("password", body.password(), checks);
    checks.orThrow();
    signIn.requirePassword(person, "password", password, request);
  }
}
