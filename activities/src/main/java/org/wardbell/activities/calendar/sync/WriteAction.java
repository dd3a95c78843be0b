package org.wardbell.activities.calendar.sync;

import java.util.UUID;
import org.wardbell.activities.database.generated.tables.records.LinkRecord;
import org.wardbell.workflows.appointment.Appointment;
import org.wardbell.workflows.appointment.TimeSlot;
import org.wardbell.workflows.calendar.LinkState;

/** What a calendar needs so that it shows an appointment as it is. */
enum WriteAction {
  NOTHING,
  INSERT,
  PATCH,
  DELETE;

  static WriteAction of(LinkRecord link, Appointment appointment, UUID doctorOfCalendar) {
    LinkState state = LinkState.valueOf(link.getState());
    return belongs(appointment, doctorOfCalendar)
        ? toShow(state, link, appointment)
        : toHide(state);
  }

  /** An appointment that is over stays in the calendar; one that will not be leaves it. */
  private static boolean belongs(Appointment appointment, UUID doctorOfCalendar) {
    boolean stays =
        switch (appointment.status()) {
          case PENDING, BOOKED, ARRIVED, CHECKED_IN, CHECKED_OUT, NO_SHOW -> true;
          case CANCELLED, INCOMPLETE -> false;
        };
    return stays && appointment.doctorId().equals(doctorOfCalendar);
  }

  private static WriteAction toShow(LinkState state, LinkRecord link, Appointment appointment) {
    return switch (state) {
      case WANTED, REMOVED -> INSERT;
      case WRITING -> link.getEtag() == null ? INSERT : PATCH;
      case WRITTEN -> shows(link, appointment) ? NOTHING : PATCH;
      case UNLINKED -> NOTHING;
    };
  }

  /** Version 0 says that the doctor moved the event, and it has to be put back. */
  private static boolean shows(LinkRecord link, Appointment appointment) {
    return link.getVersion() > 0
        && link.getStartsAt() != null
        && appointment.slot().equals(new TimeSlot(link.getStartsAt(), link.getEndsAt()));
  }

  private static WriteAction toHide(LinkState state) {
    return switch (state) {
      case WRITING, WRITTEN -> DELETE;
      case WANTED, REMOVED, UNLINKED -> NOTHING;
    };
  }
}
