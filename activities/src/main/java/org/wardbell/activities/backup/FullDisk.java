package org.wardbell.activities.backup;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Locale;

/** The end of a backup because there is no room left for it. */
final class FullDisk {
  private static final long MEGABYTE = 1_000_000;

  private FullDisk() {}

  /**
   * Returns whether that is why something could not be written, by the system's words for ENOSPC,
   * and EDQUOT where the room of one account is limited: Java has no class for them.
   */
  static boolean isWhy(IOException failure) {
    String message = String.valueOf(failure.getMessage());
    return message.contains("No space left") || message.contains("quota exceeded");
  }

  /**
   * Returns the refusal.
   *
   * @param written bytes that were written before
   * @param expected bytes that the tables have, or 0 if that is not known
   */
  static BackupRefusedException refusal(
      Path file, long written, long expected, IOException failure) {
    return new BackupRefusedException(
        "The disk of %s is full after %s%s. Make room there, or name a file on another disk."
            .formatted(
                file.toAbsolutePath(),
                megabytes(written),
                expected == 0
                    ? ""
                    : "; the backup needs about as much as the tables have, "
                        + megabytes(expected)),
        failure);
  }

  private static String megabytes(long bytes) {
    return String.format(Locale.ROOT, "%,d MB", (bytes + MEGABYTE - 1) / MEGABYTE);
  }
}
