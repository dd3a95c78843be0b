package org.wardbell.activities.webhook;

import java.util.Base64;
import java.util.Optional;
import org.wardbell.activities.crypto.Sha256;
import org.wardbell.workflows.webhook.Authentication.OAuth2;
import org.wardbell.workflows.webhook.ServerText;
import org.wardbell.workflows.webhook.WebhookSettings;
import tools.jackson.databind.json.JsonMapper;

/**
 * The scope that a webhook's OAuth 2 tokens are good for: who gives them, to whom, and which server
 * they are sent to. Where one of these changes, the tokens end: a person who consented did so for
 * that server and no other.
 *
 * @param server scheme, host and port of the webhook's URL
 */
public record TokenScope(
    String grant, String tokenUrl, String clientId, String server, boolean allowHttp) {
  private static final JsonMapper JSON = JsonMapper.builder().build();

  /** Returns the scope of a webhook, or empty if it uses no OAuth 2. */
  public static Optional<TokenScope> of(WebhookSettings settings) {
    return settings.authentication() instanceof OAuth2 oauth2
        ? Optional.of(of(settings, oauth2))
        : Optional.empty();
  }

  /** Returns the scope of a webhook with these settings of OAuth 2. */
  public static TokenScope of(WebhookSettings settings, OAuth2 oauth2) {
    return new TokenScope(
        oauth2.grant().name(),
        oauth2.tokenUrl(),
        oauth2.clientId(),
        ServerText.of(settings.url()),
        settings.allowHttp());
  }

  /** Returns 43 characters that differ where the scope does. */
  public String fingerprint() {
    return Base64.getUrlEncoder()
        .withoutPadding()
        .encodeToString(Sha256.of(JSON.writeValueAsBytes(this)));
  }
}
