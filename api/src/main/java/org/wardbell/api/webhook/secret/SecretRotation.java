package org.wardbell.api.webhook.secret;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;
import org.wardbell.activities.clinic.Role;
import org.wardbell.activities.webhook.KeptWebhook;
import org.wardbell.activities.webhook.SigningSecrets;
import org.wardbell.api.access.Caller;
import org.wardbell.api.access.Needs;
import org.wardbell.api.webhook.WebhookEditing;

/** The exchange of signing secrets without a gap: for a while both sign. */
@RestController
@RequestMapping("/api/v1/webhooks")
@Tag(name = "Webhooks")
class SecretRotation {
  /** A request to exchange a signing secret for a new one. */
  @Schema(name = "SecretRotationRequest")
  record Request(
      @Schema(
              description =
                  "For how long the old secret also signs, 0-168 hours. 0 for one that has become"
                      + " known.",
              defaultValue = "24")
          @Nullable Integer overlapHours) {}

  /** The result of a rotation. */
  @Schema(name = "RotatedSecret")
  record Rotated(
      int version,
      @Schema(description = "Checks the signature v1; never shown again.", example = "whsec_…")
          String signingSecret,
      @Schema(description = "Checks the signature v1a.", example = "whpk_…")
          @Nullable String publicKey,
      @Schema(description = "Until then requests also carry a signature by the old secret.")
          Instant oldSecretValidUntil) {
    @Override
    public String toString() {
      return "Rotated[hidden]";
    }
  }

  /** The result of an overlap that was ended. */
  @Schema(name = "EndedOverlap")
  record Ended(
      int version,
      @Schema(description = "Checks the signature v1a.", example = "whpk_…")
          @Nullable String publicKey) {}

  private final SecretCommands secrets;
  private final WebhookEditing editing;

  SecretRotation(SecretCommands secrets, WebhookEditing editing) {
    this.secrets = secrets;
    this.editing = editing;
  }

  @PostMapping("/{id}/rotate-secret")
  @Needs(Role.ADMIN)
  @Operation(
      summary = "Exchange the signing secret",
      description =
          "The answer is the only place where the new signing_secret is ever shown. Until the"
              + " overlap ends every request carries signatures by both; then the old one is gone.")
  Rotated rotate(@PathVariable UUID id, @RequestBody Request request, Caller caller) {
    SecretCommands.Exchanged exchanged =
        secrets.rotate(editing.visible(id, caller), request.overlapHours(), caller);
    KeptWebhook after = exchanged.webhook();
    return new Rotated(
        after.version(),
        exchanged.secret(),
        SigningSecrets.publicKey(after.secrets()),
        exchanged.oldValidUntil());
  }

  @PostMapping("/{id}/end-overlap")
  @Needs(Role.ADMIN)
  @Operation(
      summary = "End old signing secrets now",
      description =
          "From the next request on only the current secret signs. For receivers that have been"
              + " changed already, or an old secret that has become known. 409 if no old one signs.")
  Ended endOverlap(@PathVariable UUID id, Caller caller) {
    KeptWebhook after = secrets.endOverlap(editing.visible(id, caller), caller);
    return new Ended(after.version(), SigningSecrets.publicKey(after.secrets()));
  }
}
