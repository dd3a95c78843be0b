package org.wardbell.workflows.appointment;

/** The status of an appointment. Names are stored and shown; never rename one. */
public enum AppointmentStatus {
  PENDING(2),
  BOOKED(1),
  /** A guest said so in the calendar, or the front desk did. */
  ARRIVED(1),
  CHECKED_IN(4),
  CHECKED_OUT(3),
  CANCELLED(0),
  /** Its calendar event was deleted and the calendar's policy is to unlink. */
  INCOMPLETE(0),
  NO_SHOW(0);

  private final int kivicareNumber;

  AppointmentStatus(int kivicareNumber) {
    this.kivicareNumber = kivicareNumber;
  }

  /** Returns KiviCare's number: 0 cancelled, 1 booked, 2 pending, 3 check-out, 4 check-in. */
  public int kivicareNumber() {
    return kivicareNumber;
  }

  /**
   * Returns whether the appointment takes the doctor's time, belongs in the calendar and may move.
   */
  public boolean isOpen() {
    return switch (this) {
      case PENDING, BOOKED, ARRIVED, CHECKED_IN -> true;
      case CHECKED_OUT, CANCELLED, INCOMPLETE, NO_SHOW -> false;
    };
  }
}
