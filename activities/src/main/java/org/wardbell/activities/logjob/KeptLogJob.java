package org.wardbell.activities.logjob;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.wardbell.activities.export.ExportFormat;

/**
 * A job on the execution log, with its progress.
 *
 * @param clinicId whose log; null for that of all clinics
 * @param format of an export's file; null for other jobs
 * @param written rows in an export's file so far
 * @param bytes of an export's file so far
 * @param parts of an export's file so far
 * @param complete whether an export's file has all rows; false if they did not fit
 * @param deliveries that were removed, sent again or cancelled so far
 * @param attempts that a removal removed with them
 * @param kept deliveries that the filter found and that are not in a state for it: of a removal
 *     those that had not ended, or belong to a replay job that has not ended; of a resend those
 *     that had not ended; of a cancellation those that had
 * @param webhookOff deliveries that are not sent again because their webhook is disabled or deleted
 * @param dataRemoved deliveries that are not sent again because their event's data were removed
 * @param expiresAt when an export's file ends; null before it is done
 * @param hasFile whether there is a file that has not ended
 */
public record KeptLogJob(
    UUID id,
    long number,
    LogJobKind kind,
    LogRecords records,
    @Nullable UUID clinicId,
    LogSelection selection,
    @Nullable ExportFormat format,
    boolean withSubject,
    LogJobStatus status,
    long written,
    long bytes,
    int parts,
    boolean complete,
    long deliveries,
    long attempts,
    long kept,
    long webhookOff,
    long dataRemoved,
    String requestedBy,
    Instant createdAt,
    @Nullable Instant finishedAt,
    @Nullable Instant expiresAt,
    boolean hasFile) {
  /** Returns the job's name in the audit trail. */
  public String target() {
    return kind.word + "/" + id;
  }
}
