package org.wardbell.activities.calendar.link;

import static org.wardbell.activities.database.generated.Tables.BUSY_TIME;
import static org.wardbell.activities.database.generated.Tables.CALENDAR;
import static org.wardbell.activities.database.generated.Tables.CALENDAR_COUNTERS;
import static org.wardbell.activities.database.generated.Tables.LINK;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.UUID;
import org.jooq.Condition;
import org.jooq.DSLContext;
import org.jooq.Record1;
import org.jooq.Select;
import org.jooq.impl.DSL;
import org.jspecify.annotations.Nullable;
import org.wardbell.activities.database.DatabaseClock;
import org.wardbell.activities.database.generated.tables.records.BusyTimeRecord;
import org.wardbell.activities.database.generated.tables.records.LinkRecord;
import org.wardbell.workflows.calendar.CalendarState;
import org.wardbell.workflows.calendar.LinkState;

/**
 * The store of where an appointment's event is: in which of the doctor's calendars, as which
 * instance of which series, or nowhere for the moment. Changes belong to a session's transaction,
 * which holds the doctor's lock.
 */
public final class LinkPlaces {
  /**
   * A calendar that cannot be read keeps a deletion waiting for so long; one that can takes
   * seconds.
   */
  private static final Duration LONGEST_SEARCH = Duration.ofMinutes(10);

  private LinkPlaces() {}

  /** Returns whether the event of a link was taken away, by the doctor or by us. */
  public static boolean isGone(LinkRecord link) {
    return LinkState.GONE_NAMES.contains(link.getState());
  }

  /** An event of Google's, in one of the doctor's calendars. */
  public record Place(UUID calendarId, String eventId) {}

  /**
   * Returns links of a doctor's appointments in calendars that are connected, by any of what an
   * event tells of them. Only these appointments can have given an event its marks, whoever wrote
   * them. Of those whose event is gone, only the ones that became a series may have come back.
   *
   * @param seriesIds of series that a link's event is of, or became
   */
  public static List<LinkRecord> claimed(
      DSLContext transaction,
      UUID clinicId,
      UUID doctorId,
      Collection<UUID> appointments,
      Collection<String> icalUids,
      Collection<String> seriesIds) {
    // One statement for each mark, because MySQL takes an index for one of them at a time.
    List<Condition> marks = new ArrayList<>();
    Condition exists = LINK.STATE.in(LinkState.WRITING.name(), LinkState.WRITTEN.name());
    if (!appointments.isEmpty()) {
      marks.add(LINK.APPOINTMENT_ID.in(appointments).and(exists));
    }
    if (!icalUids.isEmpty()) {
      marks.add(LINK.CLINIC_ID.eq(clinicId).and(LINK.ICAL_UID.in(icalUids)).and(exists));
    }
    if (!seriesIds.isEmpty()) {
      marks.add(LINK.SERIES_ID.in(seriesIds).and(exists));
      marks.add(
          LINK.GOOGLE_EVENT_ID.in(seriesIds).and(exists.or(LINK.STATE.in(LinkState.GONE_NAMES))));
    }
    List<UUID> calendars = connected(transaction, doctorId);
    SortedMap<UUID, LinkRecord> found = new TreeMap<>();
    for (Condition mark : marks) {
      transaction
          .selectFrom(LINK)
          .where(mark)
          .and(LINK.CALENDAR_ID.in(calendars))
          .forEach(link -> found.put(link.getAppointmentId(), link));
    }
    return List.copyOf(found.values());
  }

  private static List<UUID> connected(DSLContext transaction, UUID doctorId) {
    return transaction
        .select(CALENDAR.ID)
        .from(CALENDAR)
        .where(CALENDAR.DOCTOR_ID.eq(doctorId))
        .and(CALENDAR.STATE.ne(CalendarState.DISCONNECTED.name()))
        .fetch(CALENDAR.ID);
  }

  /**
   * Returns where a link's event may be that is not at its place any more: an event in another
   * calendar of the doctor's, or a new one in the same, that was made for this appointment; the
   * nearest in time, if there are several.
   */
  public static Optional<Place> elsewhere(DSLContext transaction, LinkRecord link) {
    Instant time =
        Objects.requireNonNullElse(
            link.getOriginalStartsAt(),
            Objects.requireNonNullElse(link.getStartsAt(), Instant.EPOCH));
    return transaction
        .select(BUSY_TIME.fields())
        .from(BUSY_TIME)
        .join(CALENDAR)
        .on(CALENDAR.ID.eq(BUSY_TIME.CALENDAR_ID))
        .where(BUSY_TIME.APPOINTMENT_ID.eq(link.getAppointmentId()))
        .and(BUSY_TIME.CLINIC_ID.eq(link.getClinicId()))
        .and(CALENDAR.STATE.ne(CalendarState.DISCONNECTED.name()))
        .and(
            BUSY_TIME
                .CALENDAR_ID
                .ne(link.getCalendarId())
                // What was there before the last pull ended is another instance, or an old copy.
                .or(BUSY_TIME.ADDED_AT.gt(CALENDAR.PULLED_AT)))
        .fetchInto(BUSY_TIME)
        .stream()
        .min(
            Comparator.comparing(
                    (BusyTimeRecord busy) ->
                        !busy.getGoogleEventId().equals(link.getGoogleEventId()))
                .thenComparing(busy -> Duration.between(time, busy.getStartsAt()).abs())
                .thenComparing(BusyTimeRecord::getGoogleEventId))
        .map(busy -> new Place(busy.getCalendarId(), busy.getGoogleEventId()));
  }

