package org.wardbell.workflows.testing;

import java.util.ArrayDeque;
import java.util.Deque;
import org.wardbell.workflows.calendar.CalendarActivities;
import org.wardbell.workflows.calendar.CalendarFacts;
import org.wardbell.workflows.calendar.SyncOutcome;

/** A calendar whose facts a test says, one look after the other; work succeeds. */
public final class ScriptedCalendar implements CalendarActivities {
  private final Deque<CalendarFacts> looks = new ArrayDeque<>();

  /** Sets the finding of the next look. */
  public ScriptedCalendar then(CalendarFacts facts) {
    looks.add(facts);
    return this;
  }

  @Override
  public CalendarFacts look(String calendarId) {
    return looks.remove();
  }

  @Override
  public void watch(String calendarId) {}

  @Override
  public SyncOutcome pull(String calendarId) {
    return new SyncOutcome(1, 2, false);
  }

  @Override
  public int write(String calendarId) {
    return 1;
  }

  @Override
  public void probe(String calendarId) {}

  @Override
  public void stop(String calendarId) {}
}
