package org.wardbell.api.calendar;

import io.swagger.v3.oas.annotations.media.ArraySchema;
import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.wardbell.activities.calendar.CalendarView;
import org.wardbell.api.change.Revised;
import org.wardbell.api.change.Revisions;
import org.wardbell.workflows.calendar.CalendarState;

/** A calendar as it is shown. */
@Schema(name = "Calendar")
record ConnectedCalendarView(
    UUID id,
    String doctorId,
    String googleCalendarId,
    @Schema(
            allowableValues = {
              "CONNECTING",
              "CONNECTED",
              "POLL_ONLY",
              "RECONNECT_NEEDED",
              "DISCONNECTED"
            })
        String state,
    @Schema(allowableValues = {"cancel", "unlink"}) String deletion,
    @Schema(allowableValues = {"none", "patient"}) String guests,
    boolean meet,
    @Schema(
            description =
                "Whether the doctor's new appointments are written into this one; all of the doctor's calendars are read.")
        boolean receivesAppointments,
    @Schema(
            description = "The permission that it lives on; null once it was given up.",
            allowableValues = {"consent", "service_account", "refresh_token"})
        @Nullable String connectedBy,
    @Nullable Instant channelExpiresAt,
    @Nullable Instant lastPushAt,
    @Nullable Instant lastSyncAt,
    double lagSeconds,
    long unseenPushes,
    int waitingWrites,
    @Schema(description = "Appointments that Google refuses to show as they are.")
        int refusedWrites,
    @Schema(description = "Events of Google's that cannot be read or kept; 1,000 at most.")
        int quarantinedEvents,
    @Schema(description = "Sync tokens that Google declared dead, ever.") long deadSyncTokens,
    @ArraySchema(
            arraySchema = @Schema(description = "Troubles that last and were told as events."),
            schema =
                @Schema(
                    allowableValues = {
                      "sync_delayed",
                      "channel_ending",
                      "quarantine",
                      "dead_tokens",
                      "operator"
                    }))
        List<String> alerts,
    @Schema(description = "When Google is asked again, if something holds that back.")
        @Nullable Instant askedAgainAt,
    @Nullable ErrorView lastError)
    implements Revised {
  private static final double MILLIS = 1_000.0;

  /** How it goes is no part of it, but whether it was given up is. */
  @Override
  public String revision() {
    return Revisions.of(
        doctorId,
        googleCalendarId,
        deletion,
        guests,
        meet,
        receivesAppointments,
        state.equals(CalendarState.DISCONNECTED.name()));
  }

  /** The last trouble since the last success. */
  @Schema(name = "CalendarError")
  record ErrorView(
      String code,
      @Schema(description = "What happened, and who does what about it.") String message,
      @Nullable Instant at) {}

  static ConnectedCalendarView of(CalendarView calendar) {
    String error = calendar.lastError();
    return new ConnectedCalendarView(
        calendar.id(),
        calendar.doctor().externalId(),
        calendar.googleCalendarId(),
        calendar.state().name(),
        word(calendar.policy().deletion()),
        word(calendar.policy().guests()),
        calendar.policy().meet(),
        calendar.receives(),
        calendar.connectedBy() == null ? null : word(calendar.connectedBy()),
        calendar.channelExpiresAt(),
        calendar.lastPushAt(),
        calendar.lastSyncAt(),
        calendar.lag().toMillis() / MILLIS,
        calendar.unseenPushes(),
        calendar.waitingWrites(),
        calendar.refusedWrites(),
        calendar.quarantinedEvents(),
        calendar.deadTokens(),
        calendar.alerts().stream().map(ConnectedCalendarView::word).toList(),
        calendar.askedAgainAt(),
        error == null
            ? null
            : new ErrorView(error, CalendarErrorWords.of(error), calendar.lastErrorAt()));
  }

  private static String word(Enum<?> value) {
    return value.name().toLowerCase(Locale.ROOT);
  }
}
