package org.wardbell.api.session;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;
import org.wardbell.activities.clinic.ClinicStore;
import org.wardbell.activities.clinic.Role;
import org.wardbell.api.access.Needs;
import org.wardbell.api.access.Open;
import org.wardbell.api.access.SignedIn;

/** Passwords: changed by who knows the old one, set by who has an administrator's link. */
@RestController
@RequestMapping("/api/v1")
@Tag(name = "Sessions")
class PasswordsController {
  /** A new password by an administrator's one-time link. */
  record LinkedPasswordRequest(
      @Schema(
              description = "The token of POST /api/v1/persons/{id}/password-link.",
              example = "K7gNU3sdo-OL0wNhqoVWhr3g6s1xYv72ol_pe_Unols",
              requiredMode = Schema.RequiredMode.REQUIRED)
          @Nullable String token,
      @Schema(
              description = "12-128 characters, at least five different ones.",
              example = "five other words make another",
              requiredMode = Schema.RequiredMode.REQUIRED)
          @Nullable String password) {
    @Override
    public String toString() {
      return "LinkedPasswordRequest[hidden]";
    }
  }

  private final AccountCommands account;
  private final LinkedPasswords byLink;
  private final SessionSettings settings;
  private final ClinicStore clinics;

  PasswordsController(
      AccountCommands account,
      LinkedPasswords byLink,
      SessionSettings settings,
      ClinicStore clinics) {
    this.account = account;
    this.byLink = byLink;
    this.settings = settings;
    this.clinics = clinics;
  }

  @PutMapping("/session/password")
  @Needs(value = Role.READER, person = true)
  @Operation(
      summary = "Change the password",
      description =
          "Ends all other sessions of the same person; this one goes on with a new cookie and a new"
              + " csrf_token.")
  SessionView change(
      @RequestBody PasswordRequest body,
      SignedIn signedIn,
      HttpServletRequest request,
      HttpServletResponse response) {
    return SessionView.of(
        account.changePassword(
            body.currentPassword(), body.password(), signedIn, request, response),
        settings,
        clinics);
  }

  @PostMapping("/passwords")
  @Open("The one-time token in it says who it is.")
  @ResponseStatus(HttpStatus.NO_CONTENT)
  @Operation(
      summary = "Set a password by a one-time link",
      description =
          "The link works once, and for 24 hours. All sessions of the person end. Afterwards sign"
              + " in.")
  @ApiResponse(responseCode = "204", description = "Set.")
  void setByLink(
      @RequestBody LinkedPasswordRequest body,
      HttpServletRequest request,
      HttpServletResponse response) {
    byLink.set(body.token(), body.password(), request, response);
  }
}
