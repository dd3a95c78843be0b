package org.wardbell.activities.calendar;

/** The refusal to connect a calendar; nothing was written. */
public final class CalendarRefusal extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /** The reason of a refusal. Names are stored in lower case and shown; never rename one. */
  public enum Reason {
    /** The calendar belongs to the consent of another Google account. */
    ANOTHER_ACCOUNT
  }

  private final Reason reason;

  CalendarRefusal(Reason reason) {
    super(
        switch (reason) {
          case ANOTHER_ACCOUNT -> "the calendar was connected by another Google account";
        });
    this.reason = reason;
  }

  public Reason reason() {
    return reason;
  }
}
