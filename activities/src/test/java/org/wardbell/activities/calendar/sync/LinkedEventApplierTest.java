package org.wardbell.activities.calendar.sync;

import static org.assertj.core.api.Assertions.assertThat;
import static org.wardbell.activities.database.generated.Tables.LINK;

import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.wardbell.activities.audit.AuditOrigin;
import org.wardbell.activities.calendar.Clinic;
import org.wardbell.activities.calendar.google.CalendarPolicy;
import org.wardbell.activities.calendar.google.event.RemoteEvent;
import org.wardbell.activities.calendar.link.LinkStore;
import org.wardbell.workflows.appointment.Appointment;
import org.wardbell.workflows.appointment.AppointmentStatus;
import org.wardbell.workflows.calendar.LinkState;

/** Events of appointments that come late, twice, or together with a change on our side. */
@Tag("servers")
class LinkedEventApplierTest {
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
  void samePage_twice_isAppliedOnce() {
    Appointment booked = sync.shown(Clinic.slot(3, 9), "e1");
    RemoteEvent moved = SyncHarness.event(sync.eventId(booked), "e2", Clinic.slot(3, 14));
    sync.applyPage(moved);
    int events = clinic.eventTypes().size();

    sync.pages().applyChanges(sync.take(), List.of(moved), "token");

    assertThat(clinic.appointment(booked.id()).version()).isEqualTo(2);
    // The first end of a pull also tells that the calendar is connected.
    assertThat(clinic.eventTypes().subList(events, clinic.eventTypes().size()))
        .containsExactly("calendar.connected");
  }

  @Test
  void putBack_seenTwiceBeforeItIsWritten_isDueOnce_andNotToldYet() {
    sync.shown(Clinic.slot(3, 9), "e1");
    Appointment second = sync.shown(Clinic.slot(3, 11), "f1");
    int events = clinic.eventTypes().size();
    RemoteEvent taken = SyncHarness.event(sync.eventId(second), "f2", Clinic.slot(3, 9));
    sync.applyPage(taken);
    sync.applyPage(taken);

    assertThat(clinic.eventTypes()).hasSize(events);
    assertThat(revertReason()).isEqualTo("SLOT_TAKEN");
    assertThat(LinkStore.due(clinic.dsl(), sync.calendar(), 10)).containsExactly(second.id());
  }

  private String revertReason() {
    return clinic
        .dsl()
        .select(LINK.REVERT_REASON)
        .from(LINK)
        .where(LINK.REVERT_REASON.isNotNull())
        .fetchSingle(LINK.REVERT_REASON);
  }

  @Test
  void c39_echo_beforeTheWritesAnswerIsStored_confirmsTheWrite() {
    Appointment booked = clinic.book(Clinic.slot(3, 9)).appointment();
    sync.sessions().run(sync.take(), transaction -> sync.writing(transaction, booked));
    int events = clinic.eventTypes().size();

    sync.applyPage(SyncHarness.event(sync.eventId(booked), "e1", booked.slot()));

    assertThat(clinic.appointment(booked.id())).isEqualTo(booked);
    assertThat(clinic.eventTypes()).hasSize(events);
    assertThat(LinkStore.due(clinic.dsl(), sync.calendar(), 10)).isEmpty();
  }

  @Test
  void c39_echoOfAnOlderWrite_whileOursHasMovedOn_isNotTakenForTheDoctors() {
    Appointment booked = clinic.book(Clinic.slot(3, 9)).appointment();
    sync.sessions().run(sync.take(), transaction -> sync.writing(transaction, booked));
    clinic
        .appointments()
        .update(booked.id(), clinic.wanted(Clinic.slot(3, 12)), _ -> {}, AuditOrigin.SYSTEM);
    int events = clinic.eventTypes().size();

    sync.applyPage(SyncHarness.event(sync.eventId(booked), "e1", booked.slot()));

    assertThat(clinic.appointment(booked.id()).slot()).isEqualTo(Clinic.slot(3, 12));
    assertThat(clinic.eventTypes()).hasSize(events);
  }

  @Test
  void movedOnBothSides_staysAsTheClinicHasIt() {
    Appointment booked = sync.shown(Clinic.slot(3, 9), "e1");
    clinic
        .appointments()
        .update(booked.id(), clinic.wanted(Clinic.slot(3, 12)), _ -> {}, AuditOrigin.SYSTEM);

    sync.applyPage(SyncHarness.event(sync.eventId(booked), "e2", Clinic.slot(3, 15)));

    assertThat(clinic.appointment(booked.id()).slot()).isEqualTo(Clinic.slot(3, 12));
    assertThat(revertReason()).isEqualTo("CHANGED_HERE");
  }

  @Test
  void tombstone_ofAnEventThatWeDeleted_isNotTheDoctors() {
    Appointment booked = sync.shown(Clinic.slot(3, 9), "e1");
    clinic.appointments().cancel(clinic.id(), booked.id(), AuditOrigin.SYSTEM);
    sync.sessions()
        .run(
            sync.take(),
            transaction ->
                LinkStore.gone(
                    transaction,
                    LinkStore.lock(transaction, sync.calendar(), booked.id()),
                    LinkState.REMOVED,
                    2));
    int events = clinic.eventTypes().size();

    sync.applyPage(RemoteEvent.tombstone(sync.eventId(booked)));

    assertThat(clinic.eventTypes()).hasSize(events);
    assertThat(LinkStore.due(clinic.dsl(), sync.calendar(), 10)).isEmpty();
  }

  @Test
  void appointmentOfAClosedDay_deletedInGoogle_isLeftAlone() {
    Appointment booked = sync.shown(Clinic.slot(3, 9), "e1");
    clinic.appointments().cancel(clinic.id(), booked.id(), AuditOrigin.SYSTEM);
    int events = clinic.eventTypes().size();

    sync.applyPage(RemoteEvent.tombstone(sync.eventId(booked)));

    assertThat(clinic.appointment(booked.id()).status()).isEqualTo(AppointmentStatus.CANCELLED);
    assertThat(clinic.eventTypes()).hasSize(events);
  }

  @Test
  void link_ofOneAppointment_isOneRowHoweverOftenItIsMarked() {
    Appointment booked = clinic.book(Clinic.slot(3, 9)).appointment();
    clinic
        .appointments()
        .update(booked.id(), clinic.wanted(Clinic.slot(3, 10)), _ -> {}, AuditOrigin.SYSTEM);
    clinic.connect("ada@clinic.example", "1//token", CalendarPolicy.STANDARD);
    assertThat(clinic.dsl().fetchCount(LINK)).isEqualTo(1);
  }
}
