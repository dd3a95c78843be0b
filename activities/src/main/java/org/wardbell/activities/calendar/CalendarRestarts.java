package org.wardbell.activities.calendar;

import static org.wardbell.activities.database.generated.Tables.CALENDAR;
import static org.wardbell.activities.database.generated.Tables.CALENDAR_COUNTERS;

import java.time.Duration;
import java.util.UUID;
import org.jooq.DSLContext;
import org.jspecify.annotations.Nullable;
import org.wardbell.activities.appointment.DoctorStore;
import org.wardbell.activities.audit.AuditEntry;
import org.wardbell.activities.audit.AuditOrigin;
import org.wardbell.activities.audit.AuditStore;
import org.wardbell.activities.calendar.trouble.FullPasses;
import org.wardbell.activities.database.Contention;
import org.wardbell.activities.database.DatabaseClock;
import org.wardbell.activities.database.generated.tables.records.CalendarRecord;
import org.wardbell.workflows.calendar.CalendarState;

/** The store of what a person does about a calendar in trouble, without the doctor's consent. */
public final class CalendarRestarts {
  private final DSLContext database;
  private final DoctorStore doctors;
  private final AuditStore audit;

  CalendarRestarts(DSLContext database, DoctorStore doctors, AuditStore audit) {
    this.database = database;
    this.doctors = doctors;
    this.audit = audit;
  }

  /**
   * Lets a calendar go on with the permission that it has. One that needs its doctor is opened
   * again and compared as a whole; one that waits before Google is asked again waits no longer.
   */
  public CalendarRestart resume(UUID clinicId, UUID id, AuditOrigin origin) {
    return Contention.result(
        database,
        configuration -> {
          DSLContext transaction = configuration.dsl();
          CalendarRecord row = lock(transaction, clinicId, id);
          if (row == null) {
            return new CalendarRestart.Unknown();
          }
          CalendarState state = CalendarState.valueOf(row.getState());
          if (state == CalendarState.DISCONNECTED
              || (row.getRefreshTokenCiphertext() == null && row.getDelegatedTo() == null)) {
            return new CalendarRestart.NeedsDoctor();
          }
          if (state.isLive()) {
            waitNoLonger(transaction, id);
          } else {
            Reopening.resume(transaction, doctors, row);
          }
          note(transaction, origin, "calendar.resumed", clinicId, id);
          return new CalendarRestart.Done();
        });
  }

  /** Has a calendar compared as a whole, as if its sync token had died. */
  public CalendarRestart compare(UUID clinicId, UUID id, AuditOrigin origin) {
    return Contention.result(
        database,
        configuration -> {
          DSLContext transaction = configuration.dsl();
          CalendarRecord row = lock(transaction, clinicId, id);
          if (row == null) {
            return new CalendarRestart.Unknown();
          }
          if (!CalendarState.valueOf(row.getState()).isLive()) {
            return new CalendarRestart.NotLive();
          }
          Duration wait = FullPasses.untilAllowed(transaction, id, DatabaseClock.read(transaction));
          if (wait != null) {
            return new CalendarRestart.TooOften(wait);
          }
          transaction
              .update(CALENDAR)
              .setNull(CALENDAR.SYNC_TOKEN)
              .set(CALENDAR.EPOCH, CALENDAR.EPOCH.plus(1))
              .set(CALENDAR.UPDATED_AT, DatabaseClock.now())
              .where(CALENDAR.ID.eq(id))
              .execute();
          waitNoLonger(transaction, id);
          note(transaction, origin, "calendar.sync_requested", clinicId, id);
          return new CalendarRestart.Done();
        });
  }

  /** Counts as a push, so that a pull follows at once. */
  private static void waitNoLonger(DSLContext transaction, UUID id) {
    transaction
        .update(CALENDAR)
        .setNull(CALENDAR.ASK_AFTER)
        .setNull(CALENDAR.PULL_AFTER)
        .setNull(CALENDAR.WATCH_AFTER)
        .setNull(CALENDAR.QUIET_UNTIL)
        .set(CALENDAR.WAKES_AT, DatabaseClock.now())
        .where(CALENDAR.ID.eq(id))
        .execute();
    transaction
        .update(CALENDAR_COUNTERS)
        .set(CALENDAR_COUNTERS.REQUESTED, CALENDAR_COUNTERS.REQUESTED.plus(1))
        .where(CALENDAR_COUNTERS.CALENDAR_ID.eq(id))
        .execute();
  }

  private static @Nullable CalendarRecord lock(DSLContext transaction, UUID clinicId, UUID id) {
    return transaction
        .selectFrom(CALENDAR)
        .where(CALENDAR.ID.eq(id))
        .and(CALENDAR.CLINIC_ID.eq(clinicId))
        .forUpdate()
        .fetchOne();
  }

  private void note(
      DSLContext transaction, AuditOrigin origin, String action, UUID clinicId, UUID id) {
    audit.append(transaction, AuditEntry.of(clinicId, origin, action, "calendar/" + id));
  }
}
