package org.wardbell.simulator.google;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import org.wardbell.simulator.google.calendar.Calendars;
import org.wardbell.simulator.google.calendar.EventTimes;
import org.wardbell.simulator.google.calendar.EventWrites;
import org.wardbell.simulator.google.calendar.SeriesSplit;
import org.wardbell.simulator.google.calendar.StoredCalendar;
import org.wardbell.simulator.google.calendar.StoredEvent;
import org.wardbell.simulator.google.calendar.WriteOptions;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** A person who uses Google's own calendar application; every act is pushed to the channels. */
public final class Doctor {

  private static final JsonMapper JSON = JsonMapper.shared();

  private final Calendars calendars;
  private final StoredCalendar calendar;
  private final EventWrites writes;

  Doctor(Calendars calendars, StoredCalendar calendar, EventWrites writes) {
    this.calendars = calendars;
    this.calendar = calendar;
    this.writes = writes;
  }

  /** Creates an event; returns its id, which Google chooses. */
  public String create(String summary, Instant start, Instant end) {
    ObjectNode event = JSON.createObjectNode();
    event.put("summary", summary);
    EventTimes.timed(event, "start", start, calendar.zone());
    EventTimes.timed(event, "end", end, calendar.zone());
    return create(event.toString());
  }

  /** Creates an event from its JSON (Google's Events resource); returns its id. */
  public String create(String eventJson) {
    return writes.insert(calendar, object(eventJson), person()).id();
  }

  /** Drags an event to another time. */
  public void move(String eventId, Instant start, Instant end) {
    ObjectNode patch = JSON.createObjectNode();
    EventTimes.timed(patch, "start", start, calendar.zone());
    EventTimes.timed(patch, "end", end, calendar.zone());
    writes.patch(calendar, eventId, patch, person());
  }

  /** Moves an event to another calendar, which becomes its organizer. */
  public void moveTo(String eventId, String otherCalendarId) {
    writes.move(calendar, eventId, calendars.get(otherCalendarId), person());
  }

  /** Turns an event into an all-day one; {@code end} is the day after the last. */
  public void makeAllDay(String eventId, LocalDate first, LocalDate end) {
    ObjectNode patch = JSON.createObjectNode();
    patch.putObject("start").put("date", first.toString()).putNull("dateTime");
    patch.putObject("end").put("date", end.toString()).putNull("dateTime");
    writes.patch(calendar, eventId, patch, person());
  }

  /**
   * Changes any fields of an event, of a series as a whole, or of one instance: objects merge,
   * arrays and values replace, null removes.
   */
  public void edit(String eventId, String patchJson) {
    writes.patch(calendar, eventId, object(patchJson), person());
  }

  /**
   * Changes an instance of a series and all that follow it: the series ends before it, and a new
   * one begins; returns the id of the new one.
   */
  public String editFollowing(String instanceId, String patchJson) {
    return new SeriesSplit(calendar, writes).at(instanceId, object(patchJson), person());
  }

  /** Deletes an event, a series as a whole, or one instance. */
  public void delete(String eventId) {
    writes.delete(calendar, eventId, person());
  }

  /** Takes an event back out of the bin. */
  public void restore(String eventId) {
    edit(eventId, "{\"status\":\"confirmed\"}");
  }

  /**
   * Lets a guest answer: accepted, declined, tentative or needsAction. A guest with an account may
   * also answer in the copy in the guest's own calendar.
   */
  public void answer(String eventId, String guestEmail, String response) {
    JsonNode guests = event(eventId).path("attendees");
    ArrayNode answered = JSON.createArrayNode();
    boolean found = false;
    for (JsonNode guest : guests) {
      ObjectNode copy = ((ObjectNode) guest).deepCopy();
      if (copy.path("email").asString("").equalsIgnoreCase(guestEmail)) {
        copy.put("responseStatus", response);
        found = true;
      }
      answered.add(copy);
    }
    if (!found) {
      throw new IllegalArgumentException(guestEmail + " is not invited to " + eventId);
    }
    ObjectNode patch = JSON.createObjectNode();
    patch.set("attendees", answered);
    writes.patch(calendar, eventId, patch, person());
  }

  /** Returns the event as Google holds it, also when it is deleted. */
  public JsonNode event(String eventId) {
    StoredEvent event = calendar.find(eventId);
    if (event == null) {
      throw new IllegalArgumentException("event " + eventId + " is not in " + calendar.id());
    }
    return event.json().deepCopy();
  }

  /** Returns the living instances of a series, earliest first. */
  public List<JsonNode> instances(String seriesId) {
    return calendar.instances(seriesId).stream()
        .filter(event -> !event.cancelled())
        .map(event -> (JsonNode) event.json().deepCopy())
        .toList();
  }

  /** Returns the events that are not deleted, in the order they were made. */
  public List<JsonNode> events() {
    return calendar.all().stream()
        .filter(event -> !event.cancelled())
        .map(event -> (JsonNode) event.json().deepCopy())
        .toList();
  }

  private WriteOptions person() {
    return WriteOptions.inPerson(calendar.owner());
  }

  private static ObjectNode object(String json) {
    if (JSON.readTree(json) instanceof ObjectNode node) {
      return node;
    }
    throw new IllegalArgumentException("a JSON object is needed");
  }
}
