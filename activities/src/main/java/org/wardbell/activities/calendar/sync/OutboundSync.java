package org.wardbell.activities.calendar.sync;

import java.util.List;
import java.util.UUID;
import org.jooq.DSLContext;
import org.wardbell.activities.appointment.InboundChanges;
import org.wardbell.activities.calendar.google.GoogleCalendar;
import org.wardbell.activities.calendar.google.GoogleCalendar.Written;
import org.wardbell.activities.calendar.google.GoogleFailure;
import org.wardbell.activities.calendar.google.GoogleFailure.Meaning;
import org.wardbell.activities.calendar.google.RemoteEvent;
import org.wardbell.activities.database.generated.tables.records.LinkRecord;
import org.wardbell.workflows.appointment.Appointment;
import org.wardbell.workflows.appointment.TimeSlot;
import org.wardbell.workflows.calendar.LinkState;

/**
 * The outbound step: writes appointments into Google, each as it is now. The link's row says that a
 * write is under way before it begins, so that a repetition finds the work of an interrupted one.
 */
public final class OutboundSync {
  /** Appointments per activity: at most a few minutes of requests between two looks. */
  private static final int AT_ONCE = 50;

  private final DSLContext database;
  private final GoogleCalendar google;
  private final SyncSessions sessions;
  private final InboundChanges appointments;
  private final PageApplier pages;

  OutboundSync(
      DSLContext database,
      GoogleCalendar google,
      SyncSessions sessions,
      InboundChanges appointments,
      PageApplier pages) {
    this.database = database;
    this.google = google;
    this.sessions = sessions;
    this.appointments = appointments;
    this.pages = pages;
  }

  /** Writes appointments that are due; returns how many there were. */
  public int write(SyncSession session, Runnable heartbeat) throws GoogleFailure {
    List<UUID> due = LinkStore.due(database, session.calendarId(), AT_ONCE);
    for (UUID appointmentId : due) {
      heartbeat.run();
      write(session, appointmentId);
    }
    return due.size();
  }

  /** The write of one appointment, with its link as the row was before. */
  private record Job(WriteAction action, LinkRecord link, Appointment appointment) {}

  private void write(SyncSession session, UUID appointmentId) throws GoogleFailure {
    Job job = begin(session, appointmentId);
    try {
      switch (job.action()) {
        case NOTHING -> {}
        case INSERT -> wrote(session, job, insert(session, job));
        case PATCH -> patch(session, job);
        case DELETE -> delete(session, job);
      }
    } catch (GoogleFailure failure) {
      if (!isForThisEventOnly(failure)) {
        throw failure;
      }
      sessions.run(session, tx -> LinkStore.refused(tx, job.link(), failure.code()));
    }
  }

  /** Reads the newest version, and records that a write is about to begin. */
  private Job begin(SyncSession session, UUID appointmentId) {
    return sessions.call(
        session,
        transaction -> {
          Appointment appointment = appointments.read(transaction, appointmentId);
          LinkRecord link = LinkStore.lock(transaction, session.calendarId(), appointmentId);
          WriteAction action = WriteAction.of(link, appointment, session.doctorId());
          switch (action) {
            case NOTHING -> settle(transaction, link, appointment);
            case INSERT, PATCH -> LinkStore.writing(transaction, link, appointment.slot());
            case DELETE -> {}
          }
          return new Job(action, link, appointment);
        });
  }

  /** Records that there is nothing to write: the event is as it should be, or was never created. */
  private static void settle(DSLContext transaction, LinkRecord link, Appointment appointment) {
    if (link.getState().equals(LinkState.WRITTEN.name())) {
      TimeSlot shown = new TimeSlot(link.getStartsAt(), link.getEndsAt());
      LinkStore.agreed(transaction, link, shown, link.getEtag(), appointment.version());
    } else {
      LinkStore.gone(transaction, link, LinkState.valueOf(link.getState()), appointment.version());
    }
  }

  /**
   * Creates the event. Its id is taken if an earlier write got through without an answer, or if a
   * deleted event held it: then that event is adopted.
   */
  private Written insert(SyncSession session, Job job) throws GoogleFailure {
    try {
      return google.insert(session.access(), job.appointment(), session.policy());
    } catch (GoogleFailure failure) {
      if (failure.meaning() != Meaning.EXISTS) {
        throw failure;
      }
      return google.restore(session.access(), job.link().getGoogleEventId(), job.appointment());
    }
  }

  /** Moves the event. If it turns out to be gone, the doctor deleted it. */
  private void patch(SyncSession session, Job job) throws GoogleFailure {
    try {
      Written written =
          google.patch(session.access(), job.link().getGoogleEventId(), job.appointment());
      if (!written.cancelled()) {
        wrote(session, job, written);
        return;
      }
    } catch (GoogleFailure failure) {
      if (failure.meaning() != Meaning.GONE) {
        throw failure;
      }
    }
    sessions.run(session, transaction -> LinkStore.written(transaction, job.link()));
    // A deletion found while writing means the same as its tombstone in a pull: the same applier.
    pages.applyChanges(
        session, List.of(RemoteEvent.tombstone(job.link().getGoogleEventId())), null);
  }

  private void delete(SyncSession session, Job job) throws GoogleFailure {
    try {
      google.delete(session.access(), job.link().getGoogleEventId());
    } catch (GoogleFailure failure) {
      if (failure.meaning() != Meaning.GONE && failure.meaning() != Meaning.TOKEN_EXPIRED) {
        throw failure;
      }
    }
    sessions.run(
        session,
        tx -> LinkStore.gone(tx, job.link(), LinkState.REMOVED, job.appointment().version()));
  }

  private void wrote(SyncSession session, Job job, Written written) {
    sessions.run(
        session,
        tx -> {
          LinkStore.agreed(
              tx,
              job.link(),
              job.appointment().slot(),
              written.etag(),
              job.appointment().version());
          LinkStore.icalUid(tx, job.link(), written.icalUid());
        });
  }

  /** Returns whether only this write failed; a calendar that is gone as a whole shows in a pull. */
  private static boolean isForThisEventOnly(GoogleFailure failure) {
    return switch (failure.meaning()) {
      case FORBIDDEN, INVALID, EXISTS, GONE, NO_PUSH, UNREADABLE -> true;
      case RECONNECT, SLOW_DOWN, TOKEN_EXPIRED, OPERATOR, UNAVAILABLE -> false;
    };
  }
}
