package org.wardbell.activities.calendar.sync;

import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.wardbell.activities.database.generated.tables.records.LinkRecord;
import org.wardbell.workflows.appointment.Appointment;
import org.wardbell.workflows.appointment.EventContent;

/**
 * The write of one appointment.
 *
 * @param link as the row was before the write was announced
 * @param ours what the event is to say
 * @param meetingDue true if the event's video meeting is to be read again now
 * @param base what it says of ours, or null if nobody knows
 */
record WriteJob(
    WriteAction action,
    LinkRecord link,
    Appointment appointment,
    EventContent ours,
    @Nullable EventContent base,
    boolean meetingDue) {
  String eventId() {
    return link.getGoogleEventId();
  }

  UUID appointmentId() {
    return appointment.id();
  }
}
