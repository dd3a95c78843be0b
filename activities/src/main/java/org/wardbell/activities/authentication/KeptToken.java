package org.wardbell.activities.authentication;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What is kept of a webhook's tokens, sealed. Each is bound to the settings it was got with: a
 * change of them must not use, and never send elsewhere, what was got before.
 *
 * @param accessBinding fingerprint of all settings
 * @param refreshAt when a new one is due
 * @param refreshBinding fingerprint of token endpoint and client
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
