package org.wardbell.activities.calendar.sync;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.wardbell.activities.database.generated.Tables.BUSY_TIME;
import static org.wardbell.activities.database.generated.Tables.CALENDAR_QUARANTINE;

import java.util.List;
import org.jooq.exception.DataAccessException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.wardbell.activities.calendar.Clinic;
import org.wardbell.activities.calendar.google.RemotePage;
import org.wardbell.activities.calendar.google.event.RemoteEvent;
import org.wardbell.workflows.appointment.Appointment;

/** Pages of which the database refuses an event. */
@Tag("servers")
class CarefulPagesTest {
  /** No id of Google's, and nothing that a column for ids takes. */
  private static final String REFUSED = "überraschung";

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

  private static RemotePage page(RemoteEvent... events) {
    return new RemotePage(List.of(events), List.of(), null, null);
  }

  @Test
  void c49_eventThatTheDatabaseRefuses_isQuarantined_andTheTokenAdvances() {
    Appointment booked = sync.shown(Clinic.slot(3, 9), "e1");

    sync.careful()
        .applyChanges(
            sync.take(),
            page(
                SyncHarness.event(REFUSED, "x", Clinic.slot(6, 9)),
                SyncHarness.event("dentist", "d", Clinic.slot(4, 9)),
                SyncHarness.event(sync.eventId(booked), "e2", Clinic.slot(5, 9))),
            new OpenMoves(),
            true,
            "next",
            () -> {});

    assertThat(sync.syncToken()).isEqualTo("next");
    assertThat(clinic.appointment(booked.id()).slot()).isEqualTo(Clinic.slot(5, 9));
    assertThat(clinic.dsl().fetchValues(BUSY_TIME.GOOGLE_EVENT_ID)).containsExactly("dentist");
    var kept = clinic.dsl().fetchSingle(CALENDAR_QUARANTINE);
    assertThat(kept.getCalendarId()).isEqualTo(sync.calendar());
    assertThat(kept.getGoogleEventId()).startsWith("sha256:");
    assertThat(kept.getCode()).startsWith("database_");
    assertThat(clinic.eventTypes()).containsOnlyOnce("calendar.events_quarantined");
  }

  @Test
  void c49_windowWithAnEventThatTheDatabaseRefuses_endsAllTheSame() {
    SyncSession session = sync.take();
    sync.careful()
        .applyWindow(
            session,
            page(
                SyncHarness.event(REFUSED, "x", Clinic.slot(6, 9)),
                SyncHarness.event("dentist", "d", Clinic.slot(4, 9))),
            new OpenMoves(),
            true,
            () -> {});
    sync.careful().completeWindow(session, "next", null);

    assertThat(sync.syncToken()).isEqualTo("next");
    assertThat(clinic.dsl().fetchCount(CALENDAR_QUARANTINE)).isEqualTo(1);
    SyncSession without = sync.take();
    sync.careful()
        .applyWindow(
            without,
            page(SyncHarness.event("dentist", "d", Clinic.slot(4, 9))),
            new OpenMoves(),
            true,
            () -> {});
    sync.careful().completeWindow(without, "later", null);
    assertThat(clinic.dsl().fetchCount(CALENDAR_QUARANTINE)).as("it was not shown").isZero();
  }

  @Test
  void c49_tokenThatTheDatabaseRefuses_isNoEventsFault() {
    String tooLong = "t".repeat(3_000);
    assertThatThrownBy(
            () ->
                sync.careful()
                    .applyChanges(
                        sync.take(),
                        page(SyncHarness.event("dentist", "d", Clinic.slot(4, 9))),
                        new OpenMoves(),
                        true,
                        tooLong,
                        () -> {}))
        .isInstanceOf(DataAccessException.class);
    assertThat(clinic.dsl().fetchCount(CALENDAR_QUARANTINE)).isZero();
  }

  @Test
  void staleSession_quarantinesNothing() {
    SyncSession stale = sync.take();
    sync.take();
    assertThatThrownBy(
            () ->
                sync.careful()
                    .applyChanges(
                        stale,
                        page(SyncHarness.event(REFUSED, "x", Clinic.slot(6, 9))),
                        new OpenMoves(),
                        true,
                        "next",
                        () -> {}))
        .isInstanceOf(StaleSessionException.class);
    assertThat(clinic.dsl().fetchCount(CALENDAR_QUARANTINE)).isZero();
    assertThat(clinic.eventTypes()).doesNotContain("calendar.events_quarantined");
  }
}
