package org.wardbell.activities.calendar.sync;

/**
 * The failure of a transaction whose session is stale: another session began, or the calendar is no
 * longer live. The transaction is rolled back.
 */
public final class StaleSessionException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  StaleSessionException() {
    super("another session began");
  }
}
