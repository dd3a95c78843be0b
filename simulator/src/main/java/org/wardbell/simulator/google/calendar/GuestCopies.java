package org.wardbell.simulator.google.calendar;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * The copies of events in the calendars of guests who have an account here (guide "Invite users to
 * an event"). All copies have one iCalUID, and the organizer's id where it is free; ids are unique
 * within a calendar only (Events resource, fields iCalUID and id).
 */
final class GuestCopies {

  private final Calendars calendars;

  GuestCopies(Calendars calendars) {
    this.calendars = calendars;
  }

  /** Brings the others' copies up to date after a write; returns the calendars that changed. */
  Set<StoredCalendar> written(
      StoredCalendar calendar, @Nullable StoredEvent before, StoredEvent after) {
    return Guests.isOrganizer(calendar, after.json())
        ? spread(calendar, before, after)
        : answered(calendar, after);
  }

  private Set<StoredCalendar> spread(
      StoredCalendar organizer, @Nullable StoredEvent before, StoredEvent after) {
    Set<String> guests = new LinkedHashSet<>(before == null ? List.of() : Guests.of(before));
    guests.addAll(Guests.of(after));
    Set<StoredCalendar> changed = new LinkedHashSet<>();
    for (String address : guests) {
      StoredCalendar guest = calendars.primary(address);
      if (guest != null && guest != organizer && copy(guest, address, after)) {
        changed.add(guest);
      }
    }
    return changed;
  }

  private static boolean copy(StoredCalendar guest, String address, StoredEvent event) {
    synchronized (guest) {
      String id = idIn(guest, event);
      StoredEvent copy = guest.find(id);
      JsonNode own = Guests.byAddress(event.json()).get(address);
      if (event.cancelled() || own == null) {
        return copy != null && !copy.cancelled() && cancel(guest, copy);
      }
      boolean declined = own.path("responseStatus").asString("").equals("declined");
      if (copy != null && copy.cancelled() && declined) {
        return false;
      }
      ObjectNode json = copy == null ? blank(event, id) : copy.json().deepCopy();
      fill(json, event.json(), guest, address);
      if (copy != null && json.equals(copy.json())) {
        return false;
      }
      guest.put(id, json);
      return true;
    }
  }

  private static boolean cancel(StoredCalendar guest, StoredEvent copy) {
    ObjectNode json = copy.json().deepCopy();
    json.put("status", "cancelled");
    guest.put(copy.id(), json);
    return true;
  }

  /** Returns a copy's first state, before what is shared is filled in. */
  private static ObjectNode blank(StoredEvent event, String id) {
    ObjectNode json = event.json().objectNode();
    json.put("kind", "calendar#event").put("id", id);
    json.put("htmlLink", "https://www.google.com/calendar/event?eid=" + id);
    json.putObject("reminders").put("useDefault", true);
    if (event.isInstance()) {
      json.put("recurringEventId", id.substring(0, id.lastIndexOf('_')));
      json.set("originalStartTime", event.json().get("originalStartTime"));
    }
    return json;
  }

  private static void fill(
      ObjectNode json, ObjectNode event, StoredCalendar guest, String address) {
    for (String field : List.of("status", "created", "iCalUID", "sequence", "eventType")) {
      json.set(field, event.path(field));
    }
    share(json, event);
    for (String role : List.of("creator", "organizer")) {
      EventShape.person(json, role, event.path(role).path("email").asString(""), guest);
    }
    boolean seesOthers = event.path("guestsCanSeeOtherGuests").asBoolean(true);
    ArrayNode attendees = json.putArray("attendees");
    for (JsonNode entry : event.path("attendees")) {
      boolean own = Guests.address(entry).equals(address);
      if (own || seesOthers) {
        ObjectNode shown = ((ObjectNode) entry).deepCopy();
        shown.remove("self");
        attendees.add(own ? shown.put("self", true) : shown);
      }
    }
    if (seesOthers) {
      json.remove("attendeesOmitted");
    } else {
      json.put("attendeesOmitted", true);
    }
  }

  /** Makes what is shared by all copies the same; the rest is each person's own. */
  private static void share(ObjectNode json, ObjectNode event) {
    for (String field : Guests.SHARED) {
      json.remove(field);
      if (event.hasNonNull(field)) {
        json.set(field, event.get(field).deepCopy());
      }
    }
    JsonNode properties = event.path("extendedProperties").path("shared");
    if (properties instanceof ObjectNode shared) {
      json.withObject("/extendedProperties").set("shared", shared.deepCopy());
    }
  }

  /** Takes a guest's answer, and what else a guest may change, into the organizer's event. */
  private Set<StoredCalendar> answered(StoredCalendar guest, StoredEvent copy) {
    StoredCalendar organizer =
        calendars.find(copy.json().path("organizer").path("email").asString(""));
    if (organizer == null) {
      return Set.of();
    }
    StoredEvent before;
    StoredEvent after;
    synchronized (organizer) {
      before = organizer.find(idIn(organizer, copy));
      if (before == null || before.cancelled()) {
        return Set.of();
      }
      ObjectNode json = before.json().deepCopy();
      if (json.path("guestsCanModify").asBoolean(false) && !copy.cancelled()) {
        share(json, copy.json());
      }
      answer(json, guest, copy);
      if (json.equals(before.json())) {
        return Set.of();
      }
      after = organizer.put(before.id(), json);
    }
    Set<StoredCalendar> changed = new LinkedHashSet<>(Set.of(organizer));
    changed.addAll(spread(organizer, before, after));
    changed.remove(guest);
    return changed;
  }

  private static void answer(ObjectNode event, StoredCalendar guest, StoredEvent copy) {
    Map<String, ObjectNode> known = Guests.byAddress(event);
    for (ObjectNode entry : Guests.byAddress(copy.json()).values()) {
      boolean own = Guests.address(entry).equalsIgnoreCase(guest.owner());
      ObjectNode theirs = known.get(Guests.address(entry));
      if (own && theirs != null) {
        theirs.set("responseStatus", entry.path("responseStatus"));
        if (copy.cancelled()) {
          theirs.put("responseStatus", "declined");
        }
      } else if (theirs == null && event.path("attendees") instanceof ArrayNode all) {
        ObjectNode invited = entry.deepCopy();
        invited.remove("self");
        all.add(invited);
      }
    }
  }

  /** Returns the id that this event has, or would get, in another calendar. */
  private static String idIn(StoredCalendar other, StoredEvent event) {
    String uid = event.json().path("iCalUID").asString("");
    String whole =
        event.isInstance() ? event.json().path("recurringEventId").asString("") : event.id();
    String root =
        other.all().stream()
            .filter(each -> !each.isInstance())
            .filter(each -> each.json().path("iCalUID").asString("").equals(uid))
            .filter(each -> !isEventOfItsOwn(other, each, event))
            .map(StoredEvent::id)
            .findFirst()
            .orElseGet(() -> other.find(whole) == null ? whole : EventWrites.newId());
    return root + event.id().substring(whole.length());
  }

  /** Returns true for a living event of the other calendar that only happens to have the uid. */
  private static boolean isEventOfItsOwn(
      StoredCalendar other, StoredEvent found, StoredEvent event) {
    return !found.cancelled()
        && Guests.isOrganizer(other, found.json())
        && !Guests.isOrganizer(other, event.json());
  }
}
