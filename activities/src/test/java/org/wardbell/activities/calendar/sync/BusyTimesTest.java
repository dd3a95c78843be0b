package org.wardbell.activities.calendar.sync;

import static org.assertj.core.api.Assertions.assertThat;
import static org.wardbell.activities.database.generated.Tables.BUSY_TIME;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.jooq.ExecuteListener;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.wardbell.activities.calendar.Clinic;
import org.wardbell.activities.calendar.google.event.RemoteEvent;
import org.wardbell.workflows.appointment.Appointment;
import org.wardbell.workflows.appointment.TimeSlot;

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
  void c37_foreignEvent_isKeptAsTimeOnly_andGoesWithItsTombstone() {
    sync.applyPage(SyncHarness.event("dentist", "d1", Clinic.slot(3, 14)));
    assertThat(clinic.dsl().fetchCount(BUSY_TIME)).isEqualTo(1);
    sync.applyPage(RemoteEvent.tombstone("dentist"));
    assertThat(clinic.dsl().fetchCount(BUSY_TIME)).isZero();
  }

  @Test
  void c23_fullSync_thatDoesNotEnd_sweepsNothing_andOneThatEndsSweeps() {
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
    sync.pages().completeWindow(complete, "token", null);
    assertThat(clinic.dsl().fetchCount(BUSY_TIME)).isEqualTo(1);
    assertThat(sync.syncToken()).isEqualTo("token");
  }

  @Test
  void c25_instancesBeyondTheWindow_areNotKept_andOneThatLeavesItIsForgotten() {
    sync.applyPage(
        SyncHarness.event("in-a-year", "a1", Clinic.slot(365, 9)),
        SyncHarness.event("in-two-years", "a2", Clinic.slot(730, 9)),
        SyncHarness.event("long-ago", "a3", Clinic.slot(-60, 9)),
        SyncHarness.event("across-the-edge", "a4", across(-40, -20)));
    assertThat(kept()).containsExactlyInAnyOrder("in-a-year", "across-the-edge");

    sync.applyPage(SyncHarness.event("in-a-year", "b1", Clinic.slot(730, 9)));
    assertThat(kept()).containsExactly("across-the-edge");
  }

  @Test
  void c25_page_isTwoStatements_howeverManyEventsItHas() {
    List<RemoteEvent> page = new ArrayList<>();
    for (int i = 0; i < 250; i++) {
      page.add(SyncHarness.event("event-" + i, "e", Clinic.slot(1 + i % 300, 8)));
      page.add(RemoteEvent.tombstone("gone-" + i));
    }
    AtomicInteger statements = new AtomicInteger();
    SyncSession session = sync.take();
    sync.sessions()
        .run(
            session,
            transaction ->
                BusyTimes.keep(
                    transaction
                        .configuration()
                        .derive(ExecuteListener.onExecuteStart(_ -> statements.incrementAndGet()))
                        .dsl(),
                    session,
                    page,
                    Map.of()));

    assertThat(statements).hasValue(2);
    assertThat(clinic.dsl().fetchCount(BUSY_TIME)).isEqualTo(250);
  }

  @Test
  void c21_eventTwiceInOnePage_countsAsItIsLast() {
    sync.applyPage(
        SyncHarness.event("twice", "a", Clinic.slot(3, 9)),
        SyncHarness.event("twice", "b", Clinic.slot(4, 9)),
        SyncHarness.event("gone", "c", Clinic.slot(3, 9)),
        RemoteEvent.tombstone("gone"),
        RemoteEvent.tombstone("back"),
        SyncHarness.event("back", "d", Clinic.slot(5, 9)));
    assertThat(kept()).containsExactlyInAnyOrder("twice", "back");
    assertThat(
            clinic
                .dsl()
                .select(BUSY_TIME.STARTS_AT)
                .from(BUSY_TIME)
                .where(BUSY_TIME.GOOGLE_EVENT_ID.eq("twice"))
                .fetchSingle()
                .value1())
        .isEqualTo(Clinic.slot(4, 9).start());
  }

  private static TimeSlot across(int fromDay, int toDay) {
    return new TimeSlot(Clinic.slot(fromDay, 9).start(), Clinic.slot(toDay, 9).start());
  }

  private List<String> kept() {
    return clinic
        .dsl()
        .select(BUSY_TIME.GOOGLE_EVENT_ID)
        .from(BUSY_TIME)
        .where(BUSY_TIME.CALENDAR_ID.eq(sync.calendar()))
        .fetch(BUSY_TIME.GOOGLE_EVENT_ID);
  }
}
