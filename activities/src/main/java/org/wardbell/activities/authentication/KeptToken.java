package org.wardbell.activities.authentication;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * The stored, sealed tokens of a webhook. Each is bound to the settings under which it was
 * obtained: after a change of the settings an older token must not be used, and never be sent
 * elsewhere.
 *
 * @param accessBinding fingerprint of all settings of OAuth 2 and of the receiver's server
 * @param refreshAt when a new one is due
 * @param refreshBinding fingerprint of token endpoint, client and the receiver's server
 */
record KeptToken(
    @Nullable String accessToken,
    @Nullable String accessBinding,
    @Nullable Instant refreshAt,
    @Nullable String refreshToken,
    @Nullable String refreshBinding) {
  static final KeptToken NONE = new KeptToken(null, null, null, null, null);

  @Override
  public String toString() {
    return "KeptToken[hidden]";
  }
}
