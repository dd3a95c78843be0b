package org.wardbell.activities.calendar.sync;

import java.time.Duration;
import java.time.Instant;
import org.wardbell.workflows.appointment.TimeSlot;

/**
 * The time in which a doctor's events count. Google's changes are not bound to it: whoever touches
 * a series without an end is sent its instances of decades.
 */
final class SyncWindow {
  /** Older appointments are not changed any more. */
  private static final Duration PAST = Duration.ofDays(30);

  /** A year of appointments, and some weeks more. */
  private static final Duration FUTURE = Duration.ofDays(400);

  private SyncWindow() {}

  /** Returns the window around a moment. */
  static TimeSlot around(Instant now) {
    return new TimeSlot(now.minus(PAST), now.plus(FUTURE));
  }

  /** Returns whether any of a time lies in the window. */
  static boolean touches(TimeSlot window, TimeSlot time) {
    return time.start().isBefore(window.end()) && window.start().isBefore(time.end());
  }
}
