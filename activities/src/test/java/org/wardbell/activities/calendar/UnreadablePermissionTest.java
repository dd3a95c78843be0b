package org.wardbell.activities.calendar;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.UUID;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.wardbell.activities.audit.AuditOrigin;
import org.wardbell.activities.calendar.google.CalendarPolicy;
import org.wardbell.activities.database.generated.Tables;
import org.wardbell.workflows.calendar.CalendarState;

/** A permission that no key opens: its doctor is asked for another one, and Google for nothing. */
@Tag("servers")
class UnreadablePermissionTest extends CalendarTroubleWalk {
  private static final String OTHER = "eva@clinic.example";
  private static final byte[] DAMAGED = {1, 2, 3};

  @Test
  void permissionThatNoKeyOpens_needsItsDoctorAtOnce_toldOnce_andGoogleIsNotAsked() {
    connect(CalendarPolicy.STANDARD);
    UUID other = connectAnother();
    await("the calendar is at rest", () -> view().unseenPushes() == 0);
    set(Tables.CALENDAR.REFRESH_TOKEN_CIPHERTEXT, DAMAGED);
    google.clearLogs();

    wakes.appointmentsChanged(clinic.book(Clinic.slot(3, 9)).calendarsToWake());

    await("its doctor is needed", () -> view().state() == CalendarState.RECONNECT_NEEDED);
    assertThat(view().lastError()).isEqualTo("permission_unreadable");
    assertThat(told("calendar.reconnect_needed")).isEqualTo(1);
    assertThat(clinic.eventData("calendar.reconnect_needed"))
        .contains("permission_unreadable", calendar.toString());
    wakes.wakeNow(calendar);
    wakes.appointmentsChanged(
        clinic
            .appointments()
            .book(clinic.wanted("18", Clinic.slot(3, 9)), AuditOrigin.SYSTEM)
            .calendarsToWake());
    await("the other doctor's goes on", () -> google.doctor(OTHER).events().size() == 1);
    assertThat(google.doctor(CALENDAR).events()).isEmpty();
    assertThat(google.calls()).noneMatch(call -> call.calendarId().equals(CALENDAR));
    assertThat(told("calendar.reconnect_needed")).isEqualTo(1);
    assertThat(stateOf(other)).isEqualTo(CalendarState.CONNECTED);
  }

  private UUID connectAnother() {
    google.addAccount(OTHER);
    UUID other = clinic.connect("18", OTHER, google.grant(OTHER), CalendarPolicy.STANDARD);
    wakes.wakeNow(other);
    await("the other is connected", () -> stateOf(other) == CalendarState.CONNECTED);
    return other;
  }

  private CalendarState stateOf(UUID id) {
    return clinic.calendars().find(id).orElseThrow().state();
  }

  @Test
  void permissionThatNoKeyOpens_isForgottenWhenItsCalendarIsGivenUp() {
    connect(CalendarPolicy.STANDARD);
    onlyChannel();
    await("the calendar is at rest", () -> view().unseenPushes() == 0);
    set(Tables.CALENDAR.REFRESH_TOKEN_CIPHERTEXT, DAMAGED);
    google.clearLogs();

    clinic.calendars().disconnect(clinic.id(), calendar, _ -> {}, AuditOrigin.SYSTEM);
    wakes.wakeNow(calendar);

    await("it is forgotten", () -> !hasToken());
    assertThat(google.calls()).isEmpty();
  }

  @Test
  void permissionThatNoKeyOpens_isNotAskedWithWhenTheCalendarMayBeSharedAgain() {
    connect(CalendarPolicy.STANDARD);
    await("the calendar is at rest", () -> view().unseenPushes() == 0);
    set(Tables.CALENDAR.STATE, CalendarState.RECONNECT_NEEDED.name());
    set(Tables.CALENDAR.REFRESH_TOKEN_CIPHERTEXT, DAMAGED);
    set(Tables.CALENDAR.PROBE_AFTER, ago(Duration.ofMinutes(1)));
    google.clearLogs();

    wakes.wakeNow(calendar);

    await("nobody asks any more", () -> !isToBeAsked());
    assertThat(google.calls()).isEmpty();
    assertThat(view().state()).isEqualTo(CalendarState.RECONNECT_NEEDED);
  }

  private boolean isToBeAsked() {
    return clinic
        .dsl()
        .fetchExists(
            Tables.CALENDAR,
            Tables.CALENDAR.ID.eq(calendar).and(Tables.CALENDAR.PROBE_AFTER.isNotNull()));
  }
}
