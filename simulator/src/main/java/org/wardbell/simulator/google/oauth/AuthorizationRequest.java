package org.wardbell.simulator.google.oauth;

import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.Set;

/**
 * A request to the authorization endpoint that has passed its checks.
 *
 * @param offline {@code access_type=offline}: a refresh token is wanted …
 * @param promptsConsent {@code prompt=consent}: … also if the person consented before
 * @param challenge empty without PKCE
 */
record AuthorizationRequest(
    OAuthClient client,
    String redirectUri,
    Set<String> scopes,
    String state,
    boolean offline,
    boolean promptsConsent,
    String challenge,
    String challengeMethod,
    String loginHint) {
  AuthorizationRequest {
    scopes = Collections.unmodifiableSet(new LinkedHashSet<>(scopes));
  }
}
