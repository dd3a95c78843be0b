package org.wardbell.activities.event;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * An event before it is stored; already checked.
 *
 * @param clinicId the tenant
 * @param type canonical, from the catalogue
 * @param subject the record that it is about, at most 255 characters
 * @param source its origin: {@code api}, {@code calendar} or {@code system}
 * @param idempotencyKey 1-255 visible ASCII characters, unique per clinic for 30 days
 * @param occurredAt when it happened, or null for the moment it is accepted
 * @param data a JSON object in UTF-8, as it will be sent
 * @param acceptedBy the API key or person that posted it, or null if none did
 */
public record NewEvent(
    UUID clinicId,
    String type,
    @Nullable String subject,
    String source,
    @Nullable String idempotencyKey,
    @Nullable Instant occurredAt,
    byte[] data,
    @Nullable Poster acceptedBy) {

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

  /** Describes an event that nobody posted. */
  public NewEvent(
      UUID clinicId,
      String type,
      @Nullable String subject,
      String source,
      @Nullable String idempotencyKey,
      @Nullable Instant occurredAt,
      byte[] data) {
    this(clinicId, type, subject, source, idempotencyKey, occurredAt, data, null);
  }
}
