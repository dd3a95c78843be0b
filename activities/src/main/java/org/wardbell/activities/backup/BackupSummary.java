package org.wardbell.activities.backup;

import java.time.Instant;

/**
 * A backup in figures.
 *
 * @param snapshotAt what was committed by then is in it
 * @param schema the version of the database's schema
 * @param product the version of Wardbell that wrote it
 * @param withMasterKey whether the master key is in it
 * @param tables how many tables it has
 * @param rows how many rows they have together
 */
public record BackupSummary(
    Instant snapshotAt,
    String schema,
    String product,
    boolean withMasterKey,
    int tables,
    long rows) {
  static BackupSummary of(BackupHeader header, long rows) {
    return new BackupSummary(
        header.snapshotAt(),
        header.schema(),
        header.product(),
        header.masterKey() != null,
        header.tables().size(),
        rows);
  }
}
