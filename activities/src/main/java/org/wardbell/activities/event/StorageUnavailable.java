package org.wardbell.activities.event;

/**
 * A refusal of events: the database did not take them, or too many wait for it already. Nothing was
 * kept; the client may try again.
 */
public final class StorageUnavailable extends RuntimeException {
  private static final long serialVersionUID = 1;

  StorageUnavailable(String message, Throwable cause) {
    super(message, cause);
  }

  StorageUnavailable(String message) {
    super(message);
  }
}
