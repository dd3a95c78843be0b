package org.wardbell.activities.calendar.sync;

/** Somebody else took a turn, or the calendar is no longer live; the transaction is rolled back. */
public final class StaleTurnException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  StaleTurnException() {
    super("another turn began");
  }
}
