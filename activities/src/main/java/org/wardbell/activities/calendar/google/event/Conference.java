package org.wardbell.activities.calendar.google.event;

import org.jspecify.annotations.Nullable;

/**
 * The video meeting of an event (Events resource, conferenceData). Its text form hides the address,
 * which lets in whoever has it.
 *
 * @param link not null if it is ready
 */
public record Conference(State state, @Nullable String link) {
  /** An event without a meeting. */
  public static final Conference NONE = new Conference(State.NONE, null);

  /** The steps of Google's making a meeting. */
  public enum State {
    NONE,
    /** Google makes it; the event has to be read again. */
    PENDING,
    READY,
    /** Google could not make it. */
    FAILED
  }

  /** Returns a meeting that has begun to exist. */
  static Conference ready(String link) {
    return new Conference(State.READY, link);
  }

  @Override
  public String toString() {
    return "Conference[" + state + "]";
  }
}
