package org.wardbell.api.calendar;

import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.wardbell.activities.calendar.consent.ConsentState;
import org.wardbell.activities.calendar.consent.ConsentView;
import org.wardbell.activities.calendar.google.AccountCalendar;

/** A connection as it is shown. */
@Schema(name = "CalendarConnection")
record ConnectionView(
    UUID id,
    UUID clinicId,
    String doctorId,
    @Schema(
            description =
                "WAITING: nobody came back from Google yet. RETURNED: a worker exchanges the code. CHOOSING: choose one of calendars. EXPIRED: begin again.")
        ConsentState status,
    @Schema(description = "A stable code once it is DENIED or FAILED.", example = "another_account")
        @Nullable String error,
    @Schema(description = "The same in words, with what to do next.") @Nullable String message,
    @Schema(description = "Those of the account in which it may write, while CHOOSING.")
        List<Choice> calendars,
    @Schema(description = "The connected calendar, once it is CONNECTED.")
        @Nullable UUID calendarId,
    @Schema(description = "When the link, or the time to choose, ends.") Instant expiresAt) {
  ConnectionView {
    calendars = List.copyOf(calendars);
  }

  /** A calendar that can be chosen. */
  @Schema(name = "CalendarOfAccount")
  record Choice(String googleCalendarId, String name, boolean primary) {
    static Choice of(AccountCalendar calendar) {
      return new Choice(calendar.id(), calendar.name(), calendar.primary());
    }
  }

  static ConnectionView of(ConsentView view) {
    String error = view.error();
    return new ConnectionView(
        view.id(),
        view.clinicId(),
        view.doctor().externalId(),
        view.state(),
        error,
        error == null ? null : ConsentWords.of(error),
        view.calendars().stream().map(Choice::of).toList(),
        view.calendarId(),
        view.expiresAt());
  }

  /** Hides the names of calendars, which are the doctor's own words. */
  @Override
  public String toString() {
    return "ConnectionView[" + id + "]";
  }
}
