package org.wardbell.activities.retention;

import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The report of a sweep, of one clinic or of all.
 *
 * @param finishedAt when it ended, or null while it runs
 * @param clinicsLeft clinics that are not done
 * @param payloadsUntil before this moment payloads end; the latest of all clinics
 * @param deliveriesUntil the same for deliveries
 * @param counts rows by what they were, as {@link SweepReports#COUNTS} names them
 */
public record SweepReport(
    UUID id,
    long number,
    Instant startedAt,
    @Nullable Instant finishedAt,
    int clinicsLeft,
    @Nullable Instant payloadsUntil,
    @Nullable Instant deliveriesUntil,
    Map<String, Long> counts,
    Audit audit) {
  /**
   * The end of the oldest rows of the audit trail, which is the installation's.
   *
   * @param until rows before this moment end
   * @param rows rows that ended
   * @param problem why it was left alone, a code, or null
   */
  public record Audit(Instant until, long rows, @Nullable String problem) {}
}
