package org.wardbell.activities.authentication;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A row of table oauth_token, opened.
 *
 * @param generation counts the tokens of this webhook
 * @param refreshingUntil the lease of the process that asks for a new one; with an error: the end
 *     of a rest
 * @param lastError why there was no token the last time, or null
 * @param lastErrorDetail what the server said beside it, or null
 * @param now the database's time at which it was read
 */
record TokenRow(
    KeptToken token,
    int generation,
    @Nullable Instant expiresAt,
    @Nullable Instant refreshingUntil,
    @Nullable String lastError,
    @Nullable String lastErrorDetail,
    Instant now) {

  /** Returns the access token, if it was got with these settings and has not expired. */
  @Nullable String usable(String binding) {
    return expiresAt != null && now.isBefore(expiresAt) && binding.equals(token.accessBinding())
        ? token.accessToken()
        : null;
  }

  boolean isDue() {
    Instant due = token.refreshAt();
    return due == null || !now.isBefore(due);
  }

  boolean isTaken() {
    return refreshingUntil != null && now.isBefore(refreshingUntil);
  }
}
