package org.wardbell.api.session;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PatchMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;
import org.wardbell.activities.clinic.ClinicStore;
import org.wardbell.activities.clinic.Role;
import org.wardbell.activities.person.Person;
import org.wardbell.api.access.Needs;
import org.wardbell.api.access.Open;
import org.wardbell.api.access.SignedIn;

/** Signing in and out. */
@RestController
@RequestMapping("/api/v1")
@Tag(name = "Sessions", description = "People sign in; a cookie stands for them then.")
class SessionController {
  private final SessionCommands commands;
  private final AccountCommands account;
  private final SessionSettings settings;
  private final ClinicStore clinics;

  SessionController(
      SessionCommands commands,
      AccountCommands account,
      SessionSettings settings,
      ClinicStore clinics) {
    this.commands = commands;
    this.account = account;
    this.settings = settings;
    this.clinics = clinics;
  }

  @PostMapping("/session")
  @Open("The password in it says who it is; tries are counted and slowed down.")
  @Operation(
      summary = "Sign in",
      description =
          "Sets the session's cookie. Wrong passwords are slowed down for this person and network,"
              + " 429 says how long.")
  SessionView begin(
      @RequestBody SignInRequest body, HttpServletRequest request, HttpServletResponse response) {
    SignedIn signedIn =
        commands.begin(body.email(), body.password(), body.code(), request, response);
    return SessionView.of(signedIn, settings, clinics);
  }

  @GetMapping("/session")
  @Needs(value = Role.READER, person = true)
  @Operation(
      summary = "Read who is signed in",
      description =
          "The person, their roles with the names of the clinics, and the token for changes.")
  SessionView read(SignedIn signedIn) {
    return SessionView.of(signedIn, settings, clinics);
  }

  @PatchMapping("/session")
  @Needs(value = Role.READER, person = true)
  @Operation(
      summary = "Change one's own name, time zone, language or keys",
      description = "What is left out stays. An administrator changes the e-mail address.")
  SessionView change(
      @RequestBody PreferencesRequest body, SignedIn signedIn, HttpServletRequest request) {
    Person changed =
        account.change(
            body.name(), body.timeZone(), body.language(), body.singleKeys(), signedIn, request);
    return SessionView.of(
        new SignedIn(changed, signedIn.sessionId(), signedIn.csrfToken()), settings, clinics);
  }

  @DeleteMapping("/session")
  @Needs(value = Role.READER, person = true)
  @ResponseStatus(HttpStatus.NO_CONTENT)
  @Operation(
      summary = "Sign out",
      description = "Ends this session; other sessions of the person go on.")
  @ApiResponse(responseCode = "204", description = "Done.")
  void end(SignedIn signedIn, HttpServletRequest request, HttpServletResponse response) {
    commands.end(signedIn, request, response);
  }

  @DeleteMapping("/sessions")
  @Needs(value = Role.READER, person = true)
  @ResponseStatus(HttpStatus.NO_CONTENT)
  @Operation(
      summary = "Sign out everywhere",
      description = "Ends this session and all others of the same person, at once.")
  @ApiResponse(responseCode = "204", description = "Done.")
  void endAll(SignedIn signedIn, HttpServletRequest request, HttpServletResponse response) {
    account.endAll(signedIn, request, response);
  }
}
