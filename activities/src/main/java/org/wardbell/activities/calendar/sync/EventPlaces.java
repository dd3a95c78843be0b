package org.wardbell.activities.calendar.sync;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jooq.DSLContext;
import org.jspecify.annotations.Nullable;
import org.wardbell.activities.appointment.InboundChanges;
import org.wardbell.activities.calendar.google.event.Origin;
import org.wardbell.activities.calendar.google.event.RemoteEvent;
import org.wardbell.activities.calendar.link.LinkPlaces;
import org.wardbell.activities.calendar.link.LinkPlaces.Place;
import org.wardbell.activities.calendar.link.LinkStore;
import org.wardbell.activities.database.generated.tables.records.LinkRecord;
import org.wardbell.workflows.appointment.Appointment;

/**
 * The rule which event is an appointment's, when the doctor makes it repeat, ends that, splits the
 * series or moves it to another calendar of theirs. It works in a session's transaction, which
 * holds the calendar's lock and then the doctor's.
 */
final class EventPlaces {
  /** Google's own application names the rest of a split series so (reported by users). */
  private static final String SPLIT = "_R";

  private final InboundChanges appointments;

  EventPlaces(InboundChanges appointments) {
    this.appointments = appointments;
  }

  /**
   * A page's events that were made for appointments, but are not known as theirs.
   *
   * @param owners the appointments, by the events' ids
   * @param putOff an event that becomes an appointment's unless a later page shows a better one
   */
  record Claims(Map<String, UUID> owners, List<RemoteEvent> putOff) {
    static final Claims NONE = new Claims(Map.of(), List.of());
  }

  /** Returns the links that a page's events speak of, without a lock. */
  List<LinkRecord> claimed(
      DSLContext transaction, SyncSession session, List<RemoteEvent> page, Set<String> known) {
    Set<UUID> owners = new HashSet<>();
    Set<String> icalUids = new HashSet<>();
    Set<String> series = new HashSet<>();
    for (RemoteEvent event : page) {
      Origin origin = event.origin();
      if (event.cancelled() && origin.seriesId() != null) {
        series.add(origin.seriesId());
      } else if (!event.cancelled() && !known.contains(event.id())) {
        if (origin.appointmentId() != null) {
          owners.add(origin.appointmentId());
        }
        if (event.icalUid() != null) {
          icalUids.add(event.icalUid());
        }
        series.addAll(seriesOf(event));
      }
    }
    return owners.isEmpty() && icalUids.isEmpty() && series.isEmpty()
        ? List.of()
        : LinkPlaces.claimed(
            transaction, session.clinicId(), session.doctorId(), owners, icalUids, series);
  }

  /** Returns the ids of a link's series, or of its event, by which an event may be known. */
  private static List<String> seriesOf(RemoteEvent event) {
    String series = event.origin().seriesId();
    if (series == null) {
      // A series that became a single event again has the series' id.
      return List.of(event.id());
    }
    int split = series.indexOf(SPLIT);
    return split < 0 ? List.of(series) : List.of(series, series.substring(0, split));
  }

  /**
   * Looks which events of a page are appointments' own now, and lets their links have them.
   *
   * @param claimed the links that the page's events speak of
   * @param known the ids of the page's events that are appointments' own already
   * @param last true if no later page can show a better event
   */
  Claims settle(
      DSLContext transaction,
      SyncSession session,
      List<RemoteEvent> page,
      List<LinkRecord> claimed,
      Set<String> known,
      boolean last) {
    Map<String, UUID> owners = new HashMap<>();
    List<RemoteEvent> putOff = new ArrayList<>();
    for (LinkRecord seen : claimed) {
      List<RemoteEvent> candidates =
          page.stream()
              .filter(event -> !event.cancelled() && !known.contains(event.id()))
              .filter(event -> isOf(event, seen))
              .toList();
      if (!candidates.isEmpty()) {
        candidates.forEach(event -> owners.put(event.id(), seen.getAppointmentId()));
        RemoteEvent own = settle(transaction, session, seen, candidates, last, putOff);
        if (own != null) {
          owners.remove(own.id());
        }
      } else if (page.stream().anyMatch(event -> event.cancelled() && becameSeries(event, seen))) {
        vanished(transaction, session, seen);
      }
    }
    return new Claims(owners, putOff);
  }

  /** Has an event looked for that became a series, of which only tombstones were told. */
  private void vanished(DSLContext transaction, SyncSession session, LinkRecord seen) {
    appointments.lock(transaction, seen.getAppointmentId());
    LinkStore.tryLock(transaction, session.calendarId(), seen.getAppointmentId())
        .filter(link -> link.getGoogleEventId().equals(seen.getGoogleEventId()))
        .filter(link -> link.getMissingSince() == null && !LinkPlaces.isGone(link))
        .ifPresent(link -> LinkPlaces.miss(transaction, link, session.doctorId()));
  }

