package org.wardbell.activities.calendar;

import java.time.Duration;

/** The answer to a person who wants a calendar to be tried again, or compared as a whole. */
public sealed interface CalendarRestart {
  /** It is committed; the workflow is to be woken. */
  record Done() implements CalendarRestart {}

  /** This clinic does not have the calendar. */
  record Unknown() implements CalendarRestart {}

  /** There is no permission of the doctor's to go on with. */
  record NeedsDoctor() implements CalendarRestart {}

  /** The calendar is not kept in step at the moment. */
  record NotLive() implements CalendarRestart {}

  /** The calendar was compared as a whole too often within the hour. */
  record TooOften(Duration delay) implements CalendarRestart {}
}
