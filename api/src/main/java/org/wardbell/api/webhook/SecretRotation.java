package org.wardbell.api.webhook;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.jooq.DSLContext;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;
import org.wardbell.activities.audit.AuditEntry;
import org.wardbell.activities.audit.AuditStore;
import org.wardbell.activities.clinic.Role;
import org.wardbell.activities.database.ApplicationClock;
import org.wardbell.activities.webhook.KeptWebhook;
import org.wardbell.activities.webhook.SigningSecrets;
import org.wardbell.activities.webhook.StoredWebhook;
import org.wardbell.activities.webhook.WebhookStore;
import org.wardbell.api.access.Caller;
import org.wardbell.api.access.Needs;
import org.wardbell.api.problem.ProblemException;
import org.wardbell.api.problem.ProblemKind;

/** The exchange of signing secrets without a gap: for a while both sign. */
@RestController
@RequestMapping("/api/v1/webhooks")
@Tag(name = "Webhooks")
class SecretRotation {
  /** Standard Webhooks recommends a day. */
  private static final int DEFAULT_OVERLAP_HOURS = 24;

  /** A week is enough for any receiver to be changed. */
  private static final int MAXIMUM_OVERLAP_HOURS = 168;

  /** A request to exchange a signing secret for a new one. */
  @Schema(name = "SecretRotationRequest")
  record Request(
      @Schema(
              description =
                  "For how long the old secret also signs, 0-168 hours. 0 for one that has become known.",
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

  private final DSLContext database;
  private final WebhookEditing editing;
  private final WebhookStore webhooks;
  private final AuditStore audit;

  SecretRotation(
      DSLContext database, WebhookEditing editing, WebhookStore webhooks, AuditStore audit) {
    this.database = database;
    this.editing = editing;
    this.webhooks = webhooks;
    this.audit = audit;
  }

  @PostMapping("/{id}/rotate-secret")
  @Needs(Role.ADMIN)
  @Operation(
      summary = "Exchange the signing secret",
      description =
          "The answer is the only place where the new signing_secret is ever shown. Until the overlap ends every"
              + " request carries signatures by both; then the old one is gone.")
  Rotated rotate(@PathVariable UUID id, @RequestBody Request request, Caller caller) {
    int hours = Objects.requireNonNullElse(request.overlapHours(), DEFAULT_OVERLAP_HOURS);
    if (hours < 0 || hours > MAXIMUM_OVERLAP_HOURS) {
      throw ProblemException.invalid(
          "overlap_hours",
          hours + " is not between 0 and " + MAXIMUM_OVERLAP_HOURS + ".",
          "Leave it out for a day, or give 0 if the old secret has become known.");
    }
    StoredWebhook stored = editing.visible(id, caller);
    WebhookEditing.requireReadable(stored);
    KeptWebhook before = stored.webhook();
    Instant now = ApplicationClock.now();
    KeptWebhook after = rotate(before, Duration.ofHours(hours), now, caller);
    return new Rotated(
        after.version(),
        after.secrets().getFirst().value(),
        SigningSecrets.publicKey(after.secrets()),
        now.plus(Duration.ofHours(hours)));
  }

  private KeptWebhook rotate(KeptWebhook before, Duration overlap, Instant now, Caller caller) {
    try {
      return database.transactionResult(
          configuration -> {
            DSLContext transaction = configuration.dsl();
            KeptWebhook after =
                webhooks
                    .rotate(transaction, before, overlap, now)
                    .orElseThrow(WebhookEditing::changedMeanwhile);
            audit.append(
                transaction,
                AuditEntry.of(
                        before.clinicId(),
                        caller.origin(),
                        "webhook.secret_rotated",
                        "webhook/" + before.id())
                    .with(Map.of("version", after.version(), "overlap_hours", overlap.toHours())));
            return after;
          });
    } catch (SigningSecrets.TooManySecrets full) {
      throw ProblemException.of(
          ProblemKind.CONFLICT,
          "%d secrets of this webhook still sign. Wait until one has retired, or rotate with overlap_hours 0, which ends all old ones."
              .formatted(SigningSecrets.MAXIMUM_ALIVE));
    }
  }
}