  private static boolean isOf(RemoteEvent event, LinkRecord link) {
    boolean ofSeries =
        seriesOf(event).stream()
            .anyMatch(id -> id.equals(link.getSeriesId()) || id.equals(link.getGoogleEventId()));
    return link.getAppointmentId().equals(event.origin().appointmentId())
        || (event.icalUid() != null && event.icalUid().equals(link.getIcalUid()))
        || ofSeries;
  }

  /** Returns the one of these events that is the appointment's own from now on, if any is. */
  private @Nullable RemoteEvent settle(
      DSLContext transaction,
      SyncSession session,
      LinkRecord seen,
      List<RemoteEvent> candidates,
      boolean last,
      List<RemoteEvent> putOff) {
    Appointment appointment = appointments.lock(transaction, seen.getAppointmentId());
    Optional<LinkRecord> locked =
        LinkStore.tryLock(transaction, seen.getCalendarId(), seen.getAppointmentId());
    if (locked.isEmpty()) {
      return null;
    }
    LinkRecord link = locked.get();
    // What a link knew of its event went with the event.
    Instant time = LinkPlaces.isGone(link) ? appointment.slot().start() : time(link);
    boolean here = link.getCalendarId().equals(session.calendarId());
    RemoteEvent own = null;
    if (here && link.getSeriesId() == null) {
      own = nearest(candidates.stream().filter(e -> becameSeries(e, link)).toList(), time);
      if (own != null && !last && !time.equals(own.origin().originalStart())) {
        putOff.add(own);
        return null;
      }
    } else if (here) {
      own =
          candidates.stream()
              .filter(event -> event.id().equals(link.getSeriesId()))
              .filter(event -> event.origin().seriesId() == null && !event.origin().repeats())
              .findFirst()
              .orElse(null);
    }
    if (own == null && link.getMissingSince() != null) {
      own = nearest(fresh(transaction, session, candidates), time);
    }
    if (own != null) {
      LinkPlaces.move(transaction, link, new Place(session.calendarId(), own.id()), true);
    }
    return own;
  }

  /** Leaves out what was in the calendar before: other instances, of which Google tells again. */
  private static List<RemoteEvent> fresh(
      DSLContext transaction, SyncSession session, List<RemoteEvent> events) {
    Set<String> old =
        LinkPlaces.seenBefore(
            transaction, session.calendarId(), events.stream().map(RemoteEvent::id).toList());
    return events.stream().filter(event -> !old.contains(event.id())).toList();
  }

  private static boolean becameSeries(RemoteEvent event, LinkRecord link) {
    return link.getGoogleEventId().equals(event.origin().seriesId());
  }

  private static @Nullable RemoteEvent nearest(List<RemoteEvent> events, Instant time) {
    return events.stream()
        .min(
            Comparator.comparing((RemoteEvent event) -> distance(event, time))
                .thenComparing(RemoteEvent::id))
        .orElse(null);
  }

  private static Duration distance(RemoteEvent event, Instant time) {
    Instant original = event.origin().originalStart();
    Instant start = original == null && event.slot() != null ? event.slot().start() : original;
    return start == null ? Duration.ofSeconds(Long.MAX_VALUE) : Duration.between(time, start).abs();
  }

  private static Instant time(LinkRecord link) {
    return Objects.requireNonNullElse(
        link.getOriginalStartsAt(), Objects.requireNonNullElse(link.getStartsAt(), Instant.EPOCH));
  }

  /** Takes note that a link's event repeats now: one of its instances is the appointment's. */
  void repeats(DSLContext transaction, SyncSession session, LinkRecord link) {
    Optional<Place> place = LinkPlaces.elsewhere(transaction, link);
    if (place.isPresent()) {
      LinkPlaces.move(transaction, link, place.get(), false);
    } else if (link.getMissingSince() == null) {
      LinkPlaces.miss(transaction, link, session.doctorId());
    }
  }

  /**
   * Decides about an event that is gone.
   *
   * @return true if it is somewhere else, or may be: then nothing follows from its absence yet
   */
  boolean isOrMayBeElsewhere(DSLContext transaction, SyncSession session, LinkRecord link) {
    Optional<Place> place = LinkPlaces.elsewhere(transaction, link);
    if (place.isPresent()) {
      LinkPlaces.move(transaction, link, place.get(), false);
      return true;
    }
    if (link.getMissingSince() != null) {
      return !LinkPlaces.isNowhere(transaction, link, session.doctorId());
    }
    if (!LinkPlaces.mayBeElsewhere(transaction, link, session.doctorId())) {
      return false;
    }
    LinkPlaces.miss(transaction, link, session.doctorId());
    return true;
  }
}
