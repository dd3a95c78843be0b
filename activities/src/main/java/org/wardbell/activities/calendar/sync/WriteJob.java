package org.wardbell.activities.calendar.sync;

import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.wardbell.activities.appointment.AppointmentErasure;
import org.wardbell.activities.calendar.google.SendUpdates;
import org.wardbell.activities.calendar.link.LinkContents.Kept;
import org.wardbell.activities.database.generated.tables.records.LinkRecord;
import org.wardbell.workflows.appointment.Appointment;
import org.wardbell.workflows.appointment.EventContent;

/**
 * The write of one appointment.
 *
 * @param link as the row was before the write was announced
 * @param ours what the event is to say
 * @param kept what it says of ours, as far as anybody knows
 * @param mail the guests who hear of what concerns them
 * @param meetingDue true if the event's video meeting is to be read again now
 */
record WriteJob(
    WriteAction action,
    LinkRecord link,
    Appointment appointment,
    EventContent ours,
    Kept kept,
    SendUpdates mail,
    boolean meetingDue) {
  /** Returns what it says of ours, or null if nobody knows. */
  @Nullable EventContent base() {
    return kept.base();
  }

  /** Returns what it may say of ours as well: writes whose answers were lost. */
  List<EventContent> unconfirmed() {
    return kept.unconfirmed();
  }

  String eventId() {
    return link.getGoogleEventId();
  }

  /** Returns whether the event says of ours what it is to say, as far as anybody knows. */
  boolean differsInTimeOnly() {
    EventContent base = base();
    return base != null
        && base.saysTheSame(ours)
        && unconfirmed().stream().allMatch(each -> each.saysTheSame(ours));
  }

  /** Returns whether the event still speaks of a patient who is erased. */
  boolean erases() {
    EventContent base = base();
    return base != null
        && AppointmentErasure.ERASED.equals(ours.patientId())
        && !AppointmentErasure.ERASED.equals(base.patientId());
  }

  UUID appointmentId() {
    return appointment.id();
  }
}
