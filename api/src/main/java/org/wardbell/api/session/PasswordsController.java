package org.wardbell.api.session;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.UUID;
import org.jooq.DSLContext;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;
import org.wardbell.activities.clinic.ClinicStore;
import org.wardbell.activities.clinic.Role;
import org.wardbell.activities.person.PasswordLinks;
import org.wardbell.activities.person.Person;
import org.wardbell.activities.person.PersonStore;
import org.wardbell.api.access.Needs;
import org.wardbell.api.access.Open;
import org.wardbell.api.access.SignedIn;
import org.wardbell.api.problem.FieldChecks;
import org.wardbell.api.problem.ProblemException;

/** Passwords: changed by who knows the old one, set by who has an administrator's link. */
@RestController
@RequestMapping("/api/v1")
@Tag(name = "Sessions")
class PasswordsController {
  private final DSLContext database;
  private final SignIn signIn;
  private final PasswordHashing hashing;
  private final Sessions<?> sessions;
  private final PersonStore people;
  private final PasswordLinks links;
  private final LinkedPasswords byLink;
  private final SessionSettings settings;
  private final ClinicStore clinics;
  private final SessionAudit audit;

  PasswordsController(
      DSLContext database,
      SignIn signIn,
      PasswordHashing hashing,
      Sessions<?> sessions,
      PersonStore people,
      PasswordLinks links,
      LinkedPasswords byLink,
      SessionSettings settings,
      ClinicStore clinics,
      SessionAudit audit) {
    this.database = database;
    this.signIn = signIn;
    this.hashing = hashing;
    this.sessions = sessions;
    this.people = people;
    this.links = links;
    this.byLink = byLink;
    this.settings = settings;
    this.clinics = clinics;
    this.audit = audit;
  }

  @PutMapping("/session/password")
  @Needs(value = Role.READER, person = true)
  @Operation(
      summary = "Change the password",
      description =
          "Ends all other sessions of the same person; this one goes on with a new cookie and a new csrf_token.")
  SessionView change(
      @RequestBody PasswordRequest body,
      SignedIn signedIn,
      HttpServletRequest request,
      HttpServletResponse response) {
    Person person = signedIn.person();
    FieldChecks checks = new FieldChecks();
    String current = PasswordRules.typed("current_password", body.currentPassword(), checks);
    String chosen =
        PasswordRules.chosen("password", body.password(), person.properties().email(), checks);
    checks.orThrow();
    signIn.requirePassword(person, "current_password", current, request);
    String hash = hashing.hash(chosen, PasswordHashing.Queue.KNOWN_DEVICES);
    Person changed = set(person.id(), hash, request, "person.password_changed");
    return SessionView.of(sessions.begin(changed, request, response), settings, clinics);
  }

  @PostMapping("/passwords")
  @Open("The one-time token in it says who it is.")
  @ResponseStatus(HttpStatus.NO_CONTENT)
  @Operation(
      summary = "Set a password by a one-time link",
      description =
          "The link works once, and for 24 hours. All sessions of the person end. Afterwards sign in.")
  @ApiResponse(responseCode = "204", description = "Set.")
  void setByLink(
      @RequestBody LinkedPasswordRequest body,
      HttpServletRequest request,
      HttpServletResponse response) {
    byLink.set(body.token(), body.password(), request, response);
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
