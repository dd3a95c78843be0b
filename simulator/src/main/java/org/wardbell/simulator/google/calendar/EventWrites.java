package org.wardbell.simulator.google.calendar;

import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.UUID;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/**
 * Insert, update, patch, delete and move, with their conflicts. Every change is told to a listener.
 * One write at a time: a write may touch the calendars of several people.
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
  private final GuestCopies copies;
  private final Mails mails;

  public EventWrites(
      Consumer<StoredCalendar> changed, MeetLinks meetLinks, Calendars calendars, Mails mails) {
    this.changed = changed;
    this.meetLinks = meetLinks;
    this.copies = new GuestCopies(calendars);
    this.mails = mails;
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
      meetLinks.apply(event, options.conferenceDataVersion(), calendar, null);
      stored = calendar.put(id, event);
    }
    return told(calendar, null, stored, options);
  }

  /** Replaces the whole event; an update of a deleted event brings it back. */
  public synchronized StoredEvent update(
      StoredCalendar calendar, String id, ObjectNode body, WriteOptions options) {
    StoredEvent before;
    StoredEvent stored;
    synchronized (calendar) {
      before = existing(calendar, id);
      checkMatch(before, options);
      checkRestorable(calendar, before, options);
      ObjectNode event = body.deepCopy();
      keepOthers(calendar, before, event, body);
      event.remove(SET_BY_GOOGLE);
      for (String field : SET_BY_GOOGLE) {
        if (before.json().has(field)) {
          event.set(field, before.json().get(field).deepCopy());
        }
      }
      stored = store(calendar, before, event, options);
    }
    return told(calendar, before, stored, options);
  }

  public synchronized StoredEvent patch(
      StoredCalendar calendar, String id, ObjectNode patch, WriteOptions options) {
    StoredEvent before;
    StoredEvent stored;
    synchronized (calendar) {
      before = existing(calendar, id);
      checkMatch(before, options);
      checkRestorable(calendar, before, options);
      if (before.cancelled() && !patch.hasNonNull("status")) {
        throw GoogleException.deleted();
      }
      ObjectNode allowed = patch.deepCopy();
      allowed.remove(SET_BY_GOOGLE);
      keepOthers(calendar, before, allowed, patch);
      ObjectNode event = before.json().deepCopy();
      JsonMerge.into(event, allowed);
      stored = store(calendar, before, event, options);
    }
    return told(calendar, before, stored, options);
  }

  public synchronized void delete(StoredCalendar calendar, String id, WriteOptions options) {
    StoredEvent before;
    StoredEvent stored;
    synchronized (calendar) {
      before = living(calendar, id);
      checkMatch(before, options);
      stored = cancel(calendar, before);
    }
    told(calendar, before, stored, options);
  }

  /**
   * Moves an event, with all its instances, to another calendar, which becomes its organizer
   * (reference of events.move): a tombstone here, which nobody can bring back, the same id and
   * iCalUID there.
   */
  public synchronized StoredEvent move(
      StoredCalendar from, String id, StoredCalendar to, WriteOptions options) {
    StoredEvent before = living(from, id);
    checkMatch(before, options);
    checkMovable(from, before);
    if (from == to) {
      return before;
    }
    StoredEvent there = to.find(id);
    if (there != null && !there.cancelled()) {
      throw new GoogleException(409, "duplicate", "The requested identifier already exists.");
    }
    List<StoredEvent> alone =
        from.all().stream()
            .filter(each -> each.json().path("recurringEventId").asString("").equals(id))
            .toList();
    StoredEvent moved = to.put(id, organizedBy(to, before));
    for (StoredEvent instance : alone) {
      to.put(instance.id(), organizedBy(to, instance));
    }
    cancel(from, before);
    from.movedAway(id);
    to.movedHere(id);
    changed.accept(from);
    return told(to, before, moved, options);
  }

  private static void checkMovable(StoredCalendar from, StoredEvent event) {
    if (event.isInstance()) {
      throw new GoogleException(
          400, "cannotChangeOrganizerOfInstance", "Cannot change the organizer of an instance.");
    }
    boolean plain = event.json().path("eventType").asString("default").equals("default");
    if (!plain || !Guests.isOrganizer(from, event.json())) {
      throw new GoogleException(
          400, "cannotChangeOrganizer", "Cannot change the organizer of an event.");
    }
  }

  private static ObjectNode organizedBy(StoredCalendar calendar, StoredEvent event) {
    ObjectNode json = event.json().deepCopy();
    String creator = json.path("creator").path("email").asString("");
    EventShape.person(json, "creator", creator, calendar);
    EventShape.person(json, "organizer", calendar.id(), calendar);
    EventShape.complete(json, calendar, true);
    return json;
  }

  private static StoredEvent cancel(StoredCalendar calendar, StoredEvent before) {
    ObjectNode event = before.json().deepCopy();
    event.put("status", "cancelled");
    return calendar.put(before.id(), event);
  }

  static String newId() {
    return UUID.randomUUID().toString().replace("-", "").toLowerCase(Locale.ROOT);
  }

  private StoredEvent told(
      StoredCalendar calendar,
      @Nullable StoredEvent before,
      StoredEvent stored,
      WriteOptions options) {
    if (Guests.isOrganizer(calendar, stored.json())) {
      mails.written(calendar, before, stored, options);
    }
    spread(calendar, before, stored);
    meetLinks.stored(calendar, stored, this::completed);
    return stored;
  }

  /** Takes a video link that came late into the copies, with what was written since. */
  private synchronized void completed(StoredCalendar calendar, StoredEvent event) {
    StoredEvent now = existing(calendar, event.id());
    spread(calendar, now, now);
  }

  /** Brings the copies of the others up to date, and tells of every calendar that changed. */
  private synchronized void spread(
      StoredCalendar calendar, @Nullable StoredEvent before, StoredEvent after) {
    Set<StoredCalendar> others = copies.written(calendar, before, after);
    changed.accept(calendar);
    others.forEach(changed);
  }

  /**
   * Leaves the entries of the other guests as they are when a write says that it omits them (Events
   * resource, field attendeesOmitted).
   */
  private static void keepOthers(
      StoredCalendar calendar, StoredEvent before, ObjectNode event, ObjectNode written) {
    event.remove("attendeesOmitted");
    if (written.path("attendeesOmitted").asBoolean(false) && written.has("attendees")) {
      event.set("attendees", Guests.withOwnEntry(calendar, before, written));
    }
  }

  private StoredEvent store(
      StoredCalendar calendar, StoredEvent before, ObjectNode event, WriteOptions options) {
    EventShape.complete(event, calendar, options.inPerson());
    if (!Guests.isOrganizer(calendar, before.json())) {
      Guests.checkCopy(calendar, before, event);
    }
    checkSource(before, event, options);
    boolean moved =
        !before.json().path("start").equals(event.path("start"))
            || !before.json().path("end").equals(event.path("end"));
    event.put("sequence", before.json().path("sequence").asInt(0) + (moved ? 1 : 0));
    meetLinks.apply(
        event, options.conferenceDataVersion(), calendar, Conferences.requestId(before.json()));
    return calendar.put(before.id(), event);
  }

  private static StoredEvent existing(StoredCalendar calendar, String id) {
    StoredEvent event = calendar.find(id);
    if (event == null) {
      throw GoogleException.notFound();
    }
    return event;
  }

  private static StoredEvent living(StoredCalendar calendar, String id) {
    StoredEvent event = existing(calendar, id);
    if (event.cancelled()) {
      throw GoogleException.deleted();
    }
    return event;
  }

  private static void checkMatch(StoredEvent event, WriteOptions options) {
    String ifMatch = options.ifMatch();
    if (ifMatch != null && !ifMatch.equals("*") && !ifMatch.equals(event.etag())) {
      throw new GoogleException(412, "conditionNotMet", "Precondition Failed");
    }
  }

  /** Checks that nobody but the creator sets the source (Events resource, field source). */
  private static void checkSource(StoredEvent before, ObjectNode event, WriteOptions options) {
    String creator = before.json().path("creator").path("email").asString("");
    boolean set =
        event.hasNonNull("source") && !event.path("source").equals(before.json().path("source"));
    if (set && !creator.equalsIgnoreCase(options.account())) {
      throw new GoogleException(403, "forbiddenForNonCreator", "Forbidden");
    }
  }

  private static void checkRestorable(
      StoredCalendar calendar, StoredEvent event, WriteOptions options) {
    boolean refused =
        calendar.isMovedAway(event.id())
            || (!options.inPerson() && calendar.refusesRestoring(event.id()));
    if (event.cancelled() && refused) {
      throw GoogleException.forbidden();
    }
  }
}
