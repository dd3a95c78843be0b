package org.wardbell.activities.calendar.google;

import com.google.api.client.util.Data;
import com.google.api.client.util.DateTime;
import com.google.api.services.calendar.model.ConferenceData;
import com.google.api.services.calendar.model.ConferenceSolutionKey;
import com.google.api.services.calendar.model.CreateConferenceRequest;
import com.google.api.services.calendar.model.Event;
import com.google.api.services.calendar.model.EventAttendee;
import com.google.api.services.calendar.model.EventDateTime;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.format.DateTimeParseException;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.wardbell.workflows.appointment.Appointment;
import org.wardbell.workflows.appointment.Rsvp;
import org.wardbell.workflows.appointment.TimeSlot;
import org.wardbell.workflows.calendar.DerivedEventId;

/** The mapper between appointments and Google's events. By default an event names no patient. */
final class EventMapper {
  /** The title of every event; it says nothing about the patient to anybody who sees it. */
  private static final String TITLE = "Appointment";

  /** The property that tells a person, or another installation, whose event this is. */
  private static final String APPOINTMENT_PROPERTY = "wardbell_appointment";

  /** The bounds of what a datetime column holds; a time outside of them is ignored. */
  private static final Instant EARLIEST = Instant.parse("1970-01-01T00:00:00Z");

  private static final Instant LATEST = Instant.parse("2200-01-01T00:00:00Z");

  private EventMapper() {}

  /** Returns a new event. */
  static Event insert(Appointment appointment, CalendarPolicy policy) {
    Event event =
        times(appointment)
            .setId(DerivedEventId.of(appointment.id()))
            .setSummary(TITLE)
            .setExtendedProperties(
                new Event.ExtendedProperties()
                    .setPrivate(Map.of(APPOINTMENT_PROPERTY, appointment.id().toString())));
    String guest = appointment.patient().email();
    if (policy.guests() == CalendarPolicy.Guests.PATIENT && guest != null) {
      event.setAttendees(List.of(new EventAttendee().setEmail(guest)));
    }
    if (policy.meet()) {
      event.setConferenceData(meet(event.getId()));
    }
    return event;
  }

  /** Returns the changes to an event that exists: only its time. The rest is the doctor's. */
  static Event patch(Appointment appointment) {
    return withoutDays(times(appointment));
  }

  /** Returns the changes to an event that may have been deleted. */
  static Event restore(Appointment appointment) {
    return withoutDays(times(appointment)).setStatus("confirmed");
  }

  /**
   * Clears the dates of an event that was made to last whole days: a patch merges, and Google
   * refuses a time that has both a date and a moment.
   */
  private static Event withoutDays(Event event) {
    event.getStart().setDate(Data.NULL_DATE_TIME);
    event.getEnd().setDate(Data.NULL_DATE_TIME);
    return event;
  }

  private static Event times(Appointment appointment) {
    ZoneId zone = appointment.zone();
    return new Event()
        .setStart(time(appointment.slot().start(), zone))
        .setEnd(time(appointment.slot().end(), zone));
  }

  private static EventDateTime time(Instant instant, ZoneId zone) {
    int minutes = zone.getRules().getOffset(instant).getTotalSeconds() / 60;
    return new EventDateTime()
        .setDateTime(new DateTime(instant.toEpochMilli(), minutes))
        .setTimeZone(zone.getId());
  }

  private static ConferenceData meet(String requestId) {
    return new ConferenceData()
        .setCreateRequest(
            new CreateConferenceRequest()
                .setRequestId(requestId)
                .setConferenceSolutionKey(new ConferenceSolutionKey().setType("hangoutsMeet")));
  }

  /**
   * Reads an event.
   *
   * @param zone the calendar's time zone, in which its days begin
   */
  static RemoteEvent read(Event event, ZoneId zone) {
    boolean cancelled = "cancelled".equals(event.getStatus());
    TimeSlot whole = slot(event, zone);
    boolean allDay = event.getStart() != null && event.getStart().getDate() != null;
    return new RemoteEvent(
        event.getId(),
        cancelled,
        event.getEtag(),
        event.getICalUID(),
        allDay ? null : whole,
        cancelled || isFree(event) ? null : whole,
        answers(event));
  }

  private static @Nullable TimeSlot slot(Event event, ZoneId zone) {
    Instant start = instant(event.getStart(), zone);
    Instant end = instant(event.getEnd(), zone);
    return start == null || end == null || !start.isBefore(end) ? null : new TimeSlot(start, end);
  }

  private static @Nullable Instant instant(@Nullable EventDateTime time, ZoneId zone) {
    if (time == null) {
      return null;
    }
    Instant instant = null;
    if (time.getDateTime() != null) {
      instant = Instant.ofEpochMilli(time.getDateTime().getValue());
    } else if (time.getDate() != null) {
      instant = startOfDay(time.getDate().toStringRfc3339(), zone);
    }
    return instant == null || instant.isBefore(EARLIEST) || instant.isAfter(LATEST)
        ? null
        : instant;
  }

  private static @Nullable Instant startOfDay(String date, ZoneId zone) {
    try {
      return LocalDate.parse(date).atStartOfDay(zone).toInstant();
    } catch (DateTimeParseException notADate) {
      return null;
    }
  }

  private static boolean isFree(Event event) {
    return "transparent".equals(event.getTransparency())
        || attendees(event).stream()
            .anyMatch(
                guest ->
                    Boolean.TRUE.equals(guest.getSelf())
                        && "declined".equals(guest.getResponseStatus()));
  }

  private static Map<String, Rsvp> answers(Event event) {
    Map<String, Rsvp> answers = new HashMap<>();
    for (EventAttendee guest : attendees(event)) {
      Rsvp answer = rsvp(guest.getResponseStatus());
      if (guest.getEmail() != null && answer != null) {
        answers.put(guest.getEmail().toLowerCase(Locale.ROOT), answer);
      }
    }
    return answers;
  }

  private static List<EventAttendee> attendees(Event event) {
    return event.getAttendees() == null ? List.of() : event.getAttendees();
  }

  private static @Nullable Rsvp rsvp(@Nullable String responseStatus) {
    return switch (responseStatus) {
      case "needsAction" -> Rsvp.NEEDS_ACTION;
      case "declined" -> Rsvp.DECLINED;
      case "tentative" -> Rsvp.TENTATIVE;
      case "accepted" -> Rsvp.ACCEPTED;
      case null, default -> null;
    };
  }
}
