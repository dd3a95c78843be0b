package org.wardbell.activities.calendar.consent;

/** The refusal of a choice: none is to be made, or not this one. Nothing was written. */
public final class ConsentRefusal extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final boolean unknownCalendar;

  ConsentRefusal(boolean unknownCalendar) {
    super(unknownCalendar ? "the account has no such calendar" : "there is nothing to choose");
    this.unknownCalendar = unknownCalendar;
  }

  /** Returns whether the account has no such calendar; else there is nothing to choose. */
  public boolean isUnknownCalendar() {
    return unknownCalendar;
  }
}
