package org.wardbell.activities.calendar.consent;

import java.time.Instant;
import java.util.UUID;

/**
 * A consent that somebody may now begin.
 *
 * @param ticket opens the page that leads to Google; shown once, kept hashed
 */
public record BegunConsent(UUID id, String ticket, Instant expiresAt) {
  @Override
  public String toString() {
    return "BegunConsent[" + id + "]";
  }
}
