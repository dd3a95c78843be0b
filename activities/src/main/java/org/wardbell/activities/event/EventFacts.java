package org.wardbell.activities.event;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.wardbell.activities.clinic.ClinicFacts;

/**
 * A stored event with its data opened: the input of rendering, as it was when the event happened.
 *
 * @param data JSON, or nothing if it cannot be opened
 * @param subjectFingerprint by which its subject is compared; null without a subject
 */
public record EventFacts(
    UUID id,
    String type,
    @Nullable String subject,
    ClinicFacts clinic,
    Instant occurredAt,
    byte[] data,
    byte @Nullable [] subjectFingerprint) {

  /** Describes an event that is only rendered, such as a sample. */
  public EventFacts(
      UUID id,
      String type,
      @Nullable String subject,
      ClinicFacts clinic,
      Instant occurredAt,
      byte[] data) {
    this(id, type, subject, clinic, occurredAt, data, null);
  }

  /** Describes an event that happened and is only rendered again. */
  public static EventFacts of(KeptEvent event, ClinicFacts clinic, byte[] data) {
    return new EventFacts(
        event.id(), event.type(), event.subject(), clinic, event.occurredAt(), data);
  }

  /** Returns the same event without its data. */
  public EventFacts withoutData() {
    return new EventFacts(id, type, subject, clinic, occurredAt, new byte[0], subjectFingerprint);
  }

  /** Returns whether there is data to send; without, the row could not be opened. */
  public boolean isReadable() {
    return data.length > 0;
  }
}
