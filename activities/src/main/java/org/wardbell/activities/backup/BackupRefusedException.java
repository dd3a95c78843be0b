package org.wardbell.activities.backup;

import org.jspecify.annotations.Nullable;

/**
 * The refusal to write, read or restore a backup. Its message is for the operator: what is wrong,
 * and what to do; it holds no secret and no row.
 */
public final class BackupRefusedException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public BackupRefusedException(String message) {
    this(message, null);
  }

  public BackupRefusedException(String message, @Nullable Throwable cause) {
    super(message, cause);
  }
}
