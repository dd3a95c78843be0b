package org.wardbell.standalone.storm;

import java.util.List;
import java.util.UUID;

/**
 * A doctor of a storm.
 *
 * @param number from 0
 * @param clinic their clinic
 * @param id the clinic's own
 * @param account the Google account, which is also the first calendar's id
 * @param calendars the connected calendars; the first receives new appointments
 * @param style what their events are to say
 */
record StormDoctor(
    int number,
    String clinic,
    String id,
    String account,
    List<StormCalendar> calendars,
    StormStyle style) {

  /** Returns the calendar that receives new appointments. */
  UUID calendar() {
    return calendars.getFirst().id();
  }
}
