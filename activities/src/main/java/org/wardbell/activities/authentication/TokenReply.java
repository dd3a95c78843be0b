package org.wardbell.activities.authentication;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** A token endpoint's reply. */
sealed interface TokenReply {
  /**
   * Tokens.
   *
   * @param refreshToken null if the server sent none, so that a former one stays valid
   * @param life for how long the access token is good
   */
  record Issued(String accessToken, @Nullable String refreshToken, Duration life)
      implements TokenReply {
    @Override
    public String toString() {
      return "Issued[hidden]";
    }
  }

  /**
   * No token.
   *
   * @param code the server's own word (RFC 6749, section 5.2) or one of ours
   * @param refused whether our credentials are to blame, so that trying again alone helps little
   * @param detail what the server said beside it, made harmless, or null
   */
  record Failed(String code, boolean refused, @Nullable String detail) implements TokenReply {
    Failed(String code) {
      this(code, false, null);
    }
  }
}
