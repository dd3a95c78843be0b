package org.wardbell.activities.event;

import java.util.UUID;

/**
 * The caller that posted an event.
 *
 * @param id the API key's, or the person's
 * @param isPerson whether it was a person
 */
public record Poster(UUID id, boolean isPerson) {
  /** Returns the name in the audit trail: {@code key/<id>} or {@code person/<id>}. */
  public String actor() {
    return (isPerson ? "person/" : "key/") + id;
  }
}
