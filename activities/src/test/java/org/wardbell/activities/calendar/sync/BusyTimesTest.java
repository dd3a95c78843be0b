package org.wardbell.activities.calendar.sync;

import static org.assertj.core.api.Assertions.assertThat;
import static org.wardbell.activities.database.generated.Tables.BUSY_TIME;

import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.wardbell.activities.calendar.Clinic;
import org.wardbell.activities.calendar.google.RemoteEvent;
import org.wardbell.workflows.appointment.Appointment;

/** Times that a doctor's other events take, in pages and in full syncs. */
@Tag("servers")
class BusyTimesTest {
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
  void busyTime_movedAwayInTheSamePage_makesRoomForTheAppointment() {
    Appointment booked = sync.shown(Clinic.slot(3, 9), "e1");
    sync.applyPage(SyncHarness.event("dentist", "d1", Clinic.slot(3, 14)));

    sync.applyPage(
        SyncHarness.event(sync.eventId(booked), "e2", Clinic.slot(3, 14)),
        SyncHarness.event("dentist", "d2", Clinic.slot(5, 8)));

    assertThat(clinic.appointment(booked.id()).slot()).isEqualTo(Clinic.slot(3, 14));
  }

  @Test
  void foreignEvent_isKeptAsTimeOnly_andGoesWithItsTombstone() {
    sync.applyPage(SyncHarness.event("dentist", "d1", Clinic.slot(3, 14)));
    assertThat(clinic.dsl().fetchCount(BUSY_TIME)).isEqualTo(1);
    sync.applyPage(RemoteEvent.tombstone("dentist"));
    assertThat(clinic.dsl().fetchCount(BUSY_TIME)).isZero();
  }

  @Test
  void fullSync_thatDoesNotEnd_sweepsNothing_andOneThatEndsSweeps() {
    sync.applyPage(SyncHarness.event("gone", "g1", Clinic.slot(3, 14)));
    SyncSession interrupted = sync.take();
    sync.pages()
        .applyWindow(
            interrupted,
            List.of(SyncHarness.event("there", "t1", Clinic.slot(4, 14))),
            new OpenMoves(),
            true);
    assertThat(clinic.dsl().fetchCount(BUSY_TIME)).isEqualTo(2);

    SyncSession complete = sync.take();
    sync.pages()
        .applyWindow(
            complete,
            List.of(SyncHarness.event("there", "t1", Clinic.slot(4, 14))),
            new OpenMoves(),
            true);
    sync.pages().completeWindow(complete, "token");
    assertThat(clinic.dsl().fetchCount(BUSY_TIME)).isEqualTo(1);
    assertThat(sync.syncToken()).isEqualTo("token");
  }
}
