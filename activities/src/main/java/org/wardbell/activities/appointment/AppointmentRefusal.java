package org.wardbell.activities.appointment;

/** The refusal of a change of an appointment; nothing was written. */
public final class AppointmentRefusal extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /** The reason of a refusal. */
  public enum Reason {
    /** No appointment with this id in this clinic. */
    UNKNOWN,
    /** The doctor already has an appointment or busy time then. */
    SLOT_TAKEN,
    /** The clinic already has an appointment with this external id. */
    EXTERNAL_ID_TAKEN,
    /** It is cancelled or over, and can no longer change. */
    CLOSED
  }

  private final Reason reason;

  AppointmentRefusal(Reason reason) {
    super(reason.name());
    this.reason = reason;
  }

  /** Returns the reason. */
  public Reason reason() {
    return reason;
  }
}
