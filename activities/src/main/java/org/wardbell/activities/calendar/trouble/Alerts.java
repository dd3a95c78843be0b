package org.wardbell.activities.calendar.trouble;

import static org.wardbell.activities.database.generated.Tables.CALENDAR_ALERT;

import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import org.jooq.DSLContext;
import org.jooq.impl.DSL;
import org.jspecify.annotations.Nullable;
import org.wardbell.activities.database.DatabaseClock;

/** The store of the troubles that were told. A trouble is told once, until it has ended. */
public final class Alerts {
  private Alerts() {}

  /**
   * Records that a trouble is being told.
   *
   * @param code why, a code of at most 60 characters; another one does not make it another trouble
   * @return true if it was not told before, so that its event belongs into this transaction
   */
  public static boolean raise(
      DSLContext transaction, UUID clinicId, UUID calendarId, AlertKind kind, String code) {
    return transaction
            .insertInto(CALENDAR_ALERT)
            .set(CALENDAR_ALERT.CALENDAR_ID, calendarId)
            .set(CALENDAR_ALERT.KIND, kind.name())
            .set(CALENDAR_ALERT.CLINIC_ID, clinicId)
            .set(CALENDAR_ALERT.CODE, code)
            .set(CALENDAR_ALERT.RAISED_AT, DatabaseClock.now())
            .onDuplicateKeyIgnore()
            .execute()
        == 1;
  }

  /** Records that troubles of these kinds have ended; the next one is told again. */
  public static void end(DSLContext transaction, UUID calendarId, AlertKind... kinds) {
    transaction
        .deleteFrom(CALENDAR_ALERT)
        .where(CALENDAR_ALERT.CALENDAR_ID.eq(calendarId))
        .and(CALENDAR_ALERT.KIND.in(Arrays.stream(kinds).map(AlertKind::name).toList()))
        .execute();
  }

  /** Records that a calendar's troubles are over, because it is connected anew or given up. */
  public static void endAll(DSLContext transaction, UUID calendarId) {
    transaction
        .deleteFrom(CALENDAR_ALERT)
        .where(CALENDAR_ALERT.CALENDAR_ID.eq(calendarId))
        .execute();
  }

  /**
   * Counts the calendars about which a trouble was told.
   *
   * @param clinic only that clinic's, or null for all
   * @param limit beyond which it does not count
   */
  public static int count(DSLContext database, AlertKind kind, @Nullable UUID clinic, int limit) {
    return database.fetchCount(
        DSL.selectOne()
            .from(CALENDAR_ALERT)
            .where(CALENDAR_ALERT.KIND.eq(kind.name()))
            .and(clinic == null ? DSL.noCondition() : CALENDAR_ALERT.CLINIC_ID.eq(clinic))
            .limit(limit));
  }

  /** Returns some calendars about which a trouble was told. */
  public static List<UUID> told(DSLContext database, AlertKind kind, int limit) {
    return database
        .select(CALENDAR_ALERT.CALENDAR_ID)
        .from(CALENDAR_ALERT)
        .where(CALENDAR_ALERT.KIND.eq(kind.name()))
        .limit(limit)
        .fetch(CALENDAR_ALERT.CALENDAR_ID);
  }
}
