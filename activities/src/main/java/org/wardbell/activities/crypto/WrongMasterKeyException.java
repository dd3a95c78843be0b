package org.wardbell.activities.crypto;

import org.wardbell.activities.database.RefusedStart;

/** A master key that is missing, unsafe, or not the one that this database was sealed with. */
public final class WrongMasterKeyException extends RefusedStart {
  private static final long serialVersionUID = 1;

  WrongMasterKeyException(String message) {
    super(message);
  }

  WrongMasterKeyException(String message, Throwable cause) {
    super(message, cause);
  }
}
