package org.wardbell.activities.calendar.sync;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.wardbell.activities.calendar.google.GoogleCalendar;
import org.wardbell.activities.calendar.google.GoogleCalendar.Written;
import org.wardbell.activities.calendar.google.GoogleFailure;
import org.wardbell.activities.calendar.google.GoogleFailure.Meaning;
import org.wardbell.activities.calendar.google.SendUpdates;
import org.wardbell.activities.calendar.google.event.EventPatch;
import org.wardbell.activities.calendar.google.event.GuestList;
import org.wardbell.activities.calendar.google.event.RemoteEvent;
import org.wardbell.activities.calendar.link.LinkConferences;
import org.wardbell.activities.calendar.link.LinkPlaces;
import org.wardbell.activities.calendar.link.LinkStore;
import org.wardbell.activities.database.generated.tables.records.LinkRecord;
import org.wardbell.workflows.appointment.ChangeMerge;
import org.wardbell.workflows.appointment.ContentChange;
import org.wardbell.workflows.appointment.EventContent;
import org.wardbell.workflows.appointment.TimeSlot;
import org.wardbell.workflows.calendar.LinkState;

/**
 * The requests of one write. Each names the version of the event that it was decided on. If Google
 * has another one, or nobody knows whether the event exists, the event is read and applied like one
 * that a pull shows, and the write is decided anew.
 */
final class EventWrites {
  /** The search costs no request until it is over. */
  private static final Duration SEARCH_PACE = Duration.ofSeconds(3);

  private final GoogleCalendar google;
  private final SyncSessions sessions;
  private final PageApplier pages;
  private final WriteResults results;

  EventWrites(
      GoogleCalendar google, SyncSessions sessions, PageApplier pages, WriteResults results) {
    this.google = google;
    this.sessions = sessions;
    this.pages = pages;
    this.results = results;
  }

  /** The event as one write has seen it so far in Google. */
  static final class Look {
    private @Nullable RemoteEvent event;

    /** The insert of this very write was refused because the id is taken. */
    private boolean taken;

    /** The series, of which the event is an instance, says nothing of an erased patient. */
    private boolean seriesErased;
  }

  /**
   * Makes one round of a write.
   *
   * @return true if it is over; false if it is to be decided anew
   */
  boolean run(SyncSession session, WriteJob job, Look look) throws GoogleFailure {
    if (job.link().getFormerRestored()) {
      return takeFormerAway(session, job);
    }
    if (job.link().getMissingSince() != null) {
      return search(session, job);
    }
    return switch (job.action()) {
      case NOTHING -> meeting(session, job);
      case INSERT -> insert(session, job, look);
      case FIND -> find(session, job, look);
      case RESTORE -> restore(session, job, look);
      case PATCH -> patch(session, job, look);
      case DELETE -> delete(session, job, look);
    };
  }

  private boolean insert(SyncSession session, WriteJob job, Look look) throws GoogleFailure {
    try {
      Written written =
          google.insert(
              session.access(),
              job.eventId(),
              job.appointment(),
              job.ours(),
              session.policy().meet(),
              job.mail());
      results.wrote(session, job, written, Set.of(), session.policy().meet());
      return true;
    } catch (GoogleFailure failure) {
      if (failure.meaning() != Meaning.EXISTS) {
        throw failure;
      }
      look.taken = true;
      return find(session, job, look);
    }
  }

  /** Looks whether the event exists, and takes over what it shows. */
  private boolean find(SyncSession session, WriteJob job, Look look) throws GoogleFailure {
    RemoteEvent event = read(session, job.eventId());
    look.event = event;
    boolean inDoubt =
        job.link().getEtag() == null && !job.link().getState().equals(LinkState.WRITTEN.name());
    if (inDoubt && look.taken && (event == null || event.cancelled())) {
      sessions.run(session, transaction -> LinkStore.renew(transaction, job.link()));
    } else if (inDoubt && event == null) {
      sessions.run(session, transaction -> LinkStore.notInserted(transaction, job.link()));
    } else {
      return found(session, job, event);
    }
    return false;
  }

  private @Nullable RemoteEvent read(SyncSession session, String eventId) throws GoogleFailure {
    try {
      return google.get(session.access(), eventId);
    } catch (GoogleFailure failure) {
      if (failure.meaning() != Meaning.GONE) {
        throw failure;
      }
      // A calendar that is not there any more says the same of every event: then this fails.
      google.window(
          session.access(), new TimeSlot(Instant.EPOCH, Instant.EPOCH.plusSeconds(1)), null);
      return null;
    }
  }

