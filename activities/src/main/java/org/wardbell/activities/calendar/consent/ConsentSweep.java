package org.wardbell.activities.calendar.consent;

import static org.wardbell.activities.database.generated.Tables.CALENDAR_CONSENT;

import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jooq.DSLContext;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.wardbell.activities.calendar.CalendarStore;
import org.wardbell.activities.calendar.google.GoogleConsents;
import org.wardbell.activities.crypto.BrokenSealException;
import org.wardbell.activities.crypto.WrongMasterKeyException;
import org.wardbell.activities.database.DatabaseClock;
import org.wardbell.activities.database.generated.tables.records.CalendarConsentRecord;

/**
 * The end of consents: those from which nobody chose a calendar in time are revoked, and old ones
 * are deleted. One of the relay's scans; Google is asked in a thread of its own, because it may
 * hang.
 */
public final class ConsentSweep implements Runnable {
  /** What is late is late by an hour already. */
  private static final Duration PAUSE = Duration.ofMinutes(1);

  /** What became of a consent can be read for so long. */
  private static final Duration KEPT = Duration.ofDays(30);

  /** Rows of one statement, so that it locks none for long. */
  private static final int DELETED_PER_SWEEP = 500;

  /** Rows in memory at once; each is a request to Google. */
  private static final int REVOKED_AT_ONCE = 20;

  private static final UUID NONE = new UUID(0, 0);
  private static final Logger log = LoggerFactory.getLogger(ConsentSweep.class);

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

  /** Ends the consents from which nobody chose in time; one that no key opens holds up no other. */
  void revokeUnchosen() {
    List<CalendarConsentRecord> late = late(NONE);
    while (!late.isEmpty()) {
      late.forEach(this::revoke);
      late = late(late.getLast().getId());
    }
  }

  private List<CalendarConsentRecord> late(UUID after) {
    return database
        .selectFrom(CALENDAR_CONSENT)
        .where(CALENDAR_CONSENT.STATE.eq(ConsentState.CHOOSING.name()))
        .and(CALENDAR_CONSENT.RETURNED_AT.lt(DatabaseClock.after(Consents.CHOICE_LIFE.negated())))
        .and(CALENDAR_CONSENT.ID.gt(after))
        .orderBy(CALENDAR_CONSENT.ID)
        .limit(REVOKED_AT_ONCE)
        .fetch();
  }

  private void revoke(CalendarConsentRecord row) {
    try {
      KeptGrant grant = consents.grant(row);
      consents.failed(row.getId(), "not_chosen");
      unneeded.revoke(row.getId(), grant.account(), grant.calendars(), grant.refreshToken());
    } catch (BrokenSealException nobodyOpensIt) {
      consents.failed(row.getId(), "not_chosen");
      log.warn("consent {}: forgotten, not revoked, its seal is broken", row.getId());
    } catch (WrongMasterKeyException notNow) {
      log.debug("consent {}: not revoked, the master key does not open its clinic's", row.getId());
    }
  }
}
