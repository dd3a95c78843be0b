package org.wardbell.activities.crypto;

/** A sealed value that was changed, cut, or moved to another row or column after it was written. */
public final class BrokenSealException extends RuntimeException {
  BrokenSealException(String message, Throwable cause) {
    super(message, cause);
  }
}
