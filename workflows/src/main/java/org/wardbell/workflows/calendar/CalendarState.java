package org.wardbell.workflows.calendar;

/** Where a calendar's connection stands. Names are stored and shown; never rename one. */
public enum CalendarState {
  /** Its first pull has not finished. */
  CONNECTING,
  CONNECTED,
  /** Google offers no pushes for it, or none can reach us; polling does the work. */
  POLL_ONLY,
  /** Google refuses the doctor's permission; nothing is asked until they connect again. */
  RECONNECT_NEEDED,
  /** Given up by the clinic. */
  DISCONNECTED;

  /** Whether a workflow should be minding it. */
  public boolean isLive() {
    return switch (this) {
      case CONNECTING, CONNECTED, POLL_ONLY -> true;
      case RECONNECT_NEEDED, DISCONNECTED -> false;
    };
  }
}
