package org.wardbell.simulator.google.calendar;

import java.time.Instant;
import tools.jackson.databind.node.ObjectNode;

/**
 * One event as the simulator holds it. Its JSON is never changed in place: a change makes a new
 * one.
 *
 * @param change number of the calendar's change that made this state
 * @param forgotten true for a tombstone that lists no longer show, because sync tokens were expired
 * @param now the time that it covers; of a series, from its first instance to its last
 * @param ever the time that any of its states covered
 */
public record StoredEvent(
    String id,
    ObjectNode json,
    long change,
    String etag,
    boolean forgotten,
    TimeSpan now,
    TimeSpan ever) {

  /** A piece of time; {@code to} is exclusive. */
  public record TimeSpan(Instant from, Instant to) {

    TimeSpan with(TimeSpan other) {
      return new TimeSpan(
          from.isBefore(other.from) ? from : other.from, to.isAfter(other.to) ? to : other.to);
    }
  }

  public boolean cancelled() {
    return json.path("status").asString("").equals("cancelled");
  }

  /** Returns true for a series as a whole, also when it is cancelled. */
  public boolean isSeries() {
    return !json.path("recurrence").isEmpty() && !isInstance();
  }

  /** Returns true for an instance of a series. */
  public boolean isInstance() {
    return json.hasNonNull("recurringEventId");
  }

  StoredEvent forgottenTombstone() {
    return new StoredEvent(id, json, change, etag, true, now, ever);
  }
}
