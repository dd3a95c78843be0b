package org.wardbell.simulator.google.calendar;

import java.time.Instant;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.wardbell.simulator.google.calendar.StoredEvent.TimeSpan;
import tools.jackson.databind.node.ObjectNode;

/** One calendar: its events, the number of its last change, and which sync tokens still count. */
public final class StoredCalendar {

  /** Etags rise from here by this step, so that they look like Google's and never repeat. */
  private static final long FIRST_ETAG = 3_400_000_000_000_000L;

  private static final long ETAG_STEP = 1_000;

  private final String id;
  private final String owner;
  private volatile ZoneId zone;
  private final Map<String, StoredEvent> events = new LinkedHashMap<>();
  private final SeriesIndex series = new SeriesIndex();
  private final Map<String, String> conferences = new LinkedHashMap<>();
  private final Set<String> neverRestored = new HashSet<>();
  private final Set<String> movedAway = new HashSet<>();
  private final Map<String, Role> shares = new HashMap<>();
  private long changes;
  private long tokenGeneration = 1;
  private boolean pushSupported = true;
  private boolean refusesRestoring;

  StoredCalendar(String id, String owner, ZoneId zone) {
    this.id = id;
    this.owner = owner;
    this.zone = zone;
  }

  public String id() {
    return id;
  }

  public String owner() {
    return owner;
  }

  public ZoneId zone() {
    return zone;
  }

  /** Changes the zone, which changes no event and is pushed to nobody. */
  public void setZone(ZoneId other) {
    zone = other;
  }

  /** Returns what an account may do here; null when the calendar is not shared with it. */
  public synchronized @Nullable Role role(String account) {
    return account.equals(owner) ? Role.OWNER : shares.get(account);
  }

  /** Returns what an account may do here; 404 when the calendar is not shared with it. */
  public Role roleOf(String account) {
    Role role = role(account);
    if (role == null) {
      throw GoogleException.notFound();
    }
    return role;
  }

  /** Shares the calendar with an account; null ends it. */
  public synchronized void share(String account, @Nullable Role role) {
    if (role == null) {
      shares.remove(account);
    } else {
      shares.put(account, role);
    }
  }

  /** Returns an event in any state, also an instance of a series; null for an id never used. */
  public synchronized @Nullable StoredEvent find(String eventId) {
    StoredEvent stored = events.get(eventId);
    return stored == null ? series.find(eventId, events) : stored;
  }

  /** Returns single events, series as a whole, and instances that were changed alone. */
  public synchronized List<StoredEvent> all() {
    return new ArrayList<>(events.values());
  }

  /** Returns what {@code singleEvents=true} is about: single events and instances, no series. */
  public synchronized List<StoredEvent> expanded() {
    List<StoredEvent> found = new ArrayList<>();
    for (StoredEvent event : events.values()) {
      String seriesId = event.json().path("recurringEventId").asString("");
      // A guest may be invited to one instance only, and then has no series.
      if (!event.isSeries() && !events.containsKey(seriesId)) {
        found.add(event);
      }
    }
    found.addAll(series.all(events));
    return found;
  }

  /** Returns the instances of a series, earliest original start first. */
  public synchronized List<StoredEvent> instances(String seriesId) {
    return series.instances(seriesId, events);
  }

  /** Returns the number of the last change. */
  public synchronized long changes() {
    return changes;
  }

  /** Returns the generation of sync tokens that still count. */
  public synchronized long tokenGeneration() {
    return tokenGeneration;
  }

  public synchronized boolean pushSupported() {
    return pushSupported;
  }

  public synchronized void pushSupported(boolean supported) {
    pushSupported = supported;
  }

  /** Sets whether a write that would bring any deleted event back answers 403. */
  public synchronized void refuseRestoring(boolean refuses) {
    refusesRestoring = refuses;
  }

  /** Lets a write that would bring this event back, once it is deleted, answer 403. */
  public synchronized void refuseRestoring(String eventId) {
    neverRestored.add(eventId);
  }

  /** Records that an event is another calendar's now: what is left here is in nobody's bin. */
  synchronized void movedAway(String eventId) {
    movedAway.add(eventId);
  }

  /** Records that an event came here from another calendar. */
  synchronized void movedHere(String eventId) {
    movedAway.remove(eventId);
  }

  synchronized boolean isMovedAway(String eventId) {
    return movedAway.contains(eventId);
  }

  synchronized boolean refusesRestoring(String eventId) {
    return refusesRestoring || neverRestored.contains(eventId);
  }

  /** Marks a copy as locked (Events resource, field locked). */
  public synchronized void lock(String eventId) {
    StoredEvent event = find(eventId);
    if (event == null) {
      throw new IllegalArgumentException("event " + eventId + " is not in " + id);
    }
    put(eventId, event.json().deepCopy().put("locked", true));
  }

  /** Stores a new state; stamps etag and {@code updated}. Takes ownership of {@code json}. */
  synchronized StoredEvent put(String eventId, ObjectNode json) {
    StoredEvent before = find(eventId);
    long change = changes + 1;
    String etag = "\"" + (FIRST_ETAG + change * ETAG_STEP) + "\"";
    json.put("etag", etag);
    json.put("updated", Instant.now().truncatedTo(ChronoUnit.MILLIS).toString());
    TimeSpan own =
        new TimeSpan(
            EventTimes.instant(json.path("start"), zone),
            EventTimes.instant(json.path("end"), zone));
    StoredEvent bare = new StoredEvent(eventId, json, change, etag, false, own, own);
    // Expanded first: a rule that is none is refused before anything is stored.
    Map<String, Occurrence> occurrences = SeriesIndex.occurrences(bare, zone);
    TimeSpan now = own;
    for (Occurrence occurrence : occurrences.values()) {
      now = now.with(occurrence.span());
    }
    TimeSpan ever = before == null ? now : now.with(before.ever());
    StoredEvent after = new StoredEvent(eventId, json, change, etag, false, now, ever);
    changes = change;
    events.put(eventId, after);
    series.stored(after, occurrences).forEach(events::remove);
    return after;
  }

  /**
   * Invalidates every sync token; tombstones disappear from lists, as they do at Google in time.
   */
  public synchronized void expireSyncTokens() {
    tokenGeneration++;
    events.replaceAll((key, event) -> event.cancelled() ? event.forgottenTombstone() : event);
    series.forgetTombstones();
  }

  /**
   * Returns the conference of a creation request: the same request id gives the same conference.
   */
  synchronized String conference(String requestId) {
    return conferences.computeIfAbsent(requestId, key -> Conferences.newMeetingCode());
  }
}
