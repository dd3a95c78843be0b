package org.wardbell.activities.calendar;

import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.wardbell.workflows.calendar.CalendarActivities;
import org.wardbell.workflows.calendar.CalendarFacts;
import org.wardbell.workflows.calendar.SyncOutcome;

/** One worker for many tests: passes everything on to the activities of the test that runs now. */
public final class CurrentCalendar implements CalendarActivities {
  private final AtomicReference<@Nullable CalendarActivities> now = new AtomicReference<>();

  void set(@Nullable CalendarActivities activities) {
    now.set(activities);
  }

  /** What a former test left behind finds that its calendar is gone, and ends. */
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
