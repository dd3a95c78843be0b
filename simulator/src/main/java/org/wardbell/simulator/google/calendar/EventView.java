package org.wardbell.simulator.google.calendar;

import java.time.ZoneId;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.wardbell.simulator.http.Query;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * The form in which one caller sees events.
 *
 * @param role of the caller; who may only see when the owner is busy gets times alone
 * @param maxAttendees with more guests than that only the caller's own entry is shown; 0 for any
 *     number
 * @param zone the zone of the times in the answer; null for the calendar's
 */
public record EventView(Role role, int maxAttendees, @Nullable ZoneId zone) {

  /** What the role freeBusyReader sees (guide "Calendar sharing"); the ids are a guess. */
  private static final List<String> TIMES =
      List.of("kind", "etag", "id", "status", "updated", "start", "end");

  /** What the role reader sees of a private event (guide "Calendar sharing"). */
  private static final List<String> PRIVATE =
      List.of(
          "kind",
          "etag",
          "id",
          "status",
          "updated",
          "start",
          "end",
          "visibility",
          "transparency",
          "recurringEventId",
          "originalStartTime");

  /** Reads the parameters maxAttendees and timeZone. */
  public static EventView of(Role role, Query query) {
    String zone = query.get("timeZone");
    return new EventView(
        role, maxAttendees(query), zone == null ? null : EventTimes.named(zone, "timeZone"));
  }

  /** Returns the event in a list, where a deleted one is a tombstone. */
  public ObjectNode listed(StoredEvent event) {
    return event.cancelled() ? EventShape.tombstone(event.json()) : shown(event);
  }

  /** Returns the event as the answer to a call about it alone. */
  public ObjectNode shown(StoredEvent event) {
    ObjectNode json = event.json().deepCopy();
    if (role == Role.FREE_BUSY_READER) {
      json.retain(TIMES);
    } else if (role == Role.READER && isPrivate(json)) {
      json.retain(PRIVATE);
    }
    limitAttendees(json);
    if (zone != null) {
      for (String field : new String[] {"start", "end", "originalStartTime"}) {
        EventTimes.show(json, field, zone);
      }
    }
    return json;
  }

  private static boolean isPrivate(JsonNode event) {
    String visibility = event.path("visibility").asString("default");
    return visibility.equals("private") || visibility.equals("confidential");
  }

  private void limitAttendees(ObjectNode json) {
    if (maxAttendees == 0
        || !(json.path("attendees") instanceof ArrayNode all)
        || all.size() <= maxAttendees) {
      return;
    }
    ArrayNode own = json.putArray("attendees");
    for (JsonNode attendee : all) {
      if (attendee.path("self").asBoolean(false)) {
        own.add(attendee);
      }
    }
    json.put("attendeesOmitted", true);
  }

  private static int maxAttendees(Query query) {
    if (query.get("maxAttendees") == null) {
      return 0;
    }
    long asked = query.number("maxAttendees", 0);
    if (asked < 1) {
      throw GoogleException.invalidParameter("maxAttendees", "Invalid value for maxAttendees.");
    }
    return (int) Math.min(asked, Integer.MAX_VALUE);
  }
}
