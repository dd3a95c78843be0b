package org.wardbell.activities.event;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.wardbell.activities.clinic.ClinicFacts;

/**
 * A stored event with its data opened: the input of rendering, as it was when the event happened.
 *
 * @param data JSON, or nothing if it cannot be opened
 */
public record EventFacts(
    UUID id,
    String type,
    @Nullable String subject,
    ClinicFacts clinic,
    Instant occurredAt,
    byte[] data) {

  /** Returns the same event without its data. */
  public EventFacts withoutData() {
    return new EventFacts(id, type, subject, clinic, occurredAt, new byte[0]);
  }

  /** Returns whether there is data to send; without, the row could not be opened. */
  public boolean isReadable() {
    return data.length > 0;
  }
}
