package org.wardbell.activities.authentication;

import org.jooq.DSLContext;
import org.wardbell.activities.crypto.Encryption;
import org.wardbell.activities.webhook.KeptWebhook;
import org.wardbell.activities.webhook.WebhookStore;
import org.wardbell.workflows.webhook.Authentication.OAuth2;

/**
 * The connections of webhooks with authorization servers, to be shown and ended; no server is
 * asked.
 */
public final class OAuthConnections {
  private final TokenRows rows;

  public OAuthConnections(DSLContext dsl, Encryption encryption) {
    this.rows = new TokenRows(dsl, encryption);
  }

  /** Returns the state of a webhook's connection. */
  public OAuthStatus status(KeptWebhook webhook, OAuth2 settings) {
    return rows.find(webhook.id())
        .map(
            row -> {
              boolean usable = row.usable(rows.accessBinding(webhook, settings)) != null;
              boolean renewable =
                  row.token().refreshToken() != null
                      && rows.refreshBinding(webhook, settings)
                          .equals(row.token().refreshBinding());
              return new OAuthStatus(
                  usable || renewable,
                  usable ? row.expiresAt() : null,
                  row.lastError(),
                  row.lastErrorDetail());
            })
        .orElse(new OAuthStatus(false, null, null, null));
  }

  /** Forgets all tokens; one that is being asked for meanwhile is not kept. */
  public void disconnect(DSLContext transaction, KeptWebhook webhook) {
    WebhookStore.forgetTokens(transaction, webhook.id());
  }
}
