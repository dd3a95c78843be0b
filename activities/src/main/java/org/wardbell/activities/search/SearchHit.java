package org.wardbell.activities.search;

import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * One thing that was found.
 *
 * @param kind what it is
 * @param id by which it is read
 * @param clinic whose it is; null for a webhook of the installation
 * @param matched the property that was looked for
 */
public record SearchHit(Kind kind, UUID id, @Nullable UUID clinic, Matched matched) {
  /** The kinds of things. */
  public enum Kind {
    EVENT,
    DELIVERY,
    WEBHOOK,
    APPOINTMENT,
    CALENDAR,
    REPLAY
  }

  /** The properties by which things are found. */
  public enum Matched {
    ID,
    /** The number of an attempt in its delivery, or the installation; the delivery was found. */
    ATTEMPT_ID,
    IDEMPOTENCY_KEY,
    SUBJECT,
    EXTERNAL_ID
  }
}
