package org.wardbell.api.transfer;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jooq.DSLContext;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.wardbell.activities.audit.AuditEntry;
import org.wardbell.activities.audit.AuditStore;
import org.wardbell.activities.crypto.PassphraseSeal;
import org.wardbell.activities.webhook.SigningSecret;
import org.wardbell.activities.webhook.StoredWebhook;
import org.wardbell.api.access.Caller;
import org.wardbell.api.webhook.WebhookEditing;
import org.wardbell.api.webhook.WebhookRequest;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The writer of a clinic's webhooks into a file. */
@Component
final class WebhookExport {
  private final DSLContext database;
  private final WebhookEditing webhooks;
  private final Passphrases passphrases;
  private final AuditStore audit;
  private final JsonMapper json;

  WebhookExport(
      DSLContext database,
      WebhookEditing webhooks,
      Passphrases passphrases,
      AuditStore audit,
      JsonMapper json) {
    this.database = database;
    this.webhooks = webhooks;
    this.passphrases = passphrases;
    this.audit = audit;
    this.json = json;
  }

  /**
   * Returns the file, and tells the audit trail.
   *
   * @param clinic whose webhooks, or null for the global ones
   * @param passphrase seals them with their secrets; null leaves the secrets out
   */
  WebhookFile write(@Nullable UUID clinic, @Nullable String passphrase, Caller caller) {
    List<JsonNode> exported = new ArrayList<>();
    List<UUID> unreadable = new ArrayList<>();
    for (StoredWebhook stored : webhooks.of(clinic)) {
      if (stored.isReadable()) {
        exported.add(json.valueToTree(exported(stored, passphrase != null)));
      } else {
        unreadable.add(stored.webhook().id());
      }
    }
    String sealed =
        passphrase == null
            ? null
            : passphrases.oneAtATime(
                caller, () -> PassphraseSeal.seal(passphrase, json.writeValueAsBytes(exported)));
    audit.append(
        database,
        AuditEntry.of(clinic, caller.origin(), "webhook.exported", "webhooks")
            .with(Map.of("count", exported.size(), "secrets", passphrase != null)));
    return new WebhookFile(
        WebhookFile.FORMAT,
        WebhookFile.VERSION,
        Instant.now(),
        sealed == null ? exported : null,
        sealed,
        unreadable.isEmpty() ? null : unreadable);
  }

  private static ExportedWebhook exported(StoredWebhook stored, boolean secrets) {
    return new ExportedWebhook(
        stored.webhook().id(),
        WebhookRequest.of(
            stored.webhook().settings().with(stored.webhook().settings().name(), stored.enabled()),
            secrets),
        secrets ? signing(stored) : null);
  }

  private static List<String> signing(StoredWebhook stored) {
    return stored.webhook().secrets().stream()
        .filter(secret -> secret.retiresAt() == null)
        .map(SigningSecret::value)
        .toList();
  }
}
