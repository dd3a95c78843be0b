package org.wardbell.activities.calendar;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.wardbell.activities.appointment.Doctor;
import org.wardbell.activities.calendar.google.CalendarPolicy;
import org.wardbell.activities.calendar.trouble.AlertKind;
import org.wardbell.workflows.calendar.CalendarState;

/**
 * A calendar as people see it.
 *
 * @param receives true if the doctor's new appointments are written into it
 * @param connectedBy what permission it lives on; null if it has none any more
 * @param channelExpiresAt when pushes end unless renewed, or null without an open channel
 * @param lastPushAt when Google last pushed
 * @param lastSyncAt when a pull last finished
 * @param lag the time the oldest known change has been waiting; zero if none is
 * @param unseenPushes pushes that no finished pull covers
 * @param waitingWrites appointments that the calendar does not show as they are
 * @param refusedWrites appointments that Google refuses to show as they are
 * @param quarantinedEvents events of Google's that cannot be read or kept, at most 1,000
 * @param deadTokens sync tokens that Google declared dead, ever
 * @param alerts troubles that last and were told
 * @param askedAgainAt when Google is asked again, or null if nothing holds that back
 * @param lastError code of the last failure since the last success, or null
 */
public record CalendarView(
    UUID id,
    UUID clinicId,
    Doctor doctor,
    String googleCalendarId,
    CalendarState state,
    CalendarPolicy policy,
    boolean receives,
    @Nullable ConnectedBy connectedBy,
    @Nullable Instant channelExpiresAt,
    @Nullable Instant lastPushAt,
    @Nullable Instant lastSyncAt,
    Duration lag,
    long unseenPushes,
    int waitingWrites,
    int refusedWrites,
    int quarantinedEvents,
    long deadTokens,
    List<AlertKind> alerts,
    @Nullable Instant askedAgainAt,
    @Nullable String lastError,
    @Nullable Instant lastErrorAt) {
  /** The kinds of permission that a calendar lives on. */
  public enum ConnectedBy {
    /** The doctor consented on Google's page. */
    CONSENT,
    /** The operator's service account works for the doctor (domain-wide delegation). */
    SERVICE_ACCOUNT,
    /** Somebody brought a refresh token. */
    REFRESH_TOKEN
  }

  public CalendarView {
    alerts = List.copyOf(alerts);
  }
}
