package org.wardbell.simulator.google.oauth;

import java.util.Set;

/**
 * An OAuth client of type "Web application", as it is made in Google's console.
 *
 * @param redirectUris compared letter by letter
 */
public record OAuthClient(String id, String secret, Set<String> redirectUris) {
  public OAuthClient {
    redirectUris = Set.copyOf(redirectUris);
  }
}
