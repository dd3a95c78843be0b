package org.wardbell.activities.appointment;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jooq.DSLContext;
import org.jspecify.annotations.Nullable;
import org.wardbell.activities.appointment.AppointmentRefusal.Reason;
import org.wardbell.activities.audit.AuditEntry;
import org.wardbell.activities.audit.AuditOrigin;
import org.wardbell.activities.audit.AuditStore;
import org.wardbell.activities.event.EventStore;
import org.wardbell.activities.event.NewEvent;
import org.wardbell.activities.event.RecordedEvents;
import org.wardbell.workflows.appointment.Appointment;

/** The parts that every change by a person or a program has, in the transaction of the change. */
final class AppointmentWriter {
  private final @Nullable EventStore events;
  private final AuditStore audit;

  /**
   * @param events keeps what tells of changes, or null if nobody is to hear of them
   */
  AppointmentWriter(@Nullable EventStore events, AuditStore audit) {
    this.events = events;
    this.audit = audit;
  }

  /**
   * Marks the calendars that have to show the change, and records the events that tell of it. If
   * nobody is to hear of them, no guest is.
   */
  ChangedAppointment changed(
      DSLContext transaction, Appointment appointment, Doctor doctor, List<NewEvent> news) {
    List<UUID> calendars = OutboundMarks.mark(transaction, appointment, events != null);
    RecordedEvents told = events == null ? RecordedEvents.NONE : events.record(transaction, news);
    return new ChangedAppointment(appointment, doctor, told, calendars);
  }

  /** Writes the change to the audit trail. */
  void note(
      DSLContext transaction,
      AuditOrigin origin,
      String action,
      Appointment appointment,
      Map<String, Object> detail) {
    audit.append(
        transaction,
        AuditEntry.of(appointment.clinicId(), origin, action, "appointment/" + appointment.id())
            .with(detail));
  }

  /**
   * Returns the appointment if it is this clinic's.
   *
   * @throws AppointmentRefusal if it is not, or not there
   */
  static Appointment known(UUID clinicId, Optional<Appointment> found) {
    return found
        .filter(appointment -> appointment.clinicId().equals(clinicId))
        .orElseThrow(() -> new AppointmentRefusal(Reason.UNKNOWN));
  }

  /**
   * Requires the doctor's time, whose lock the caller holds.
   *
   * @throws AppointmentRefusal if it is taken
   */
  static void requireFree(DSLContext transaction, Appointment wanted) {
    if (!SlotQuery.isFree(transaction, wanted.doctorId(), wanted.slot(), wanted.id())) {
      throw AppointmentRefusal.taken(wanted);
    }
  }
}