  /** Returns those of these events that a calendar had before its last pull ended. */
  public static Set<String> seenBefore(
      DSLContext transaction, UUID calendarId, Collection<String> eventIds) {
    return transaction
        .select(BUSY_TIME.GOOGLE_EVENT_ID)
        .from(BUSY_TIME)
        .join(CALENDAR)
        .on(CALENDAR.ID.eq(BUSY_TIME.CALENDAR_ID))
        .where(BUSY_TIME.CALENDAR_ID.eq(calendarId))
        .and(BUSY_TIME.GOOGLE_EVENT_ID.in(eventIds))
        .and(BUSY_TIME.ADDED_AT.le(CALENDAR.PULLED_AT))
        .fetchSet(BUSY_TIME.GOOGLE_EVENT_ID);
  }

  /**
   * Lets a link have its event at another place.
   *
   * @param seen true if the caller applies what the event says now; else it is read first
   */
  public static void move(DSLContext transaction, LinkRecord link, Place place, boolean seen) {
    boolean inAnother = !place.calendarId().equals(link.getCalendarId());
    transaction
        .deleteFrom(BUSY_TIME)
        .where(BUSY_TIME.CALENDAR_ID.eq(place.calendarId()))
        .and(BUSY_TIME.GOOGLE_EVENT_ID.eq(place.eventId()))
        .execute();
    if (inAnother) {
      transaction
          .deleteFrom(LINK)
          .where(LINK.APPOINTMENT_ID.eq(link.getAppointmentId()))
          .and(LINK.CALENDAR_ID.eq(place.calendarId()))
          .execute();
    }
    transaction
        .update(LINK)
        .set(LINK.CALENDAR_ID, place.calendarId())
        .set(LINK.GOOGLE_EVENT_ID, place.eventId())
        .set(
            LINK.STATE,
            isGone(link) ? link.getState() : (seen ? LinkState.WRITTEN : LinkState.WRITING).name())
        .setNull(LINK.ETAG)
        .setNull(LINK.MISSING_SINCE)
        .set(
            LINK.DUE_AT,
            // The other calendar's events may have to say something else.
            seen && !inAnother
                ? DSL.when(LINK.WANTED_VERSION.gt(LINK.VERSION), DatabaseClock.now())
                    .otherwise(LINK.CONFERENCE_AT)
                : DatabaseClock.now())
        .where(LinkStore.key(link))
        .execute();
  }

  /** Keeps as which instance of which series the event was seen; null for a single event. */
  public static void series(
      DSLContext transaction,
      LinkRecord link,
      @Nullable String seriesId,
      @Nullable Instant originalStart) {
    if (!Objects.equals(seriesId, link.getSeriesId())
        || !Objects.equals(originalStart, link.getOriginalStartsAt())) {
      transaction
          .update(LINK)
          .set(LINK.SERIES_ID, seriesId)
          .set(LINK.ORIGINAL_STARTS_AT, originalStart)
          .where(LinkStore.key(link))
          .execute();
    }
  }

  /** Returns whether an event that is gone may have gone to another place. */
  public static boolean mayBeElsewhere(DSLContext transaction, LinkRecord link, UUID doctorId) {
    return link.getSeriesId() != null || connected(transaction, doctorId).size() > 1;
  }

  /**
   * Records that the event is gone, and asks for a pull of each calendar of the doctor's, in which
   * it may appear. Whatever is seen of it next is news, also in the version that was known.
   */
  public static void miss(DSLContext transaction, LinkRecord link, UUID doctorId) {
    transaction
        .update(LINK)
        .set(LINK.MISSING_SINCE, DatabaseClock.now())
        .setNull(LINK.ETAG)
        .set(LINK.DUE_AT, DatabaseClock.now())
        .where(LinkStore.key(link))
        .execute();
    transaction
        .update(CALENDAR_COUNTERS)
        .set(CALENDAR_COUNTERS.REQUESTED, CALENDAR_COUNTERS.REQUESTED.plus(1))
        .set(
            CALENDAR_COUNTERS.WAITING_SINCE,
            DSL.coalesce(CALENDAR_COUNTERS.WAITING_SINCE, DatabaseClock.now()))
        .where(CALENDAR_COUNTERS.CALENDAR_ID.in(live(doctorId)))
        .execute();
  }

  private static Select<Record1<UUID>> live(UUID doctorId) {
    return DSL.select(CALENDAR.ID)
        .from(CALENDAR)
        .where(CALENDAR.DOCTOR_ID.eq(doctorId))
        .and(CALENDAR.STATE.in(CalendarState.LIVE_NAMES));
  }

  /** Records that the event is at its place. */
  public static void found(DSLContext transaction, LinkRecord link) {
    if (link.getMissingSince() != null) {
      transaction.update(LINK).setNull(LINK.MISSING_SINCE).where(LinkStore.key(link)).execute();
    }
  }

  /**
   * Returns whether a missing event is nowhere: each calendar of the doctor's that can be read was
   * read since, from its beginning to its end, or too much time has passed.
   */
  public static boolean isNowhere(DSLContext transaction, LinkRecord link, UUID doctorId) {
    boolean waits =
        transaction.fetchExists(
            transaction
                .selectOne()
                .from(CALENDAR)
                .where(CALENDAR.DOCTOR_ID.eq(doctorId))
                .and(CALENDAR.STATE.in(CalendarState.LIVE_NAMES))
                .and(
                    CALENDAR
                        .PULLED_FROM
                        .isNull()
                        .or(CALENDAR.PULLED_FROM.le(link.getMissingSince()))));
    return !waits
        || transaction.fetchExists(
            LINK,
            LinkStore.key(link)
                .and(LINK.MISSING_SINCE.lt(DatabaseClock.after(LONGEST_SEARCH.negated()))));
  }
}
