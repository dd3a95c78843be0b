package org.wardbell.activities.calendar.sync;

import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.jooq.DSLContext;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.wardbell.activities.appointment.ComingMarks;
import org.wardbell.activities.appointment.InboundChanges;
import org.wardbell.activities.calendar.google.GoogleCalendar;
import org.wardbell.activities.calendar.google.GoogleFailure;
import org.wardbell.activities.calendar.google.SendUpdates;
import org.wardbell.activities.calendar.link.LinkConferences;
import org.wardbell.activities.calendar.link.LinkContents;
import org.wardbell.activities.calendar.link.LinkStore;
import org.wardbell.activities.crypto.BrokenSealException;
import org.wardbell.activities.database.generated.tables.records.LinkRecord;
import org.wardbell.workflows.appointment.Appointment;
import org.wardbell.workflows.appointment.EventContent;
import org.wardbell.workflows.calendar.LinkState;

/**
 * The outbound step: writes appointments into Google, each as it is now. The link's row says that a
 * write is under way before it begins, so that a repetition finds the work of an interrupted one.
 */
public final class OutboundSync {
  /** Appointments per activity: at most a few minutes of requests between two looks. */
  private static final int AT_ONCE = 50;

  /** Looks at one event and writes, while its doctor changes it too; then it waits a little. */
  private static final int MOST_ROUNDS = 6;

  private static final Duration CROSSED_WAIT = Duration.ofSeconds(30);

  /** What nobody can open now, a restored backup may mend; it holds up no other write. */
  private static final Duration UNREADABLE_WAIT = Duration.ofHours(1);

  private static final Logger log = LoggerFactory.getLogger(OutboundSync.class);

  private final DSLContext database;
  private final SyncSessions sessions;
  private final InboundChanges appointments;
  private final LinkContents contents;
  private final WriteResults results;
  private final EventWrites writes;

  OutboundSync(
      DSLContext database,
      GoogleCalendar google,
      SyncSessions sessions,
      InboundChanges appointments,
      LinkContents contents,
      PageApplier pages) {
    this.database = database;
    this.sessions = sessions;
    this.appointments = appointments;
    this.contents = contents;
    this.results = new WriteResults(sessions, appointments, contents);
    this.writes = new EventWrites(google, sessions, pages, results);
  }

  /** Writes appointments that are due; returns how many there were. */
  public int write(SyncSession session, Runnable heartbeat) throws GoogleFailure {
    List<UUID> due = due(session);
    for (UUID appointmentId : due) {
      write(session, appointmentId, heartbeat);
    }
    return due.size();
  }

  /** Returns what is due, and has more marked while a calendar gets its coming appointments. */
  private List<UUID> due(SyncSession session) {
    UUID calendar = session.calendarId();
    List<UUID> due = LinkStore.due(database, calendar, AT_ONCE);
    while (due.isEmpty() && ComingMarks.isUnderWay(database, calendar)) {
      sessions.run(
          session,
          transaction -> {
            appointments.lockDoctor(transaction, session.doctorId());
            ComingMarks.next(transaction, calendar, session.doctorId());
          });
      due = LinkStore.due(database, calendar, AT_ONCE);
    }
    return due;
  }

  private void write(SyncSession session, UUID appointmentId, Runnable heartbeat)
      throws GoogleFailure {
    EventWrites.Look look = new EventWrites.Look();
    for (int round = 0; round < MOST_ROUNDS; round++) {
      heartbeat.run();
      WriteJob job;
      try {
        job = begin(session, appointmentId);
      } catch (BrokenSealException broken) {
        log.warn("appointment {} does not open, and is looked at again in an hour", appointmentId);
        later(session, appointmentId, UNREADABLE_WAIT);
        return;
      }
      if (job == null) {
        return;
      }
      try {
        if (writes.run(session, job, look)) {
          return;
        }
      } catch (GoogleFailure failure) {
        if (!isForThisEventOnly(failure)) {
          throw failure;
        }
        results.refused(session, job, failure);
        return;
      }
    }
    later(session, appointmentId, CROSSED_WAIT);
  }

  private void later(SyncSession session, UUID appointmentId, Duration wait) {
    sessions.run(
        session,
        transaction -> LinkStore.later(transaction, session.calendarId(), appointmentId, wait));
  }

  /**
   * Reads the newest version, and records that a write is about to begin.
   *
   * @return null if the appointment's event has gone to another calendar meanwhile
   */
  private @Nullable WriteJob begin(SyncSession session, UUID appointmentId) {
    return sessions.call(
        session,
        transaction -> {
          Appointment appointment = appointments.read(transaction, appointmentId);
          EventContent ours = session.content().of(appointment);
          LinkRecord link =
              LinkStore.tryLock(transaction, session.calendarId(), appointmentId).orElse(null);
          if (link == null) {
            return null;
          }
          LinkContents.Kept kept = contents.read(link);
          WriteAction action =
              WriteAction.of(link, appointment, session.doctorId(), contents.shows(link, ours));
          if (!link.getFormerRestored() && link.getMissingSince() == null) {
            switch (action) {
              case NOTHING -> settle(transaction, link, kept, appointment, ours);
              case INSERT, PATCH -> contents.writing(transaction, link, kept, ours);
              case DELETE -> contents.emptying(transaction, link, kept, ours.slot());
              case FIND, RESTORE -> {}
            }
          }
          boolean tells =
              (link.getTellGuests() || link.getRevertReason() != null)
                  && !appointments.isOver(transaction, appointment);
          return new WriteJob(
              action,
              link,
              appointment,
              ours,
              kept,
              tells ? session.content().invitations() : SendUpdates.NONE,
              LinkConferences.isDue(transaction, link));
        });
  }

  /** Records that there is nothing to write: the event is as it should be, or was never created. */
  private void settle(
      DSLContext transaction,
      LinkRecord link,
      LinkContents.Kept kept,
      Appointment appointment,
      EventContent ours) {
    if (link.getState().equals(LinkState.WRITTEN.name())) {
      contents.agreed(transaction, link, kept, ours, link.getEtag(), appointment.version());
    } else {
      LinkStore.absent(transaction, link, appointment.version());
    }
  }

  /** Returns whether only this write failed; a calendar that is gone as a whole shows in a pull. */
  private static boolean isForThisEventOnly(GoogleFailure failure) {
    return switch (failure.meaning()) {
      case FORBIDDEN, INVALID, EXISTS, CHANGED, NO_PUSH, UNREADABLE -> true;
      case RECONNECT, SLOW_DOWN, TOKEN_EXPIRED, GONE, OPERATOR, UNAVAILABLE -> false;
    };
  }
}
