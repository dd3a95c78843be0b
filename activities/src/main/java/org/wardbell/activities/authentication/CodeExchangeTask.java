package org.wardbell.activities.authentication;

import java.util.Objects;
import java.util.UUID;
import org.jooq.DSLContext;
import org.jspecify.annotations.Nullable;
import org.wardbell.activities.interactive.InteractiveTask;
import org.wardbell.activities.webhook.KeptWebhook;
import org.wardbell.activities.webhook.StoredWebhook;
import org.wardbell.activities.webhook.TokenScope;
import org.wardbell.activities.webhook.WebhookStore;
import org.wardbell.workflows.webhook.Authentication.Grant;
import org.wardbell.workflows.webhook.Authentication.OAuth2;

/** The task that exchanges a code for tokens while a browser waits. */
final class CodeExchangeTask implements InteractiveTask {
  private final DSLContext dsl;
  private final WebhookStore webhooks;
  private final OAuthTokens tokens;

  CodeExchangeTask(DSLContext dsl, WebhookStore webhooks, OAuthTokens tokens) {
    this.dsl = dsl;
    this.webhooks = webhooks;
    this.tokens = tokens;
  }

  @Override
  public String kind() {
    return CodeExchange.KIND;
  }

  @Override
  public byte[] perform(@Nullable UUID clinicId, @Nullable UUID webhookId, byte[] request) {
    UUID id = Objects.requireNonNull(webhookId, "a code is for a webhook");
    KeptWebhook webhook = webhooks.find(dsl, id).map(StoredWebhook::webhook).orElse(null);
    CodeExchange exchange = CodeExchange.of(request);
    boolean wanted =
        webhook != null
            && webhook.settings().authentication() instanceof OAuth2 settings
            && settings.grant() == Grant.AUTHORIZATION_CODE
            && TokenScope.of(webhook.settings(), settings).fingerprint().equals(exchange.scope());
    return new CodeExchange.Outcome(
            webhook != null && wanted ? tokens.connect(webhook, exchange) : "webhook_changed")
        .json();
  }
}
