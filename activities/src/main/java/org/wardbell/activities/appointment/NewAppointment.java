package org.wardbell.activities.appointment;

import java.time.ZoneId;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.wardbell.workflows.appointment.Patient;
import org.wardbell.workflows.appointment.TimeSlot;

/**
 * An appointment as it is asked for; its slot is already checked by {@link
 * org.wardbell.workflows.appointment.SlotRule}.
 */
public record NewAppointment(
    UUID clinicId,
    DoctorMention doctor,
    @Nullable String externalId,
    TimeSlot slot,
    ZoneId zone,
    Patient patient,
    List<String> services,
    @Nullable String description) {
  public NewAppointment {
    services = List.copyOf(services);
  }
}
