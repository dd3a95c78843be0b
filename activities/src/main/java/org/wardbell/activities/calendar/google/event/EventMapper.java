package org.wardbell.activities.calendar.google.event;

import com.google.api.services.calendar.model.ConferenceData;
import com.google.api.services.calendar.model.ConferenceRequestStatus;
import com.google.api.services.calendar.model.CreateConferenceRequest;
import com.google.api.services.calendar.model.EntryPoint;
import com.google.api.services.calendar.model.Event;
import com.google.api.services.calendar.model.EventAttendee;
import com.google.api.services.calendar.model.EventDateTime;
import com.google.api.services.calendar.model.EventReminder;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.wardbell.workflows.appointment.Rsvp;
import org.wardbell.workflows.appointment.TextField;
import org.wardbell.workflows.appointment.TimeSlot;

/** The reader of Google's events. */
public final class EventMapper {
  /** The bounds of what a datetime column holds; a time outside of them is ignored. */
  private static final Instant EARLIEST = Instant.parse("1970-01-01T00:00:00Z");

  private static final Instant LATEST = Instant.parse("2200-01-01T00:00:00Z");

  /** The longest address that is taken for a meeting's, far beyond what Google's have. */
  private static final int LONGEST_LINK = 500;

  private EventMapper() {}

  /**
   * Reads an event.
   *
   * @param zone the calendar's time zone, in which its days begin
   */
  public static RemoteEvent read(Event event, ZoneId zone) {
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
        texts(event),
        new GuestList(attendees(event), !Boolean.TRUE.equals(event.getAttendeesOmitted())),
        answers(event),
        conference(event),
        origin(event, zone));
  }

  /** Reads the video meeting of an event. */
  public static Conference conference(Event event) {
    ConferenceData data = event.getConferenceData();
    String link = link(event, data);
    if (link != null) {
      return Conference.ready(link);
    }
    CreateConferenceRequest request = data == null ? null : data.getCreateRequest();
    ConferenceRequestStatus status = request == null ? null : request.getStatus();
    return switch (status == null ? null : status.getStatusCode()) {
      case "pending" -> new Conference(Conference.State.PENDING, null);
      case "failure" -> new Conference(Conference.State.FAILED, null);
      case null, default -> Conference.NONE;
    };
  }

  private static @Nullable String link(Event event, @Nullable ConferenceData data) {
    Stream<String> video =
        data == null || data.getEntryPoints() == null
            ? Stream.empty()
            : data.getEntryPoints().stream()
                .filter(entry -> "video".equals(entry.getEntryPointType()))
                .map(EntryPoint::getUri);
    return Stream.concat(video, Stream.ofNullable(event.getHangoutLink()))
        .filter(link -> link != null && link.startsWith("https://"))
        .filter(link -> link.length() <= LONGEST_LINK)
        .findFirst()
        .orElse(null);
  }

  private static Origin origin(Event event, ZoneId zone) {
    return new Origin(
        event.getRecurringEventId(),
        instant(event.getOriginalStartTime(), zone),
        event.getRecurrence() != null && !event.getRecurrence().isEmpty(),
        appointment(event.getExtendedProperties()));
  }

  private static @Nullable UUID appointment(Event.@Nullable ExtendedProperties properties) {
    String id =
        properties == null || properties.getPrivate() == null
            ? null
            : properties.getPrivate().get(EventWriter.APPOINTMENT_PROPERTY);
    try {
      return id == null ? null : UUID.fromString(id);
    } catch (IllegalArgumentException notOurs) {
      return null;
    }
  }

  private static Map<TextField, String> texts(Event event) {
    Map<TextField, String> texts = new EnumMap<>(TextField.class);
    for (TextField field : TextField.values()) {
      if (event.get(EventWriter.place(field)) instanceof String text && !text.isEmpty()) {
        texts.put(field, text);
      }
    }
    Event.Reminders reminders = event.getReminders();
    if (reminders != null && Boolean.FALSE.equals(reminders.getUseDefault())) {
      texts.put(TextField.REMINDERS, reminders(reminders));
    }
    return texts;
  }

  private static String reminders(Event.Reminders reminders) {
    List<Reminder> known = new ArrayList<>();
    if (reminders.getOverrides() != null) {
      for (EventReminder each : reminders.getOverrides()) {
        known.add(
            new Reminder(
                Reminder.Method.of(each.getMethod()).orElse(Reminder.Method.POPUP),
                each.getMinutes() == null ? 0 : each.getMinutes()));
      }
    }
    return Reminder.text(known);
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

  /** Reads the guests' answers, by lower-case address. */
  public static Map<String, Rsvp> answers(Event event) {
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
