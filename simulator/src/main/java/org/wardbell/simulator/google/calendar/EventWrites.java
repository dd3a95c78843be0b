package org.wardbell.simulator.google.calendar;

import java.util.List;
import java.util.Locale;
import java.util.UUID;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/** Insert, update, patch and delete, with their conflicts. Every change is told to a listener. */
public final class EventWrites {

  private static final List<String> SET_BY_GOOGLE =
      List.of("kind", "id", "created", "htmlLink", "creator", "organizer", "iCalUID");

  private final Consumer<StoredCalendar> changed;
  private final MeetLinks meetLinks;

  public EventWrites(Consumer<StoredCalendar> changed, MeetLinks meetLinks) {
    this.changed = changed;
    this.meetLinks = meetLinks;
  }

  public StoredEvent insert(StoredCalendar calendar, ObjectNode body, int conferenceDataVersion) {
    ObjectNode event = body.deepCopy();
    String id = event.path("id").asString("");
    if (id.isEmpty()) {
      id = UUID.randomUUID().toString().replace("-", "").toLowerCase(Locale.ROOT);
    } else {
      EventShape.checkClientId(id);
    }
    StoredEvent stored;
    synchronized (calendar) {
      if (calendar.find(id) != null) {
        throw new GoogleException(
            409, "duplicate", "The requested identifier already exists.", null);
      }
      EventShape.stampNew(event, id, calendar);
      EventShape.complete(event, calendar);
      meetLinks.apply(event, conferenceDataVersion, calendar);
      stored = calendar.put(id, event);
    }
    changed.accept(calendar);
    meetLinks.stored(calendar, stored);
    return stored;
  }

  /** Replaces the whole event; an update of a deleted event brings it back. */
  public StoredEvent update(
      StoredCalendar calendar,
      String id,
      ObjectNode body,
      @Nullable String ifMatch,
      int conferenceDataVersion) {
    StoredEvent stored;
    synchronized (calendar) {
      StoredEvent before = existing(calendar, id);
      checkMatch(before, ifMatch);
      ObjectNode event = body.deepCopy();
      SET_BY_GOOGLE.forEach(
          field -> {
            if (before.json().has(field)) {
              event.set(field, before.json().get(field).deepCopy());
            }
          });
      stored = store(calendar, before, event, conferenceDataVersion);
    }
    changed.accept(calendar);
    meetLinks.stored(calendar, stored);
    return stored;
  }

  public StoredEvent patch(
      StoredCalendar calendar,
      String id,
      ObjectNode patch,
      @Nullable String ifMatch,
      int conferenceDataVersion) {
    StoredEvent stored;
    synchronized (calendar) {
      StoredEvent before = existing(calendar, id);
      checkMatch(before, ifMatch);
      if (before.cancelled() && !patch.hasNonNull("status")) {
        throw GoogleException.deleted();
      }
      ObjectNode allowed = patch.deepCopy();
      allowed.remove(SET_BY_GOOGLE);
      ObjectNode event = before.json().deepCopy();
      JsonMerge.into(event, allowed);
      stored = store(calendar, before, event, conferenceDataVersion);
    }
    changed.accept(calendar);
    meetLinks.stored(calendar, stored);
    return stored;
  }

  public void delete(StoredCalendar calendar, String id, @Nullable String ifMatch) {
    synchronized (calendar) {
      StoredEvent before = existing(calendar, id);
      if (before.cancelled()) {
        throw GoogleException.deleted();
      }
      checkMatch(before, ifMatch);
      ObjectNode event = before.json().deepCopy();
      event.put("status", "cancelled");
      calendar.put(id, event);
    }
    changed.accept(calendar);
  }

  private StoredEvent store(
      StoredCalendar calendar, StoredEvent before, ObjectNode event, int conferenceDataVersion) {
    boolean moved =
        !before.json().path("start").equals(event.path("start"))
            || !before.json().path("end").equals(event.path("end"));
    event.put("sequence", before.json().path("sequence").asInt(0) + (moved ? 1 : 0));
    EventShape.complete(event, calendar);
    meetLinks.apply(event, conferenceDataVersion, calendar);
    return calendar.put(before.id(), event);
  }

  private static StoredEvent existing(StoredCalendar calendar, String id) {
    StoredEvent event = calendar.find(id);
    if (event == null) {
      throw GoogleException.notFound();
    }
    return event;
  }

  private static void checkMatch(StoredEvent event, @Nullable String ifMatch) {
    if (ifMatch != null && !ifMatch.equals("*") && !ifMatch.equals(event.etag())) {
      throw new GoogleException(412, "conditionNotMet", "Precondition Failed");
    }
  }
}
