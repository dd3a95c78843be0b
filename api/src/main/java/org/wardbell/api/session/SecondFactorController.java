package org.wardbell.api.session;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;
import org.wardbell.activities.clinic.Role;
import org.wardbell.api.access.Needs;
import org.wardbell.api.access.SignedIn;

/** A person's own second factor. */
@RestController
@RequestMapping("/api/v1/session/totp")
@Tag(name = "Sessions")
class SecondFactorController {
  private final SecondFactorCommands commands;

  SecondFactorController(SecondFactorCommands commands) {
    this.commands = commands;
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
    SecondFactorCommands.Secret made = commands.begin(body.password(), signedIn, request);
    return new TotpSecret(made.secret(), made.address());
  }

  @PostMapping("/confirmation")
  @Needs(value = Role.READER, person = true)
  @Operation(
      summary = "Confirm the second factor",
      description = "From now on signing in needs a code. The recovery codes are shown only here.")
  RecoveryCodes confirm(
      @RequestBody OneTimeCode body, SignedIn signedIn, HttpServletRequest request) {
    return new RecoveryCodes(commands.confirm(body.code(), signedIn, request));
  }

  @PostMapping("/removal")
  @Needs(value = Role.READER, person = true)
  @ResponseStatus(HttpStatus.NO_CONTENT)
  @Operation(
      summary = "Remove the second factor",
      description = "Needs the password. From then on the password alone signs in.")
  @ApiResponse(responseCode = "204", description = "Removed, or there was none.")
  void remove(@RequestBody PasswordProof body, SignedIn signedIn, HttpServletRequest request) {
    commands.remove(body.password(), signedIn, request);
  }
}
