package org.wardbell.activities.calendar.sync;

/**
 * Somebody else took a session, or the calendar is no longer live; the transaction is rolled back.
 */
public final class StaleSessionException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  StaleSessionException() {
    super("another session began");
  }
}
