package org.wardbell.activities.calendar.sync;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.wardbell.activities.database.generated.Tables.CALENDAR;

import java.time.Duration;
import java.util.List;
import org.jooq.Field;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.wardbell.activities.audit.AuditOrigin;
import org.wardbell.activities.calendar.Clinic;
import org.wardbell.activities.calendar.google.CalendarPolicy;
import org.wardbell.activities.calendar.google.GoogleCalendar;
import org.wardbell.activities.calendar.google.event.RemoteEvent;
import org.wardbell.activities.database.DatabaseClock;
import org.wardbell.workflows.appointment.Appointment;
import org.wardbell.workflows.calendar.CalendarState;

/** Interleavings of two sessions of one calendar: a paused process, a reconnect, a disconnect. */
@Tag("servers")
class SyncSessionsTest {
  private SyncHarness sync;
  private Clinic clinic;

  @BeforeEach
  void start() {
    sync = new SyncHarness();
    clinic = sync.clinic();
  }

  @AfterEach
  void stop() {
    sync.close();
  }

  @Test
  void stalePull_thatWakesUp_writesNothing() {
    Appointment booked = sync.shown(Clinic.slot(3, 9), "e1");
    SyncSession stale = sync.take();
    SyncSession current = sync.take();
    int events = clinic.eventTypes().size();

    RemoteEvent moved = SyncHarness.event(sync.eventId(booked), "e2", Clinic.slot(3, 14));
    assertThatThrownBy(() -> sync.pages().applyChanges(stale, List.of(moved), "stale token"))
        .isInstanceOf(StaleSessionException.class);

    assertThat(clinic.appointment(booked.id()).slot()).isEqualTo(Clinic.slot(3, 9));
    assertThat(sync.syncToken()).isNull();
    assertThat(clinic.eventTypes()).hasSize(events);
    sync.pages().applyChanges(current, List.of(moved), "token");
    assertThat(sync.syncToken()).isEqualTo("token");
  }

  @Test
  void c28_token_isContinued_onlyWithTheQueryThatItWasIssuedFor() {
    complete("token");
    assertThat(sync.take().syncToken()).isEqualTo("token");

    set(CALENDAR.QUERY_VERSION, GoogleCalendar.QUERY_VERSION + 1);
    assertThat(sync.take().syncToken()).isNull();
  }

  @Test
  void c28_token_ofAFormerPermission_isNotContinued() {
    complete("token");
    clinic.connect("ada@clinic.example", "1//other", CalendarPolicy.STANDARD);
    assertThat(sync.take().syncToken()).isNull();
  }

  @Test
  void c25_window_isReadAnew_onceItIs30DaysOld() {
    complete("token");
    set(CALENDAR.BASELINED_AT, DatabaseClock.read(clinic.dsl()).minus(Duration.ofDays(29)));
    assertThat(sync.take().syncToken()).isEqualTo("token");

    set(CALENDAR.BASELINED_AT, DatabaseClock.read(clinic.dsl()).minus(Duration.ofDays(31)));
    assertThat(sync.take().syncToken()).isNull();
  }

  private void complete(String token) {
    SyncSession session = sync.take();
    sync.pages().applyWindow(session, List.of(), new OpenMoves(), true);
    sync.pages().completeWindow(session, token, null);
  }

  private <T> void set(Field<T> column, T value) {
    clinic
        .dsl()
        .update(CALENDAR)
        .set(column, value)
        .where(CALENDAR.ID.eq(sync.calendar()))
        .execute();
  }

  @Test
  void reconnect_duringASession_makesItStale() {
    SyncSession before = sync.take();
    clinic.connect("ada@clinic.example", "1//other", CalendarPolicy.STANDARD);
    assertThatThrownBy(() -> sync.pages().applyChanges(before, List.of(), "token"))
        .isInstanceOf(StaleSessionException.class);
  }

  @Test
  void disconnect_duringASession_makesItStale() {
    SyncSession session = sync.take();
    clinic.calendars().disconnect(clinic.id(), sync.calendar(), _ -> {}, AuditOrigin.SYSTEM);
    assertThatThrownBy(() -> sync.pages().applyChanges(session, List.of(), "token"))
        .isInstanceOf(StaleSessionException.class);
    assertThat(sync.sessions().take(sync.calendar())).isEmpty();
    assertThat(clinic.calendars().find(sync.calendar()).orElseThrow().state())
        .isEqualTo(CalendarState.DISCONNECTED);
  }
}
