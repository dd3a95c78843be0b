package org.wardbell.simulator.google.calendar;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Google's demands on an event's JSON, and its additions to it. */
final class EventShape {

  /** Base32hex in lower case, 5 to 1024 letters (reference of events.insert, field id). */
  private static final Pattern CLIENT_ID = Pattern.compile("[a-v0-9]{5,1024}");

  private EventShape() {}

  static void checkClientId(String id) {
    if (!CLIENT_ID.matcher(id).matches()) {
      throw GoogleException.invalid("Invalid resource id value.");
    }
  }

  /** Adds the fields that only Google sets, for an event that is new. */
  static void stampNew(ObjectNode event, String id, StoredCalendar calendar, String account) {
    event.put("kind", "calendar#event");
    event.put("id", id);
    event.put("created", Instant.now().truncatedTo(ChronoUnit.SECONDS).toString());
    event.put("htmlLink", "https://www.google.com/calendar/event?eid=" + id);
    person(event, "creator", account, calendar);
    person(event, "organizer", calendar.id(), calendar);
    if (!event.hasNonNull("iCalUID")) {
      event.put("iCalUID", id + "@google.com");
    }
    event.put("sequence", 0);
  }

  /**
   * Checks and completes the part of an event that a client may write; to be called on every new
   * state.
   *
   * @param inPerson true allows an all-day event of no length, such as Google delivers now and then
   */
  static void complete(ObjectNode event, StoredCalendar calendar, boolean inPerson) {
    checkRecurrence(event);
    EventTimes.normalise(event, "start", calendar.zone());
    EventTimes.normalise(event, "end", calendar.zone());
    boolean allDay = event.path("start").has("date");
    if (allDay != event.path("end").has("date")) {
      throw GoogleException.invalid(
          "Start and end times must either both be date or both be dateTime.");
    }
    Instant start = EventTimes.instant(event.path("start"), calendar.zone());
    Instant end = EventTimes.instant(event.path("end"), calendar.zone());
    if (end.isBefore(start) || (allDay && !inPerson && end.equals(start))) {
      throw new GoogleException(400, "timeRangeEmpty", "The specified time range is empty.");
    }
    fill(event, "status", "confirmed");
    fill(event, "eventType", "default");
    if (!event.path("reminders").isObject()) {
      event.putObject("reminders").put("useDefault", true);
    }
    OwnLooks.check(event);
    if (event.path("attendees") instanceof ArrayNode attendees) {
      String organizer = event.path("organizer").path("email").asString("");
      attendees.forEach(attendee -> completeAttendee(attendee, calendar, organizer));
    }
  }

  /**
   * Returns the certain fields of a tombstone, and no more (Events resource, field status): of an
   * instance its identity only.
   */
  static ObjectNode tombstone(ObjectNode event) {
    List<String> certain =
        event.hasNonNull("recurringEventId")
            ? List.of("id", "status", "recurringEventId", "originalStartTime")
            : List.of("etag", "id", "status");
    ObjectNode bare = event.objectNode();
    bare.put("kind", "calendar#event");
    for (String field : certain) {
      if (event.hasNonNull(field)) {
        bare.set(field, event.get(field).deepCopy());
      }
    }
    return bare;
  }

  /** Writes a person into an event, marked when this calendar is the person's. */
  static void person(ObjectNode event, String field, String email, StoredCalendar calendar) {
    ObjectNode person = event.putObject(field);
    person.put("email", email);
    if (email.equalsIgnoreCase(calendar.id())) {
      person.put("self", true);
    }
  }

  /** Checks what the reference says of recurrence: its lines, and the zone that it needs. */
  private static void checkRecurrence(ObjectNode event) {
    JsonNode lines = event.path("recurrence");
    if (lines.isEmpty()) {
      event.remove("recurrence");
      return;
    }
    if (event.hasNonNull("recurringEventId")) {
      throw GoogleException.invalid("Invalid recurrence rule.");
    }
    JsonNode start = event.path("start");
    if (start.hasNonNull("dateTime") && !start.hasNonNull("timeZone")) {
      throw new GoogleException(400, "required", "Missing time zone definition for start time.");
    }
  }

  private static void completeAttendee(JsonNode node, StoredCalendar calendar, String organizer) {
    if (!(node instanceof ObjectNode attendee) || !attendee.hasNonNull("email")) {
      throw GoogleException.invalid("Missing attendee email.");
    }
    fill(attendee, "responseStatus", "needsAction");
    String email = attendee.path("email").asString("");
    attendee.remove(List.of("self", "organizer"));
    if (email.equalsIgnoreCase(calendar.owner())) {
      attendee.put("self", true);
    }
    if (email.equalsIgnoreCase(organizer)) {
      attendee.put("organizer", true);
    }
  }

  private static void fill(ObjectNode node, String field, String value) {
    if (!node.hasNonNull(field)) {
      node.put(field, value);
    }
  }
}
