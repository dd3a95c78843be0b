package org.wardbell.activities.calendar.google.event;

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
import org.jspecify.annotations.Nullable;
import org.wardbell.workflows.appointment.Rsvp;
import org.wardbell.workflows.appointment.TextField;
import org.wardbell.workflows.appointment.TimeSlot;

/** The reader of Google's events. */
public final class EventMapper {
  /** The bounds of what a datetime column holds; a time outside of them is ignored. */
  private static final Instant EARLIEST = Instant.parse("1970-01-01T00:00:00Z");

  private static final Instant LATEST = Instant.parse("2200-01-01T00:00:00Z");

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
        answers(event));
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
                Reminder.Method.EMAIL.word().equals(each.getMethod())
                    ? Reminder.Method.EMAIL
                    : Reminder.Method.POPUP,
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
