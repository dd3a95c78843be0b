package org.wardbell.activities.calendar;

import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.wardbell.workflows.calendar.CalendarActivities;
import org.wardbell.workflows.calendar.CalendarFacts;
import org.wardbell.workflows.calendar.SyncOutcome;

/** The activities of one worker for many tests; they pass on to those of the current test. */
public final class CurrentCalendar implements CalendarActivities {
  private final AtomicReference<@Nullable CalendarActivities> now = new AtomicReference<>();

  void set(@Nullable CalendarActivities activities) {
    now.set(activities);
  }

  /** Tells a workflow that a former test left behind that its calendar is gone, so that it ends. */
  @Override
  public CalendarFacts look(String calendarId) {
    CalendarActivities activities = now.get();
    return activities == null ? CalendarFacts.gone() : activities.look(calendarId);
  }

  @Override
  public void watch(String calendarId) {
    present().watch(calendarId);
  }

  @Override
  public SyncOutcome pull(String calendarId) {
    return present().pull(calendarId);
  }

  @Override
  public int write(String calendarId) {
    return present().write(calendarId);
  }

  @Override
  public void probe(String calendarId) {
    present().probe(calendarId);
  }

  @Override
  public void stop(String calendarId) {
    present().stop(calendarId);
  }

  private CalendarActivities present() {
    CalendarActivities activities = now.get();
    if (activities == null) {
      throw new IllegalStateException("between two tests");
    }
    return activities;
  }
}
