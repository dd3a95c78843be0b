package org.wardbell.standalone.bench.calendar;

import java.time.Instant;
import java.util.List;

/**
 * A connected calendar with its appointments.
 *
 * @param account its owner in Google, and the calendar's id there
 * @param id of ours
 */
record BenchCalendar(String account, String id, List<Booked> appointments) {

  /**
   * An appointment and its event.
   *
   * @param day the midnight before it, in UTC; no other of the doctor's is on that day
   */
  record Booked(String account, String id, String event, Instant day) {}
}
