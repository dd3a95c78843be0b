package org.wardbell.activities.backup;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The first part of a backup's content.
 *
 * @param format of what follows: {@link BackupWriter#FORMAT}
 * @param id of this backup
 * @param product the version of Wardbell that wrote it
 * @param schema the version of the database's schema
 * @param snapshotAt the database's time just before the snapshot: what was committed by then is in
 *     it
 * @param tables all tables of that schema that have rows in the backup, or may have
 * @param masterKey the text of the master key, or null if the backup is without it
 */
record BackupHeader(
    int format,
    UUID id,
    String product,
    String schema,
    Instant snapshotAt,
    List<BackupTable> tables,
    @Nullable String masterKey) {
  BackupHeader {
    tables = List.copyOf(tables);
  }

  @Override
  public String toString() {
    return "BackupHeader[" + id + "]";
  }
}
