package org.wardbell.simulator.google.calendar;

import java.time.Instant;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/** One calendar: its events, the number of its last change, and which sync tokens still count. */
public final class StoredCalendar {

  /** Etags rise from here by this step, so that they look like Google's and never repeat. */
  private static final long FIRST_ETAG = 3_400_000_000_000_000L;

  private static final long ETAG_STEP = 1_000;

  private final String id;
  private final String owner;
  private final ZoneId zone;
  private final Map<String, StoredEvent> events = new LinkedHashMap<>();
  private final Map<String, String> conferences = new LinkedHashMap<>();
  private long changes;
  private long tokenGeneration = 1;
  private boolean pushSupported = true;

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

  public synchronized @Nullable StoredEvent find(String eventId) {
    return events.get(eventId);
  }

  public synchronized List<StoredEvent> all() {
    return new ArrayList<>(events.values());
  }

  synchronized long changes() {
    return changes;
  }

  synchronized long tokenGeneration() {
    return tokenGeneration;
  }

  public synchronized boolean pushSupported() {
    return pushSupported;
  }

  public synchronized void pushSupported(boolean supported) {
    pushSupported = supported;
  }

  /** Stores a new state; stamps etag and {@code updated}. Takes ownership of {@code json}. */
  synchronized StoredEvent put(String eventId, ObjectNode json) {
    changes++;
    StoredEvent before = events.get(eventId);
    String etag = "\"" + (FIRST_ETAG + changes * ETAG_STEP) + "\"";
    json.put("etag", etag);
    json.put("updated", Instant.now().truncatedTo(ChronoUnit.MILLIS).toString());
    Instant start = EventTimes.instant(json.path("start"), zone);
    Instant end = EventTimes.instant(json.path("end"), zone);
    StoredEvent after =
        new StoredEvent(
            eventId,
            json,
            changes,
            etag,
            false,
            before == null || start.isBefore(before.earliest()) ? start : before.earliest(),
            before == null || end.isAfter(before.latest()) ? end : before.latest());
    events.put(eventId, after);
    return after;
  }

  /**
   * Invalidates every sync token; tombstones disappear from lists, as they do at Google in time.
   */
  public synchronized void expireSyncTokens() {
    tokenGeneration++;
    events.replaceAll((key, event) -> event.cancelled() ? event.forgottenTombstone() : event);
  }

  /**
   * Returns the conference of a creation request: the same request id gives the same conference.
   */
  synchronized String conference(String requestId) {
    return conferences.computeIfAbsent(requestId, key -> Conferences.newMeetingCode());
  }
}