  /** Takes the event out of the bin; if Google does not let it come back, it gets a new id. */
  private boolean restore(SyncSession session, WriteJob job, Look look) throws GoogleFailure {
    RemoteEvent event = read(session, job.eventId());
    if (event != null && !event.cancelled()) {
      return found(session, job, event);
    }
    if (event != null) {
      EventPatch patch =
          new EventPatch(
                  job.ours().slot(),
                  job.appointment().zone(),
                  anew(job.ours(), event),
                  event.guests(),
                  false,
                  session.policy().meet() ? meetingRequest(job) : null)
              .outOfBin();
      try {
        results.wrote(
            session,
            job,
            google.patch(session.access(), job.eventId(), event.etag(), patch, job.mail()),
            Set.of(),
            session.policy().meet());
        return true;
      } catch (GoogleFailure failure) {
        switch (failure.meaning()) {
          case CHANGED -> {
            return false;
          }
          case FORBIDDEN, GONE, INVALID, EXISTS -> {}
          case RECONNECT, SLOW_DOWN, TOKEN_EXPIRED, NO_PUSH, OPERATOR, UNREADABLE, UNAVAILABLE ->
              throw failure;
        }
      }
    }
    look.taken = false;
    sessions.run(session, transaction -> LinkStore.renew(transaction, job.link()));
    return false;
  }

  /**
   * Returns what an event that comes back is told: what a new one would say, and to nobody else.
   */
  private static ContentChange anew(EventContent ours, RemoteEvent event) {
    Set<String> guests = event.guests().addresses();
    return ChangeMerge.content(
        EventContent.ofSomebody(ours.slot(), guests), ours, event.texts(), guests);
  }

  /** Writes the fields that are ours and not as they should be. */
  private boolean patch(SyncSession session, WriteJob job, Look look) throws GoogleFailure {
    boolean timeOnly = job.differsInTimeOnly();
    RemoteEvent seen = look.event;
    if (!timeOnly && (seen == null || !Objects.equals(seen.etag(), job.link().getEtag()))) {
      seen = read(session, job.eventId());
      look.event = seen;
      if (seen == null || seen.cancelled() || !Objects.equals(seen.etag(), job.link().getEtag())) {
        return found(session, job, seen);
      }
    }
    ContentChange change =
        timeOnly || seen == null
            ? ContentChange.NONE
            : ChangeMerge.content(
                job.base(), job.unconfirmed(), job.ours(), seen.texts(), seen.guests().addresses());
    GuestList guests = seen == null ? GuestList.EMPTY : seen.guests();
    requireAll(guests, change);
    String series = job.link().getSeriesId();
    if (series != null && !look.seriesErased && job.erases()) {
      look.seriesErased = eraseSeries(session, job, series);
      return false;
    }
    TimeSlot slot = timeToWrite(job);
    if (slot == null && change.isEmpty() && newMeeting(session, job) == null) {
      results.right(session, job);
      return true;
    }
    EventPatch patch =
        new EventPatch(
            slot, job.appointment().zone(), change, guests, false, newMeeting(session, job));
    try {
      boolean concernsGuests = slot != null || change.changesGuests();
      Written written =
          google.patch(
              session.access(),
              job.eventId(),
              job.link().getEtag(),
              patch,
              concernsGuests ? job.mail() : SendUpdates.NONE);
      if (written.cancelled()) {
        return found(session, job, null);
      }
      results.wrote(session, job, written, change.overwritten(), patch.meeting() != null);
      return true;
    } catch (GoogleFailure failure) {
      return crossed(session, job, look, failure);
    }
  }

  /** A write of guests replaces the list, so all of them have to be known. */
  private static void requireAll(GuestList guests, ContentChange change) throws GoogleFailure {
    if (change.changesGuests() && !guests.isComplete()) {
      throw new GoogleFailure(Meaning.FORBIDDEN, "guests_not_shown", null);
    }
  }

  /** Takes the patient out of the doctor's series; returns false if that changed meanwhile. */
  private boolean eraseSeries(SyncSession session, WriteJob job, String id) throws GoogleFailure {
    RemoteEvent series = read(session, id);
    if (series == null || series.cancelled()) {
      return true;
    }
    ContentChange change =
        ChangeMerge.content(
            job.base(), job.unconfirmed(), job.ours(), series.texts(), series.guests().addresses());
    requireAll(series.guests(), change);
    EventPatch patch =
        new EventPatch(null, job.appointment().zone(), change, series.guests(), false);
    try {
      if (!change.isEmpty()) {
        google.patch(session.access(), id, series.etag(), patch, SendUpdates.NONE);
      }
      return true;
    } catch (GoogleFailure failure) {
      if (failure.meaning() != Meaning.CHANGED) {
        throw failure;
      }
      return false;
    }
  }

