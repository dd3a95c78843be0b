package org.wardbell.activities.search;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * One thing that was found.
 *
 * @param kind what it is
 * @param id by which it is read
 * @param clinic whose it is; null for a webhook of the installation
 * @param matched the property that was looked for
 * @param at of what belongs to a subject: when it was accepted or made, or when it begins
 * @param about of the same: an event's type, or the name of a delivery's webhook
 * @param status of a delivery or appointment that belongs to a subject
 */
public record SearchHit(
    Kind kind,
    UUID id,
    @Nullable UUID clinic,
    Matched matched,
    @Nullable Instant at,
    @Nullable String about,
    @Nullable String status) {
  /** Describes the one thing that has what was looked for. */
  public SearchHit(Kind kind, UUID id, @Nullable UUID clinic, Matched matched) {
    this(kind, id, clinic, matched, null, null, null);
  }

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
