package org.wardbell.activities.calendar;

import static org.wardbell.activities.database.generated.Tables.CALENDAR;
import static org.wardbell.activities.database.generated.Tables.CALENDAR_CONSENT;

import io.temporal.activity.Activity;
import io.temporal.failure.ApplicationFailure;
import java.util.List;
import java.util.UUID;
import org.jooq.DSLContext;
import org.jooq.impl.DSL;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.wardbell.activities.calendar.google.CalendarAccess;
import org.wardbell.activities.calendar.google.CalendarPermission.Consent;
import org.wardbell.activities.calendar.google.GoogleConsents;
import org.wardbell.activities.calendar.google.GoogleFailure;
import org.wardbell.activities.database.generated.tables.records.CalendarRecord;
import org.wardbell.workflows.calendar.CalendarState;

/**
 * The end of a disconnected calendar's permission: revoked at Google, then forgotten here. A
 * revocation ends everything that an account granted to our client, so the permission is only
 * forgotten while another calendar lives on the same account, or is still to be chosen of it.
 */
final class PermissionEnd {
  /** After so many tries the token is forgotten all the same; it dies unused after six months. */
  private static final int ATTEMPTS = 3;

  private static final Logger log = LoggerFactory.getLogger(PermissionEnd.class);

  private final DSLContext database;
  private final GoogleConsents google;

  PermissionEnd(DSLContext database, GoogleConsents google) {
    this.database = database;
    this.google = google;
  }

  /**
   * Ends a permission about which nothing more will be asked.
   *
   * @throws ApplicationFailure if Google is out of reach and should be asked once more
   */
  void end(CalendarAccess access) {
    UUID id = access.calendarId();
    CalendarRecord row =
        database
            .selectFrom(CALENDAR)
            .where(CALENDAR.ID.eq(id))
            .and(CALENDAR.STATE.eq(CalendarState.DISCONNECTED.name()))
            .fetchOne();
    if (row == null) {
      return;
    }
    if (access.permission() instanceof Consent consent && !isShared(row)) {
      revoke(id, consent);
    }
    forget(id);
  }

  private void revoke(UUID id, Consent consent) {
    try {
      google.revoke(consent.refreshToken());
    } catch (GoogleFailure failure) {
      if (Activity.getExecutionContext().getInfo().getAttempt() < ATTEMPTS) {
        throw ApplicationFailure.newFailure(failure.code(), "Google");
      }
      log.warn("calendar {}: permission forgotten, not revoked: {}", id, failure.code());
    }
  }

  /** The row itself is disconnected, so it is not among those that need the account. */
  private boolean isShared(CalendarRecord row) {
    return CalendarStore.isUsed(
            database, row.getGoogleAccount(), List.of(row.getGoogleCalendarId()))
        || mayShareTheToken(row);
  }

  /**
   * Of calendars that were connected with a refresh token, nobody knows whose account it is; it may
   * also be the one of which a calendar is still to be chosen.
   */
  private boolean mayShareTheToken(CalendarRecord row) {
    return database.fetchExists(
            CALENDAR,
            CALENDAR
                .DOCTOR_ID
                .eq(row.getDoctorId())
                .and(CALENDAR.ID.ne(row.getId()))
                .and(CALENDAR.STATE.ne(CalendarState.DISCONNECTED.name()))
                .and(CALENDAR.REFRESH_TOKEN_CIPHERTEXT.isNotNull())
                .and(
                    row.getGoogleAccount() == null
                        ? DSL.noCondition()
                        : CALENDAR.GOOGLE_ACCOUNT.isNull()))
        || (row.getGoogleAccount() == null
            && database.fetchExists(
                CALENDAR_CONSENT,
                CALENDAR_CONSENT
                    .DOCTOR_ID
                    .eq(row.getDoctorId())
                    .and(CALENDAR_CONSENT.GOOGLE_ACCOUNT.isNotNull())));
  }

  /** Forgets what is kept of a permission that ended, or that no key opens any more. */
  void forget(UUID id) {
    database
        .update(CALENDAR)
        .setNull(CALENDAR.REFRESH_TOKEN_CIPHERTEXT)
        .setNull(CALENDAR.GOOGLE_ACCOUNT)
        .setNull(CALENDAR.DELEGATED_TO)
        .where(CALENDAR.ID.eq(id))
        .and(CALENDAR.STATE.eq(CalendarState.DISCONNECTED.name()))
        .execute();
  }
}
