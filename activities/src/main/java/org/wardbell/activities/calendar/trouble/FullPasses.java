package org.wardbell.activities.calendar.trouble;

import static org.wardbell.activities.database.generated.Tables.CALENDAR_FULL_PASS;

import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import org.jooq.DSLContext;
import org.jooq.impl.DSL;
import org.jspecify.annotations.Nullable;
import org.wardbell.activities.database.DatabaseClock;

/**
 * The limit on readings of a calendar's whole window. Google may declare each new sync token dead
 * at once; without a limit every push would then read everything again. Changes belong to a
 * session's transaction, which holds the calendar's lock.
 */
public final class FullPasses {
  /** Full passes that may begin within an hour: the first, one after a fault, and one to spare. */
  public static final int PER_HOUR = 3;

  private static final Duration HOUR = Duration.ofHours(1);

  private FullPasses() {}

  /**
   * Begins a full pass. One that was interrupted is carried on, and does not count again.
   *
   * @return false if too many began within the last hour
   */
  public static boolean begin(DSLContext transaction, UUID clinicId, UUID calendarId, int epoch) {
    transaction
        .deleteFrom(CALENDAR_FULL_PASS)
        .where(CALENDAR_FULL_PASS.CALENDAR_ID.eq(calendarId))
        .and(CALENDAR_FULL_PASS.BEGAN_AT.le(DatabaseClock.after(HOUR.negated())))
        .execute();
    boolean interrupted =
        transaction.fetchExists(
            CALENDAR_FULL_PASS,
            CALENDAR_FULL_PASS
                .CALENDAR_ID
                .eq(calendarId)
                .and(CALENDAR_FULL_PASS.ENDED_AT.isNull()));
    if (interrupted) {
      return true;
    }
    if (inTheLastHour(transaction, calendarId) >= PER_HOUR) {
      return false;
    }
    transaction
        .insertInto(CALENDAR_FULL_PASS)
        .set(CALENDAR_FULL_PASS.CALENDAR_ID, calendarId)
        .set(CALENDAR_FULL_PASS.EPOCH, epoch)
        .set(CALENDAR_FULL_PASS.CLINIC_ID, clinicId)
        .set(CALENDAR_FULL_PASS.BEGAN_AT, DatabaseClock.now())
        .execute();
    return true;
  }

  /** Records that the full pass has ended, well or because Google broke it off. */
  public static void end(DSLContext transaction, UUID calendarId) {
    transaction
        .update(CALENDAR_FULL_PASS)
        .set(CALENDAR_FULL_PASS.ENDED_AT, DatabaseClock.now())
        .where(CALENDAR_FULL_PASS.CALENDAR_ID.eq(calendarId))
        .and(CALENDAR_FULL_PASS.ENDED_AT.isNull())
        .execute();
  }

  /**
   * Returns how long another full pass has to wait, or null if it may begin now.
   *
   * @param now the database's time
   */
  public static @Nullable Duration untilAllowed(DSLContext database, UUID calendarId, Instant now) {
    if (inTheLastHour(database, calendarId) < PER_HOUR) {
      return null;
    }
    Instant oldest =
        database
            .select(DSL.min(CALENDAR_FULL_PASS.BEGAN_AT))
            .from(CALENDAR_FULL_PASS)
            .where(CALENDAR_FULL_PASS.CALENDAR_ID.eq(calendarId))
            .and(CALENDAR_FULL_PASS.BEGAN_AT.gt(DatabaseClock.after(HOUR.negated())))
            .fetchSingle()
            .value1();
    return oldest == null ? null : Duration.between(now, oldest.plus(HOUR));
  }

  /** Forgets the passes of a calendar that is connected anew. */
  public static void forget(DSLContext transaction, UUID calendarId) {
    transaction
        .deleteFrom(CALENDAR_FULL_PASS)
        .where(CALENDAR_FULL_PASS.CALENDAR_ID.eq(calendarId))
        .execute();
  }

  private static int inTheLastHour(DSLContext database, UUID calendarId) {
    return database.fetchCount(
        CALENDAR_FULL_PASS,
        CALENDAR_FULL_PASS
            .CALENDAR_ID
            .eq(calendarId)
            .and(CALENDAR_FULL_PASS.BEGAN_AT.gt(DatabaseClock.after(HOUR.negated()))));
  }
}
