package org.wardbell.workflows.calendar;

import java.util.Arrays;
import java.util.List;

/** The state of a calendar's connection. Names are stored and shown; never rename one. */
public enum CalendarState {
  /** Its first pull has not finished. */
  CONNECTING,
  CONNECTED,
  /** Google offers no pushes for it, or none can reach us; it is polled. */
  POLL_ONLY,
  /** Google refuses the doctor's permission; nothing is kept in step until it is given again. */
  RECONNECT_NEEDED,
  /** Disconnected by the clinic. */
  DISCONNECTED;

  /** The names of the states in which a calendar is kept in step, for queries. */
  public static final List<String> LIVE_NAMES =
      Arrays.stream(values()).filter(CalendarState::isLive).map(CalendarState::name).toList();

  /** Returns whether a workflow should be synchronizing it. */
  public boolean isLive() {
    return switch (this) {
      case CONNECTING, CONNECTED, POLL_ONLY -> true;
      case RECONNECT_NEEDED, DISCONNECTED -> false;
    };
  }
}
