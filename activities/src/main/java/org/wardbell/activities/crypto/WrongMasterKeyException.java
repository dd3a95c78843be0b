package org.wardbell.activities.crypto;

/** A master key that is missing, unsafe, or not the one that this database was sealed with. */
public final class WrongMasterKeyException extends RuntimeException {
  WrongMasterKeyException(String message) {
    super(message);
  }

  WrongMasterKeyException(String message, Throwable cause) {
    super(message, cause);
  }
}
