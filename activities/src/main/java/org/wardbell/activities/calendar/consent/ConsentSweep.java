package org.wardbell.activities.calendar.consent;

import static org.wardbell.activities.database.generated.Tables.CALENDAR_CONSENT;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jooq.DSLContext;
import org.wardbell.activities.calendar.CalendarStore;
import org.wardbell.activities.calendar.google.GoogleConsents;
import org.wardbell.activities.database.DatabaseClock;
import org.wardbell.activities.database.generated.tables.records.CalendarConsentRecord;

/**
 * The end of consents: those from which nobody chose a calendar in time are revoked, and old ones
 * are deleted. One of the relay's scans; Google is asked in a thread of its own, because it may
 * hang.
 */
public final class ConsentSweep implements Runnable {
  private static final Duration PAUSE = Duration.ofMinutes(1);

  /** What became of a consent can be read for so long. */
  private static final Duration KEPT = Duration.ofDays(30);

  private static final int DELETED_PER_SWEEP = 500;
  private static final int REVOKED_PER_SWEEP = 20;

  private final DSLContext database;
  private final Consents consents;
  private final UnneededGrants unneeded;
  private final AtomicBoolean asking = new AtomicBoolean();
  private long next = System.nanoTime();

  ConsentSweep(
      DSLContext database, Consents consents, CalendarStore calendars, GoogleConsents google) {
    this.database = database;
    this.consents = consents;
    this.unneeded = new UnneededGrants(calendars, google);
  }

  /** Runs one round, or nothing if the last one was less than a minute ago. */
  @Override
  public void run() {
    if (System.nanoTime() - next < 0) {
      return;
    }
    next = System.nanoTime() + PAUSE.toNanos();
    database
        .deleteFrom(CALENDAR_CONSENT)
        .where(CALENDAR_CONSENT.CREATED_AT.lt(DatabaseClock.after(KEPT.negated())))
        .orderBy(CALENDAR_CONSENT.CREATED_AT)
        .limit(DELETED_PER_SWEEP)
        .execute();
    if (asking.compareAndSet(false, true)) {
      Thread.ofVirtual()
          .name("calendar-consent-sweep")
          .start(
              () -> {
                try {
                  revokeUnchosen();
                } finally {
                  asking.set(false);
                }
              });
    }
  }

  /** Ends the consents from which nobody chose in time. */
  void revokeUnchosen() {
    List<CalendarConsentRecord> late =
        database
            .selectFrom(CALENDAR_CONSENT)
            .where(CALENDAR_CONSENT.STATE.eq(ConsentState.CHOOSING.name()))
            .and(
                CALENDAR_CONSENT.RETURNED_AT.lt(
                    DatabaseClock.after(Consents.CHOICE_LIFE.negated())))
            .limit(REVOKED_PER_SWEEP)
            .fetch();
    for (CalendarConsentRecord row : late) {
      KeptGrant grant = consents.grant(row);
      consents.failed(row.getId(), "not_chosen");
      unneeded.revoke(row.getId(), grant.account(), grant.calendars(), grant.refreshToken());
    }
  }
}
