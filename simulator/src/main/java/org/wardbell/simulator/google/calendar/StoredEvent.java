package org.wardbell.simulator.google.calendar;

import java.time.Instant;
import tools.jackson.databind.node.ObjectNode;

/**
 * One event as the simulator holds it. Its JSON is never changed in place: a change makes a new
 * one.
 *
 * @param change number of the calendar's change that made this state
 * @param forgotten true for a tombstone that lists no longer show, because sync tokens were expired
 * @param earliest first moment that any state of this event covered
 * @param latest last moment that any state of this event covered
 */
public record StoredEvent(
    String id,
    ObjectNode json,
    long change,
    String etag,
    boolean forgotten,
    Instant earliest,
    Instant latest) {

  public boolean cancelled() {
    return json.path("status").asString("").equals("cancelled");
  }

  StoredEvent forgottenTombstone() {
    return new StoredEvent(id, json, change, etag, true, earliest, latest);
  }
}
