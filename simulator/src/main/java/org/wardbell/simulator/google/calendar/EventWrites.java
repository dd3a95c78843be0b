package org.wardbell.simulator.google.calendar;

import java.util.List;
import java.util.Locale;
import java.util.UUID;
import java.util.function.Consumer;
import tools.jackson.databind.node.ObjectNode;

/**
 * Insert, update, patch and delete, with their conflicts. Every change is told to a listener. One
 * write at a time: a write may touch the calendars of several people.
 */
public final class EventWrites {

  private static final List<String> SET_BY_GOOGLE =
      List.of(
          "kind",
          "id",
          "created",
          "htmlLink",
          "creator",
          "organizer",
          "iCalUID",
          "recurringEventId",
          "originalStartTime",
          "locked");

  private final Consumer<StoredCalendar> changed;
  private final MeetLinks meetLinks;

  public EventWrites(Consumer<StoredCalendar> changed, MeetLinks meetLinks) {
    this.changed = changed;
    this.meetLinks = meetLinks;
  }

  public synchronized StoredEvent insert(
      StoredCalendar calendar, ObjectNode body, WriteOptions options) {
    String id = body.path("id").asString("");
    if (id.isEmpty()) {
      id = newId();
    } else {
      EventShape.checkClientId(id);
    }
    return insert(calendar, id, body, options);
  }

  /** Inserts under an id of Google's own making, which no client may choose. */
  synchronized StoredEvent insert(
      StoredCalendar calendar, String id, ObjectNode body, WriteOptions options) {
    ObjectNode event = body.deepCopy();
    StoredEvent stored;
    synchronized (calendar) {
      if (calendar.find(id) != null) {
        throw new GoogleException(
            409, "duplicate", "The requested identifier already exists.", null);
      }
      event.remove(List.of("recurringEventId", "originalStartTime", "locked"));
      EventShape.stampNew(event, id, calendar, options.account());
      EventShape.complete(event, calendar, options.inPerson());
      meetLinks.apply(event, options.conferenceDataVersion(), calendar);
      stored = calendar.put(id, event);
    }
    return told(calendar, stored);
  }

  /** Replaces the whole event; an update of a deleted event brings it back. */
  public synchronized StoredEvent update(
      StoredCalendar calendar, String id, ObjectNode body, WriteOptions options) {
    StoredEvent stored;
    synchronized (calendar) {
      StoredEvent before = existing(calendar, id);
      checkMatch(before, options);
      checkRestorable(calendar, before, options);
      ObjectNode event = body.deepCopy();
      event.remove(SET_BY_GOOGLE);
      SET_BY_GOOGLE.forEach(
          field -> {
            if (before.json().has(field)) {
              event.set(field, before.json().get(field).deepCopy());
            }
          });
      stored = store(calendar, before, event, options);
    }
    return told(calendar, stored);
  }

  public synchronized StoredEvent patch(
      StoredCalendar calendar, String id, ObjectNode patch, WriteOptions options) {
    StoredEvent stored;
    synchronized (calendar) {
      StoredEvent before = existing(calendar, id);
      checkMatch(before, options);
      checkRestorable(calendar, before, options);
      if (before.cancelled() && !patch.hasNonNull("status")) {
        throw GoogleException.deleted();
      }
      ObjectNode allowed = patch.deepCopy();
      allowed.remove(SET_BY_GOOGLE);
      ObjectNode event = before.json().deepCopy();
      JsonMerge.into(event, allowed);
      stored = store(calendar, before, event, options);
    }
    return told(calendar, stored);
  }

  public synchronized void delete(StoredCalendar calendar, String id, WriteOptions options) {
    StoredEvent stored;
    synchronized (calendar) {
      StoredEvent before = existing(calendar, id);
      if (before.cancelled()) {
        throw GoogleException.deleted();
      }
      checkMatch(before, options);
      ObjectNode event = before.json().deepCopy();
      event.put("status", "cancelled");
      stored = calendar.put(id, event);
    }
    told(calendar, stored);
  }

  static String newId() {
    return UUID.randomUUID().toString().replace("-", "").toLowerCase(Locale.ROOT);
  }

  private StoredEvent told(StoredCalendar calendar, StoredEvent stored) {
    changed.accept(calendar);
    meetLinks.stored(calendar, stored);
    return stored;
  }

  private StoredEvent store(
      StoredCalendar calendar, StoredEvent before, ObjectNode event, WriteOptions options) {
    EventShape.complete(event, calendar, options.inPerson());
    boolean moved =
        !before.json().path("start").equals(event.path("start"))
            || !before.json().path("end").equals(event.path("end"));
    event.put("sequence", before.json().path("sequence").asInt(0) + (moved ? 1 : 0));
    meetLinks.apply(event, options.conferenceDataVersion(), calendar);
    return calendar.put(before.id(), event);
  }

  private static StoredEvent existing(StoredCalendar calendar, String id) {
    StoredEvent event = calendar.find(id);
    if (event == null) {
      throw GoogleException.notFound();
    }
    return event;
  }

  private static void checkMatch(StoredEvent event, WriteOptions options) {
    String ifMatch = options.ifMatch();
    if (ifMatch != null && !ifMatch.equals("*") && !ifMatch.equals(event.etag())) {
      throw new GoogleException(412, "conditionNotMet", "Precondition Failed");
    }
  }

  private static void checkRestorable(
      StoredCalendar calendar, StoredEvent event, WriteOptions options) {
    if (event.cancelled() && !options.inPerson() && calendar.refusesRestoring(event.id())) {
      throw GoogleException.forbidden();
    }
  }
}
