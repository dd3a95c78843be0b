package org.wardbell.simulator.google.calendar;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** The guests of an event, and what a guest may do to the copy in his or her own calendar. */
final class Guests {

  /** Fields that are the same in every copy of an event. */
  static final List<String> SHARED =
      List.of(
          "summary",
          "description",
          "location",
          "start",
          "end",
          "recurrence",
          "conferenceData",
          "hangoutLink",
          "guestsCanInviteOthers",
          "guestsCanModify",
          "guestsCanSeeOtherGuests",
          "anyoneCanAddSelf");

  /** Fields that the organizer alone may set (guide "Handle API errors", 403). */
  private static final Set<String> ORGANIZERS_ONLY =
      Set.of(
          "guestsCanInviteOthers",
          "guestsCanModify",
          "guestsCanSeeOtherGuests",
          "anyoneCanAddSelf");

  private Guests() {}

  /** Returns the addresses of the guests, in small letters. */
  static List<String> of(StoredEvent event) {
    return new ArrayList<>(byAddress(event.json()).keySet());
  }

  /** Returns true when this calendar's copy of the event is the organizer's. */
  static boolean isOrganizer(StoredCalendar calendar, JsonNode event) {
    return event.path("organizer").path("email").asString("").equalsIgnoreCase(calendar.id());
  }

  /** Checks that a guest changes nothing in a copy but what is the guest's. */
  static void checkCopy(StoredCalendar calendar, StoredEvent before, ObjectNode after) {
    boolean mayModify = before.json().path("guestsCanModify").asBoolean(false);
    boolean locked = before.json().path("locked").asBoolean(false);
    for (String field : SHARED) {
      boolean changed = !before.json().path(field).equals(after.path(field));
      if (changed && (locked || !mayModify || ORGANIZERS_ONLY.contains(field))) {
        throw forbiddenForNonOrganizer();
      }
    }
    if (!mayModify && touchesOthers(calendar, before.json(), after)) {
      throw forbiddenForNonOrganizer();
    }
  }

  /** Replaces the caller's own entry only, as attendeesOmitted asks for in a write. */
  static ArrayNode withOwnEntry(StoredCalendar calendar, StoredEvent before, JsonNode written) {
    ArrayNode merged = before.json().arrayNode();
    Map<String, ObjectNode> given = byAddress(written);
    for (JsonNode entry : before.json().path("attendees")) {
      ObjectNode copy = ((ObjectNode) entry).deepCopy();
      String address = address(entry);
      ObjectNode own = given.get(address);
      if (own != null && address.equalsIgnoreCase(calendar.owner())) {
        JsonMerge.into(copy, own);
      }
      merged.add(copy);
    }
    return merged;
  }

  static Map<String, ObjectNode> byAddress(JsonNode event) {
    Map<String, ObjectNode> found = new LinkedHashMap<>();
    for (JsonNode entry : event.path("attendees")) {
      if (entry instanceof ObjectNode attendee) {
        found.put(address(attendee), attendee);
      }
    }
    return found;
  }

  static String address(JsonNode attendee) {
    return attendee.path("email").asString("").toLowerCase(Locale.ROOT);
  }

  static GoogleException forbiddenForNonOrganizer() {
    return new GoogleException(
        403,
        "forbiddenForNonOrganizer",
        "Shared properties can only be changed by the organizer of the event.");
  }

  private static boolean touchesOthers(StoredCalendar calendar, JsonNode before, JsonNode after) {
    Map<String, ObjectNode> former = byAddress(before);
    Map<String, ObjectNode> next = byAddress(after);
    boolean mayInvite = before.path("guestsCanInviteOthers").asBoolean(true);
    for (String address : next.keySet()) {
      boolean own = address.equalsIgnoreCase(calendar.owner());
      boolean invited = !former.containsKey(address);
      if (!own && (invited ? !mayInvite : !answer(former, address).equals(answer(next, address)))) {
        return true;
      }
    }
    return !next.keySet().containsAll(former.keySet());
  }

  private static String answer(Map<String, ObjectNode> attendees, String address) {
    JsonNode attendee = attendees.get(address);
    return attendee == null ? "" : attendee.path("responseStatus").asString("");
  }
}
