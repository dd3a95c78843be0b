package org.wardbell.simulator.google.calendar;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
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
  static void stampNew(ObjectNode event, String id, StoredCalendar calendar) {
    event.put("kind", "calendar#event");
    event.put("id", id);
    event.put("created", Instant.now().truncatedTo(ChronoUnit.SECONDS).toString());
    event.put("htmlLink", "https://www.google.com/calendar/event?eid=" + id);
    event.putObject("creator").put("email", calendar.owner());
    ObjectNode organizer = event.putObject("organizer");
    organizer.put("email", calendar.id()).put("self", true);
    if (!event.hasNonNull("iCalUID")) {
      event.put("iCalUID", id + "@google.com");
    }
    event.put("sequence", 0);
  }

  /**
   * Checks and completes the part of an event that a client may write; to be called on every new
   * state.
   */
  static void complete(ObjectNode event, StoredCalendar calendar) {
    EventTimes.normalise(event, "start", calendar.zone());
    EventTimes.normalise(event, "end", calendar.zone());
    Instant start = EventTimes.instant(event.path("start"), calendar.zone());
    if (EventTimes.instant(event.path("end"), calendar.zone()).isBefore(start)) {
      throw new GoogleException(400, "timeRangeEmpty", "The specified time range is empty.");
    }
    fill(event, "status", "confirmed");
    fill(event, "eventType", "default");
    if (!event.path("reminders").isObject()) {
      event.putObject("reminders").put("useDefault", true);
    }
    if (event.path("attendees") instanceof ArrayNode attendees) {
      attendees.forEach(attendee -> completeAttendee(attendee, calendar));
    }
  }

  /** Returns the certain fields of a tombstone, and no more (Events resource, field status). */
  static ObjectNode tombstone(ObjectNode event) {
    ObjectNode bare = event.objectNode();
    bare.put("kind", "calendar#event");
    for (String field : new String[] {"etag", "id", "status", "recurringEventId"}) {
      if (event.hasNonNull(field)) {
        bare.set(field, event.get(field));
      }
    }
    if (event.hasNonNull("recurringEventId") && event.hasNonNull("originalStartTime")) {
      bare.set("originalStartTime", event.get("originalStartTime"));
    }
    return bare;
  }

  private static void completeAttendee(JsonNode node, StoredCalendar calendar) {
    if (!(node instanceof ObjectNode attendee) || !attendee.hasNonNull("email")) {
      throw GoogleException.invalid("Missing attendee email.");
    }
    fill(attendee, "responseStatus", "needsAction");
    if (attendee.path("email").asString("").equalsIgnoreCase(calendar.owner())) {
      attendee.put("self", true);
    }
  }

  private static void fill(ObjectNode node, String field, String value) {
    if (!node.hasNonNull(field)) {
      node.put(field, value);
    }
  }
}
