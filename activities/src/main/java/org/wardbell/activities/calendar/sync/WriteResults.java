package org.wardbell.activities.calendar.sync;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jooq.DSLContext;
import org.wardbell.activities.appointment.InboundChanges;
import org.wardbell.activities.calendar.google.GoogleCalendar.Written;
import org.wardbell.activities.calendar.google.GoogleFailure;
import org.wardbell.activities.calendar.link.LinkContents;
import org.wardbell.activities.calendar.link.LinkStore;
import org.wardbell.activities.database.generated.tables.records.LinkRecord;
import org.wardbell.activities.event.NewEvent;
import org.wardbell.workflows.appointment.Appointment;
import org.wardbell.workflows.appointment.MergeDecision;
import org.wardbell.workflows.appointment.TextField;
import org.wardbell.workflows.calendar.LinkState;

/**
 * The record of what a write did in Google: the link, the events that tell of it, and one commit
 * for each, under the locks of calendar, appointment and link.
 */
final class WriteResults {
  private final SyncSessions sessions;
  private final InboundChanges appointments;
  private final LinkContents contents;
  private final WriteReports reports;
  private final MeetingLinks meetings;

  WriteResults(SyncSessions sessions, InboundChanges appointments, LinkContents contents) {
    this.sessions = sessions;
    this.appointments = appointments;
    this.contents = contents;
    this.reports = new WriteReports(appointments);
    this.meetings = new MeetingLinks(appointments, contents);
  }

  /**
   * Records that Google took the write; {@code overwritten} are texts of the doctor's own that
   * went.
   *
   * @param asked true if the write asked for a video meeting
   */
  void wrote(
      SyncSession session,
      WriteJob job,
      Written written,
      Set<TextField> overwritten,
      boolean asked) {
    commit(
        session,
        job,
        (transaction, appointment, link) -> {
          contents.agreed(
              transaction,
              link,
              job.kept(),
              job.ours(),
              written.etag(),
              job.appointment().version());
          LinkStore.icalUid(transaction, link, written.icalUid());
          List<NewEvent> news =
              new ArrayList<>(
                  !overwritten.isEmpty() && link.getRevertReason() == null
                      ? overruled(transaction, link, appointment)
                      : reports.confirmed(transaction, link, appointment).events());
          news.addAll(meetings.shown(transaction, session, link, written.conference(), asked));
          if (job.action() == WriteAction.RESTORE) {
            // The bin keeps an answer that no pull has shown, and none will show it now.
            Appointment now = appointments.lock(transaction, appointment.id());
            news.addAll(reports.answered(transaction, session, now, written.answers()));
          }
          return news;
        });
  }

  /** Records that the event has everything already; nothing was sent. */
  void right(SyncSession session, WriteJob job) {
    commit(
        session,
        job,
        (transaction, appointment, link) -> {
          contents.agreed(
              transaction,
              link,
              job.kept(),
              job.ours(),
              link.getEtag(),
              job.appointment().version());
          return reports.confirmed(transaction, link, appointment).events();
        });
  }

  /** Records that the event is gone, as it should be. */
  void deleted(SyncSession session, WriteJob job) {
    commit(
        session,
        job,
        (transaction, appointment, link) -> {
          LinkStore.gone(transaction, link, LinkState.REMOVED, job.appointment().version());
          return reports.confirmed(transaction, link, appointment).events();
        });
  }

  /** Records that an event under a former id, which the doctor had brought back, is gone again. */
  void formerTakenAway(SyncSession session, WriteJob job) {
    commit(
        session,
        job,
        (transaction, appointment, link) -> {
          LinkStore.formerRestored(transaction, link, false);
          return overruled(transaction, link, appointment);
        });
  }

  /** Records that Google refused to write this event. */
  void refused(SyncSession session, WriteJob job, GoogleFailure failure) {
    commit(
        session,
        job,
        (transaction, appointment, link) ->
            reports.refused(transaction, link, appointment, failure));
  }

  /** Tells the doctor that something of theirs went, although no time of theirs was asked for. */
  private List<NewEvent> overruled(
      DSLContext transaction, LinkRecord link, Appointment appointment) {
    return appointments
        .putBack(
            transaction, link.getCalendarId(), appointment, null, MergeDecision.Reason.CHANGED_HERE)
        .events();
  }

  /** A record of what a write did; it returns the events that tell of it. */
  private interface Change {
    List<NewEvent> in(DSLContext transaction, Appointment appointment, LinkRecord link);
  }

  private void commit(SyncSession session, WriteJob job, Change change) {
    sessions.tell(
        session,
        transaction -> {
          Appointment appointment = appointments.lock(transaction, job.appointmentId());
          LinkRecord link = LinkStore.lock(transaction, session.calendarId(), job.appointmentId());
          return change.in(transaction, appointment, link);
        });
  }
}
