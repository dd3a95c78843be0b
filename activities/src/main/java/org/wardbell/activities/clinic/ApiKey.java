package org.wardbell.activities.clinic;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * An API key as it is kept: never the key itself.
 *
 * @param clinicId the one clinic it sees, or null for a key of the installation
 * @param expiresAt when it stops working, or null for never
 * @param revokedAt when a person ended it, or null
 * @param lastUsedAt the minute in which a request was last made with it, or null
 */
public record ApiKey(
    UUID id,
    @Nullable UUID clinicId,
    String name,
    Role role,
    Instant createdAt,
    @Nullable Instant expiresAt,
    @Nullable Instant revokedAt,
    @Nullable Instant lastUsedAt) {

  /** Returns whether a request may be made with it at that moment. */
  public boolean worksAt(Instant now) {
    return revokedAt == null && (expiresAt == null || now.isBefore(expiresAt));
  }
}
