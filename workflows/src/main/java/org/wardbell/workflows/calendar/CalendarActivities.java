package org.wardbell.workflows.calendar;

import io.temporal.activity.ActivityInterface;
import io.temporal.activity.ActivityMethod;

/**
 * The activities of a calendar's workflow. Each of them begins with the rows, may run twice at the
 * same time, and ends quietly when the calendar is no longer live. Method names are wire format.
 */
@ActivityInterface(namePrefix = "Calendar")
public interface CalendarActivities {
  /** Reads the facts that say what is due. */
  @ActivityMethod
  CalendarFacts look(String calendarId);

  /** Has Google push to a new channel, then stops the older ones. A refusal is kept, not thrown. */
  @ActivityMethod
  void watch(String calendarId);

  /** Reads changes from Google and applies them. */
  @ActivityMethod
  SyncOutcome pull(String calendarId);

  /** Writes appointments that are due, at most 50; returns how many it wrote. */
  @ActivityMethod
  int write(String calendarId);

  /** Asks Google once whether a calendar that was taken away is there again; then it resumes. */
  @ActivityMethod
  void probe(String calendarId);

  /** Stops every channel of a disconnected calendar. */
  @ActivityMethod
  void stop(String calendarId);
}
