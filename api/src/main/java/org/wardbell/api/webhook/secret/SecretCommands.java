package org.wardbell.api.webhook.secret;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Objects;
import org.jooq.DSLContext;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.wardbell.activities.audit.AuditEntry;
import org.wardbell.activities.audit.AuditStore;
import org.wardbell.activities.database.ApplicationClock;
import org.wardbell.activities.webhook.KeptWebhook;
import org.wardbell.activities.webhook.SigningSecrets;
import org.wardbell.activities.webhook.StoredWebhook;
import org.wardbell.activities.webhook.WebhookStore;
import org.wardbell.api.access.Caller;
import org.wardbell.api.problem.ProblemException;
import org.wardbell.api.problem.ProblemKind;
import org.wardbell.api.webhook.WebhookEditing;

/** The commands that exchange a signing secret, whoever asks for it: the API or a page. */
@Component
public final class SecretCommands {
  /** Standard Webhooks recommends a day. */
  private static final int DEFAULT_OVERLAP_HOURS = 24;

  /** A week is enough for any receiver to be changed. */
  private static final int MAXIMUM_OVERLAP_HOURS = 168;

  private final DSLContext database;
  private final WebhookStore webhooks;
  private final AuditStore audit;

  SecretCommands(DSLContext database, WebhookStore webhooks, AuditStore audit) {
    this.database = database;
    this.webhooks = webhooks;
    this.audit = audit;
  }

  /**
   * The webhook after an exchange.
   *
   * @param oldValidUntil until then the old secret signs as well
   */
  public record Exchanged(KeptWebhook webhook, Instant oldValidUntil) {
    /** Returns the new secret, which is shown now and never again. */
    public String secret() {
      return webhook.secrets().getFirst().value();
    }

    @Override
    public String toString() {
      return "Exchanged[hidden]";
    }
  }

  /**
   * Gives a webhook a new secret.
   *
   * @param overlapHours for how long the old one signs as well; a day for null
   * @throws ProblemException 422 if that is too long, 409 if somebody else changed the webhook or
   *     too many old secrets still sign
   */
  public Exchanged rotate(StoredWebhook stored, @Nullable Integer overlapHours, Caller caller) {
    int hours = Objects.requireNonNullElse(overlapHours, DEFAULT_OVERLAP_HOURS);
    if (hours < 0 || hours > MAXIMUM_OVERLAP_HOURS) {
      throw ProblemException.invalid(
          "overlap_hours",
          hours + " is not between 0 and " + MAXIMUM_OVERLAP_HOURS + ".",
          "Leave it out for a day, or give 0 if the old secret has become known.");
    }
    WebhookEditing.requireReadable(stored);
    Instant now = ApplicationClock.now();
    Duration overlap = Duration.ofHours(hours);
    return new Exchanged(rotate(stored.webhook(), overlap, now, caller), now.plus(overlap));
  }

  /**
   * Ends the overlap of an exchange before its time: from now on only the new secret signs.
   *
   * @throws ProblemException 409 if no old secret signs, or somebody else changed the webhook
   */
  public KeptWebhook endOverlap(StoredWebhook stored, Caller caller) {
    WebhookEditing.requireReadable(stored);
    KeptWebhook before = stored.webhook();
    Instant now = ApplicationClock.now();
    long ended =
        before.secrets().stream()
            .filter(secret -> secret.retiresAt() != null && secret.isAliveAt(now))
            .count();
    if (ended == 0) {
      throw ProblemException.of(
          ProblemKind.CONFLICT, "No old secret of this webhook signs beside the current one.");
    }
    return database.transactionResult(
        configuration -> {
          DSLContext transaction = configuration.dsl();
          KeptWebhook after =
              webhooks
                  .endOverlap(transaction, before, now)
                  .orElseThrow(WebhookEditing::changedMeanwhile);
          audit.append(
              transaction,
              AuditEntry.of(
                      before.clinicId(),
                      caller.origin(),
                      "webhook.overlap_ended",
                      "webhook/" + before.id())
                  .with(Map.of("version", after.version(), "secrets", ended)));
          return after;
        });
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
