package org.wardbell.activities.appointment.imports;

import org.jspecify.annotations.Nullable;
import org.wardbell.activities.appointment.NewAppointment;
import org.wardbell.workflows.appointment.AppointmentStatus;

/**
 * A line that was read and checked.
 *
 * @param line its number, from 1
 * @param appointment with an external id
 * @param status that it is to have, or null to leave it
 */
public record ImportedLine(
    long line, NewAppointment appointment, @Nullable AppointmentStatus status) {}
