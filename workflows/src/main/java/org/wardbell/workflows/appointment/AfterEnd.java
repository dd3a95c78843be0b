package org.wardbell.workflows.appointment;

import org.jspecify.annotations.Nullable;

/** The status that an appointment gets once it is over. Names are stored and shown. */
public enum AfterEnd {
  /** It stays as it is. */
  LEAVE,
  /** Whatever is open counts as having taken place. */
  CHECKED_OUT,
  /** Who did not arrive was missing; who did arrive has left. */
  NO_SHOW;

  /** Returns the status after the end, or null to leave it. */
  public @Nullable AppointmentStatus after(AppointmentStatus status) {
    if (!status.isOpen()) {
      return null;
    }
    boolean arrived = status == AppointmentStatus.ARRIVED || status == AppointmentStatus.CHECKED_IN;
    return switch (this) {
      case LEAVE -> null;
      case CHECKED_OUT -> AppointmentStatus.CHECKED_OUT;
      case NO_SHOW -> arrived ? AppointmentStatus.CHECKED_OUT : AppointmentStatus.NO_SHOW;
    };
  }
}
