package org.wardbell.activities.calendar.sync;

import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jooq.DSLContext;
import org.wardbell.activities.appointment.InboundChanges;
import org.wardbell.activities.appointment.InboundChanges.Applied;
import org.wardbell.activities.calendar.google.CalendarPolicy;
import org.wardbell.activities.calendar.google.GoogleFailure;
import org.wardbell.activities.calendar.google.GoogleFailure.Meaning;
import org.wardbell.activities.calendar.link.LinkConferences;
import org.wardbell.activities.calendar.link.LinkStore;
import org.wardbell.activities.database.generated.tables.records.LinkRecord;
import org.wardbell.activities.event.NewEvent;
import org.wardbell.workflows.appointment.Appointment;
import org.wardbell.workflows.appointment.MergeDecision;
import org.wardbell.workflows.appointment.Rsvp;

/**
 * The reports of what became of writes and invitations: that a doctor's change was put back is told
 * once Google has taken it, that Google refused once for each trouble, and each answer of a
 * patient.
 */
final class WriteReports {
  /** A request that Google does not understand is a fault of ours, mended by an upgrade … */
  private static final Duration FIRST_WAIT = Duration.ofHours(1);

  /** … so it waits long: 1, 2, 4 … 32 hours. */
  private static final int MOST_DOUBLINGS = 5;

  private final InboundChanges appointments;

  WriteReports(InboundChanges appointments) {
    this.appointments = appointments;
  }

  /**
   * Reports that the calendar shows what it should.
   *
   * @param link as it was before that was recorded
   * @param appointment locked
   */
  Applied confirmed(DSLContext transaction, LinkRecord link, Appointment appointment) {
    boolean lacksMeeting =
        appointment.status().isOpen() && LinkConferences.is(link, LinkConferences.State.FAILED);
    if (lacksMeeting && link.getRevertReason() == null) {
      return new Applied(appointment, List.of());
    }
    return link.getRevertReason() == null
        ? appointments.accepted(transaction, appointment)
        : appointments.putBack(
            transaction,
            link.getCalendarId(),
            appointment,
            LinkStore.requested(link),
            MergeDecision.Reason.valueOf(link.getRevertReason()));
  }

  /**
   * Records and reports what the patient answered, where patients are guests.
   *
   * @param appointment locked
   * @param answers the guests' answers by lower-case address
   */
  List<NewEvent> answered(
      DSLContext transaction,
      SyncSession session,
      Appointment appointment,
      Map<String, Rsvp> answers) {
    String email = appointment.patient().email();
    if (session.policy().guests() != CalendarPolicy.Guests.PATIENT
        || email == null
        || !appointment.doctorId().equals(session.doctorId())) {
      return List.of();
    }
    Rsvp answer = answers.get(email.toLowerCase(Locale.ROOT));
    return answer == null
        ? List.of()
        : appointments.answered(transaction, appointment, answer).events();
  }

  /** Records and reports that Google refused to write this event. */
  List<NewEvent> refused(
      DSLContext transaction, LinkRecord link, Appointment appointment, GoogleFailure failure) {
    boolean known = failure.code().equals(link.getLastError());
    LinkStore.refused(
        transaction,
        link,
        failure.code(),
        failure.meaning() == Meaning.INVALID
            ? FIRST_WAIT.multipliedBy(1L << Math.min(link.getFailures(), MOST_DOUBLINGS))
            : null);
    return known
        ? List.of()
        : appointments
            .refused(transaction, link.getCalendarId(), appointment, failure.code())
            .events();
  }
}
