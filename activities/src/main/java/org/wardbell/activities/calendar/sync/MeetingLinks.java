package org.wardbell.activities.calendar.sync;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jooq.DSLContext;
import org.wardbell.activities.appointment.InboundChanges;
import org.wardbell.activities.calendar.google.event.Conference;
import org.wardbell.activities.calendar.link.LinkConferences;
import org.wardbell.activities.calendar.link.LinkContents;
import org.wardbell.activities.calendar.link.LinkStore;
import org.wardbell.activities.database.generated.tables.records.LinkRecord;
import org.wardbell.activities.event.NewEvent;
import org.wardbell.workflows.appointment.Appointment;
import org.wardbell.workflows.appointment.EventContent;
import org.wardbell.workflows.calendar.LinkState;

/**
 * The rule for video meetings: the appointment has the meeting of its event. One that Google still
 * makes is read again until it is there; that it is not made is told once. It works in a session's
 * transaction, which holds the locks of appointment and link.
 */
final class MeetingLinks {
  /** Google did not make it in time, could not make it, or did not even begin. */
  static final String LATE = "meet_pending";

  static final String FAILED = "meet_failed";
  static final String NOT_MADE = "meet_not_made";

  private final InboundChanges appointments;
  private final LinkContents contents;

  MeetingLinks(InboundChanges appointments, LinkContents contents) {
    this.appointments = appointments;
    this.contents = contents;
  }

  /**
   * Takes over what an event shows.
   *
   * @return the events that tell of it
   */
  List<NewEvent> shown(
      DSLContext transaction,
      SyncSession session,
      LinkRecord before,
      Conference conference,
      boolean asked) {
    if (!session.policy().meet()) {
      return List.of();
    }
    Appointment appointment = appointments.lock(transaction, before.getAppointmentId());
    LinkRecord link = LinkStore.lock(transaction, session.calendarId(), appointment.id());
    if (!link.getState().equals(LinkState.WRITTEN.name())
        || !WriteAction.belongs(appointment, session.doctorId())
        || isOfAnother(link, appointment)) {
      return List.of();
    }
    return switch (conference.state()) {
      case READY -> {
        LinkConferences.ready(transaction, link);
        List<NewEvent> news = new ArrayList<>();
        Appointment known = appointment;
        if (LinkConferences.is(link, LinkConferences.State.FAILED)) {
          known = appointments.accepted(transaction, appointment).appointment();
        }
        news.addAll(appointments.meeting(transaction, known, conference.link()).events());
        yield news;
      }
      case PENDING -> pending(transaction, link, appointment, asked);
      case FAILED -> failed(transaction, link, appointment, FAILED);
      case NONE -> none(transaction, link, appointment, asked);
    };
  }

  /** Until our write for another patient, the event still shows the former one's meeting. */
  private boolean isOfAnother(LinkRecord link, Appointment appointment) {
    EventContent base = contents.read(link).base();
    return base != null
        && base.patientId() != null
        && !Objects.equals(base.patientId(), appointment.patient().id());
  }

  private List<NewEvent> pending(
      DSLContext transaction, LinkRecord link, Appointment appointment, boolean asked) {
    if (asked || !LinkConferences.is(link, LinkConferences.State.PENDING)) {
      LinkConferences.begun(transaction, link);
      return List.of();
    }
    return !LinkConferences.isDue(transaction, link) || LinkConferences.readAgain(transaction, link)
        ? List.of()
        : failed(transaction, link, appointment, LATE);
  }

  /** A meeting that was there was taken away by the doctor; one that was asked for is refused. */
  private List<NewEvent> none(
      DSLContext transaction, LinkRecord link, Appointment appointment, boolean asked) {
    if (asked || LinkConferences.is(link, LinkConferences.State.PENDING)) {
      return failed(transaction, link, appointment, NOT_MADE);
    }
    if (!LinkConferences.is(link, LinkConferences.State.READY)) {
      return List.of();
    }
    LinkConferences.removed(transaction, link);
    return appointments.meeting(transaction, appointment, null).events();
  }

  private List<NewEvent> failed(
      DSLContext transaction, LinkRecord link, Appointment appointment, String code) {
    if (LinkConferences.is(link, LinkConferences.State.FAILED)) {
      return List.of();
    }
    LinkConferences.failed(transaction, link, code);
    return appointments.refused(transaction, link.getCalendarId(), appointment, code).events();
  }
}
