package org.wardbell.activities.webhook.draft;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * An {@link org.wardbell.workflows.webhook.Authentication} as a person sent it: which of the other
 * fields count depends on the type.
 *
 * @param in {@code header} or {@code query}
 * @param name of that header or query parameter
 * @param key API key, or the key that signs a JWT
 * @param claims further claims of a JWT
 */
public record AuthenticationDraft(
    @Nullable String type,
    @Nullable String in,
    @Nullable String name,
    @Nullable String key,
    @Nullable String username,
    @Nullable String password,
    @Nullable String prefix,
    @Nullable String token,
    @Nullable String algorithm,
    @Nullable String keyId,
    @Nullable String issuer,
    @Nullable String subject,
    @Nullable String audience,
    @Nullable Map<String, Object> claims,
    @Nullable Integer expirySeconds,
    @Nullable Integer backdateSeconds,
    @Nullable String grant,
    @Nullable String authorizationUrl,
    @Nullable String tokenUrl,
    @Nullable String clientId,
    @Nullable String clientSecret,
    @Nullable String clientAuthentication,
    @Nullable List<@Nullable String> scopes,
    @Nullable String accessKey,
    @Nullable String secret) {
  /** Trims the URLs: they are often pasted with a blank at their end. */
  public AuthenticationDraft {
    authorizationUrl = authorizationUrl == null ? null : authorizationUrl.strip();
    tokenUrl = tokenUrl == null ? null : tokenUrl.strip();
  }

  @Override
  public String toString() {
    return "AuthenticationDraft[hidden]";
  }
}
