package org.wardbell.activities.calendar.google.event;

import com.google.api.client.util.Data;
import com.google.api.client.util.DateTime;
import com.google.api.services.calendar.model.ConferenceData;
import com.google.api.services.calendar.model.ConferenceSolutionKey;
import com.google.api.services.calendar.model.CreateConferenceRequest;
import com.google.api.services.calendar.model.Event;
import com.google.api.services.calendar.model.EventDateTime;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.wardbell.workflows.appointment.Appointment;
import org.wardbell.workflows.appointment.ContentChange;
import org.wardbell.workflows.appointment.EventContent;
import org.wardbell.workflows.appointment.TextField;
import org.wardbell.workflows.appointment.TimeSlot;

/** The writer of Google's events: whole ones, and changes of some of their fields. */
public final class EventWriter {
  /** A title that says nothing about the patient to anybody who sees it. */
  public static final String NEUTRAL_TITLE = "Appointment";

  /** The property that tells a person, or another installation, whose event this is. */
  static final String APPOINTMENT_PROPERTY = "wardbell_appointment";

  private EventWriter() {}

  /**
   * Returns a new event.
   *
   * @param meet true for a video link
   */
  public static Event insert(
      String id, Appointment appointment, EventContent content, boolean meet) {
    Event event =
        timed(new Event(), content.slot(), appointment.zone())
            .setId(id)
            .setExtendedProperties(
                new Event.ExtendedProperties()
                    .setPrivate(Map.of(APPOINTMENT_PROPERTY, appointment.id().toString())));
    content.texts().forEach((field, text) -> set(event, field, text));
    if (!content.guests().isEmpty()) {
      event.setAttendees(
          GuestList.EMPTY.after(new ContentChange(Map.of(), content.guests(), Set.of(), Set.of())));
    }
    if (meet) {
      event.setConferenceData(meet(id));
    }
    return event;
  }

  /** Returns the changed fields of an event. */
  public static Event patch(EventPatch patch) {
    Event event = new Event();
    if (patch.slot() != null) {
      withoutDays(timed(event, patch.slot(), patch.zone()));
    }
    patch
        .change()
        .texts()
        .forEach((field, text) -> set(event, field, text.isEmpty() ? Data.NULL_STRING : text));
    if (patch.change().changesGuests()) {
      event.setAttendees(patch.guests().after(patch.change()));
    }
    if (patch.meeting() != null) {
      event.setConferenceData(meet(patch.meeting()));
    }
    return patch.fromBin() ? event.setStatus("confirmed") : event;
  }

  /**
   * Returns the change of an event that is about to be deleted: the bin keeps what it said, so
   * nothing of the patient may be left.
   */
  public static Event emptied() {
    return new Event()
        .setSummary(NEUTRAL_TITLE)
        .setDescription(Data.NULL_STRING)
        .setLocation(Data.NULL_STRING)
        .setAttendees(List.of());
  }

  /** Returns the part of an event that holds a text. */
  static String place(TextField field) {
    return switch (field) {
      case TITLE -> "summary";
      case DESCRIPTION -> "description";
      case LOCATION -> "location";
      case COLOUR -> "colorId";
    };
  }

  private static void set(Event event, TextField field, String text) {
    event.set(place(field), text);
  }

  /**
   * Clears the dates of an event that was made to last whole days: a patch merges, and Google
   * refuses a time that has both a date and a moment.
   */
  private static void withoutDays(Event event) {
    event.getStart().setDate(Data.NULL_DATE_TIME);
    event.getEnd().setDate(Data.NULL_DATE_TIME);
  }

  private static Event timed(Event event, TimeSlot slot, ZoneId zone) {
    return event.setStart(time(slot.start(), zone)).setEnd(time(slot.end(), zone));
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
}
