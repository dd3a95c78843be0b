package org.wardbell.activities.appointment;

import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.wardbell.workflows.appointment.Appointment;
import org.wardbell.workflows.appointment.AppointmentStatus;
import org.wardbell.workflows.appointment.TimeSlot;

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
    CLOSED,
    /** The wanted status does not follow the one that it has. */
    STATUS
  }

  private final Reason reason;
  private final transient @Nullable Taken taken;
  private final @Nullable AppointmentStatus status;

  AppointmentRefusal(Reason reason) {
    this(reason, null, null);
  }

  private AppointmentRefusal(
      Reason reason, @Nullable Taken taken, @Nullable AppointmentStatus status) {
    super(reason.name());
    this.reason = reason;
    this.taken = taken;
    this.status = status;
  }

  /** A slot that was asked for and is taken. */
  public record Taken(UUID doctorId, TimeSlot slot) {}

  static AppointmentRefusal taken(Appointment wanted) {
    return new AppointmentRefusal(
        Reason.SLOT_TAKEN, new Taken(wanted.doctorId(), wanted.slot()), null);
  }

  static AppointmentRefusal status(AppointmentStatus status) {
    return new AppointmentRefusal(Reason.STATUS, null, status);
  }

  /** Returns the reason. */
  public Reason reason() {
    return reason;
  }

  /** Returns the slot that is taken, or null for other reasons. */
  public @Nullable Taken taken() {
    return taken;
  }

  /** Returns the status that the wanted one does not follow, or null for other reasons. */
  public @Nullable AppointmentStatus status() {
    return status;
  }
}