  /**
   * Returns the id of a request for a new video meeting, the same whenever this version is written;
   * null if the meeting stays. The former patient's address would let in whoever has it.
   */
  private static @Nullable String newMeeting(SyncSession session, WriteJob job) {
    EventContent base = job.base();
    boolean otherPatient =
        base != null
            && base.patientId() != null
            && !base.patientId().equals(job.ours().patientId());
    return session.policy().meet()
            && (otherPatient || LinkConferences.is(job.link(), LinkConferences.State.FAILED))
        ? meetingRequest(job)
        : null;
  }

  private static String meetingRequest(WriteJob job) {
    return job.eventId() + "v" + job.appointment().version();
  }

  /**
   * Looks where an event is that was found gone. Once all of the doctor's calendars were read
   * since, Google is asked a last time, and then believed.
   */
  private boolean search(SyncSession session, WriteJob job) throws GoogleFailure {
    boolean over =
        sessions.call(
            session,
            transaction -> {
              LinkRecord link = job.link();
              boolean nowhere = LinkPlaces.isNowhere(transaction, link, session.doctorId());
              if (!nowhere) {
                LinkStore.later(
                    transaction, session.calendarId(), job.appointmentId(), SEARCH_PACE);
              }
              return nowhere;
            });
    if (!over) {
      return true;
    }
    RemoteEvent event = read(session, job.eventId());
    if (event != null && !event.cancelled() && event.origin().repeats()) {
      throw new GoogleFailure(Meaning.FORBIDDEN, "series_without_instance", null);
    }
    return found(session, job, event);
  }

  /** Reads an event whose video meeting Google still makes. */
  private boolean meeting(SyncSession session, WriteJob job) throws GoogleFailure {
    return !job.meetingDue() || found(session, job, read(session, job.eventId()));
  }

  /** Returns the time to write; null if the event has it, or if the appointment is over. */
  private static @Nullable TimeSlot timeToWrite(WriteJob job) {
    boolean known = job.base() != null && job.base().slot().equals(job.ours().slot());
    return known && (job.link().getVersion() > 0 || !job.appointment().status().isOpen())
        ? null
        : job.ours().slot();
  }

  /** Empties the event, because the bin keeps what it said, and then deletes it. */
  private boolean delete(SyncSession session, WriteJob job, Look look) throws GoogleFailure {
    try {
      String etag = emptied(session, job);
      google.delete(session.access(), job.eventId(), etag, job.mail());
    } catch (GoogleFailure failure) {
      // An event that is not there may have gone to another calendar, with what it says.
      return crossed(session, job, look, failure);
    }
    results.deleted(session, job);
    return true;
  }

  private @Nullable String emptied(SyncSession session, WriteJob job) throws GoogleFailure {
    try {
      return google.empty(session.access(), job.eventId(), job.link().getEtag(), job.mail()).etag();
    } catch (GoogleFailure failure) {
      return switch (failure.meaning()) {
        // Who may not change it may still be allowed to delete it.
        case FORBIDDEN, INVALID -> job.link().getEtag();
        case RECONNECT,
            SLOW_DOWN,
            TOKEN_EXPIRED,
            GONE,
            EXISTS,
            CHANGED,
            NO_PUSH,
            OPERATOR,
            UNREADABLE,
            UNAVAILABLE ->
            throw failure;
      };
    }
  }

  /** Goes on after a failure that says that somebody else has changed the event. */
  private boolean crossed(SyncSession session, WriteJob job, Look look, GoogleFailure failure)
      throws GoogleFailure {
    return switch (failure.meaning()) {
      case GONE, TOKEN_EXPIRED, CHANGED, EXISTS -> find(session, job, look);
      case RECONNECT, SLOW_DOWN, FORBIDDEN, NO_PUSH, INVALID, OPERATOR, UNREADABLE, UNAVAILABLE ->
          throw failure;
    };
  }

  /** Applies what was found in place of the version that the write was decided on. */
  private boolean found(SyncSession session, WriteJob job, @Nullable RemoteEvent event) {
    pages.applyChanges(
        session, List.of(event == null ? RemoteEvent.tombstone(job.eventId()) : event), null);
    return false;
  }

  /** Deletes an event under a former id that the doctor took out of the bin. */
  private boolean takeFormerAway(SyncSession session, WriteJob job) throws GoogleFailure {
    String former = job.link().getFormerEventId();
    if (former != null) {
      try {
        google.delete(session.access(), former, null, SendUpdates.NONE);
      } catch (GoogleFailure failure) {
        if (failure.meaning() != Meaning.GONE && failure.meaning() != Meaning.TOKEN_EXPIRED) {
          throw failure;
        }
      }
    }
    results.formerTakenAway(session, job);
    return false;
  }
}
