package org.wardbell.activities.logjob;

import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.wardbell.activities.export.ExportFormat;

/**
 * A job that is requested.
 *
 * @param clinicId whose log; null for that of all clinics
 * @param format of an export's file; null for other jobs
 * @param withSubject whether the file has the subjects, which may name patients
 * @param requestedBy {@code key/<id>}, as the audit trail names who asks
 */
public record NewLogJob(
    LogJobKind kind,
    LogRecords records,
    @Nullable UUID clinicId,
    LogSelection selection,
    @Nullable ExportFormat format,
    boolean withSubject,
    String requestedBy) {
  /** Returns an export. */
  public static NewLogJob export(
      LogRecords records,
      @Nullable UUID clinicId,
      LogSelection selection,
      ExportFormat format,
      boolean withSubject,
      String requestedBy) {
    return new NewLogJob(
        LogJobKind.EXPORT, records, clinicId, selection, format, withSubject, requestedBy);
  }

  /**
   * Returns an act on a clinic's deliveries.
   *
   * @param kind any but an export
   */
  public static NewLogJob act(
      LogJobKind kind, UUID clinicId, LogSelection selection, String requestedBy) {
    return new NewLogJob(
        kind, LogRecords.DELIVERIES, clinicId, selection, null, false, requestedBy);
  }
}
