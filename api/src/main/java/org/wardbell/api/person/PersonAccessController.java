package org.wardbell.api.person;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.util.UUID;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;
import org.wardbell.activities.clinic.Role;
import org.wardbell.activities.person.PasswordLinks;
import org.wardbell.api.access.Caller;
import org.wardbell.api.access.Needs;

/**
 * The routes of what an administrator can do when a person cannot sign in, or should not any more.
 */
@RestController
@RequestMapping("/api/v1/persons/{id}")
@Tag(name = "People")
class PersonAccessController {
  private final PersonRemedies remedies;

  PersonAccessController(PersonRemedies remedies) {
    this.remedies = remedies;
  }

  @PostMapping("/password-link")
  @Needs(Role.ADMIN)
  @ResponseStatus(HttpStatus.CREATED)
  @Operation(
      summary = "Make a one-time link for a password",
      description =
          "For a first password or in place of a forgotten one. It works once, for 24 hours, and an"
              + " earlier one works no more. The answer is the only place where its token is ever"
              + " shown.")
  @ApiResponse(responseCode = "201", description = "Made.", useReturnTypeSchema = true)
  PasswordLinkView link(@PathVariable UUID id, Caller caller) {
    PasswordLinks.Made made = remedies.link(id, caller);
    return new PasswordLinkView(made.token(), made.expiresAt());
  }

  @DeleteMapping("/sessions")
  @Needs(Role.ADMIN)
  @ResponseStatus(HttpStatus.NO_CONTENT)
  @Operation(
      summary = "Sign a person out everywhere",
      description = "Ends all sessions of the person, at once; the password stays.")
  @ApiResponse(responseCode = "204", description = "Done.")
  void endSessions(@PathVariable UUID id, Caller caller) {
    remedies.endSessions(id, caller);
  }

  @DeleteMapping("/totp")
  @Needs(Role.ADMIN)
  @ResponseStatus(HttpStatus.NO_CONTENT)
  @Operation(
      summary = "Take a person's second factor away",
      description = "For who lost it and has no recovery codes. Make sure who asks.")
  @ApiResponse(responseCode = "204", description = "Done.")
  void resetSecondFactor(@PathVariable UUID id, Caller caller) {
    remedies.resetSecondFactor(id, caller);
  }
}
