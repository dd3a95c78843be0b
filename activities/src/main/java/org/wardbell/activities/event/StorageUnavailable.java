package org.wardbell.activities.event;

/** The database did not take it, or too much waits for it already: nothing was kept, try again. */
public final class StorageUnavailable extends RuntimeException {
  private static final long serialVersionUID = 1;

  StorageUnavailable(String message, Throwable cause) {
    super(message, cause);
  }

  StorageUnavailable(String message) {
    super(message);
  }
}
