package org.wardbell.activities.appointment.imports;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * An import with its progress.
 *
 * @param withEvents whether its changes are told by events
 * @param lines of the file, without empty ones
 * @param created lines that made an appointment
 * @param changed lines that changed one
 * @param unchanged lines that say what is kept already
 * @param failed lines that were not taken
 * @param requestedBy {@code key/<id>} or {@code person/<id>}
 */
public record KeptImport(
    UUID id,
    long number,
    UUID clinicId,
    ImportStatus status,
    boolean withEvents,
    long lines,
    long created,
    long changed,
    long unchanged,
    long failed,
    String requestedBy,
    Instant createdAt,
    @Nullable Instant finishedAt) {
  /** Returns the import's name in the audit trail. */
  public String target() {
    return "appointment_import/" + id;
  }
}
