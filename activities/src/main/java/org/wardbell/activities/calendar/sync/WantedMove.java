package org.wardbell.activities.calendar.sync;

import org.wardbell.activities.calendar.google.event.RemoteEvent;
import org.wardbell.activities.database.generated.tables.records.LinkRecord;
import org.wardbell.workflows.appointment.Appointment;
import org.wardbell.workflows.appointment.EventContent;
import org.wardbell.workflows.appointment.TimeSlot;

/**
 * A wish of the doctor's that an appointment takes another time. Appointment and link are locked.
 *
 * @param slot the time that the event has
 * @param base what the event says of ours, apart from the time
 * @param comesBack true if the appointment was cancelled by a deletion that is undone
 */
record WantedMove(
    LinkRecord link,
    Appointment appointment,
    RemoteEvent remote,
    TimeSlot slot,
    EventContent base,
    boolean comesBack) {}
