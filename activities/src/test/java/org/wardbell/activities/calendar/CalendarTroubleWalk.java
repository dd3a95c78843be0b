package org.wardbell.activities.calendar;

import java.time.Duration;
import java.time.Instant;
import org.jooq.Field;
import org.jspecify.annotations.Nullable;
import org.wardbell.activities.database.DatabaseClock;
import org.wardbell.activities.database.generated.Tables;
import org.wardbell.simulator.google.api.ApiMethod;

/** The base of calendar walks in which something fails, or time is said to have passed. */
abstract class CalendarTroubleWalk extends CalendarWalk {
  /** Writes a column of the calendar, as if time had passed. */
  <T> void set(Field<T> column, @Nullable T value) {
    clinic
        .dsl()
        .update(Tables.CALENDAR)
        .set(column, value)
        .where(Tables.CALENDAR.ID.eq(calendar))
        .execute();
  }

  /** Returns the database's time, so long ago. */
  Instant ago(Duration time) {
    return DatabaseClock.read(clinic.dsl()).minus(time);
  }

  /** Returns how often an event of a type was recorded. */
  long told(String type) {
    return clinic.eventTypes().stream().filter(type::equals).count();
  }

  /** Returns how often the whole window was begun to be read. */
  long fullPasses() {
    return google.calls().stream()
        .filter(call -> call.method() == ApiMethod.EVENTS_LIST)
        .filter(call -> call.query().contains("timeMin="))
        .filter(call -> !call.query().contains("pageToken="))
        .count();
  }

  /** Waits a moment in which nothing is to happen. */
  static void aMoment() {
    try {
      Thread.sleep(1_000);
    } catch (InterruptedException stop) {
      throw new AssertionError(stop);
    }
  }
}
