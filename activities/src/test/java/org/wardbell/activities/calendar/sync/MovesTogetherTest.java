package org.wardbell.activities.calendar.sync;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.wardbell.activities.calendar.Clinic;
import org.wardbell.activities.calendar.link.LinkStore;
import org.wardbell.workflows.appointment.Appointment;
import org.wardbell.workflows.appointment.TimeSlot;

/** Several events that the doctor moves between two pulls. */
@Tag("servers")
class MovesTogetherTest extends TwoSides {
  private static final TimeSlot NINE = Clinic.slot(3, 9);
  private static final TimeSlot TEN = Clinic.slot(3, 10);

  @Test
  void c30_twoThatChangePlaces_areBothFollowed() {
    UUID first = shown(NINE);
    UUID second = shown(TEN);
    move(first, TEN);
    move(second, NINE);
    List<String> told = toldBy(this::settle);
    assertThat(clinic.appointment(first).slot()).isEqualTo(TEN);
    assertThat(clinic.appointment(second).slot()).isEqualTo(NINE);
    assertThat(told).doesNotContain("calendar.conflict_reverted");
    assertAgreed(first);
    assertAgreed(second);
  }

  @Test
  void c30_twoOntoTheSameTime_firstBookedMoves_andTheOtherIsPutBack() {
    UUID first = shown(NINE);
    UUID second = shown(TEN);
    move(second, Clinic.slot(3, 14));
    move(first, Clinic.slot(3, 14));
    List<String> told = toldBy(this::settle);
    assertThat(clinic.appointment(first).slot()).isEqualTo(Clinic.slot(3, 14));
    assertThat(clinic.appointment(second).slot()).isEqualTo(TEN);
    assertThat(told).containsOnlyOnce("calendar.conflict_reverted");
    assertAgreed(first);
    assertAgreed(second);
  }

  @Test
  void c30_chainWhoseEndIsBusy_isPutBackAsAWhole() {
    UUID first = shown(NINE);
    UUID second = shown(TEN);
    TimeSlot busy = Clinic.slot(3, 16);
    doctor().create("Dentist", busy.start(), busy.end());
    move(first, TEN);
    move(second, busy);
    List<String> told = toldBy(this::settle);
    assertThat(told.stream().filter("calendar.conflict_reverted"::equals)).hasSize(2);
    assertThat(clinic.appointment(first).slot()).isEqualTo(NINE);
    assertThat(clinic.appointment(second).slot()).isEqualTo(TEN);
    assertAgreed(first);
    assertAgreed(second);
  }

  /** The room is made by a later page of the same pull. */
  @Test
  void c30_swapOverTwoPages_isFollowed() {
    Appointment first = sync.shown(NINE, "a1");
    Appointment second = sync.shown(TEN, "b1");
    SyncSession session = sync.take();
    OpenMoves open = new OpenMoves();
    sync.pages()
        .applyChanges(
            session, List.of(SyncHarness.event(sync.eventId(first), "a2", TEN)), open, false, null);
    assertThat(clinic.appointment(first.id()).slot()).isEqualTo(NINE);
    sync.pages()
        .applyChanges(
            session,
            List.of(SyncHarness.event(sync.eventId(second), "b2", NINE)),
            open,
            true,
            "token");
    assertThat(clinic.appointment(first.id()).slot()).isEqualTo(TEN);
    assertThat(clinic.appointment(second.id()).slot()).isEqualTo(NINE);
  }

  @Test
  void c30_moveThatNoPageMakesRoomFor_isPutBackWithTheLast() {
    Appointment first = sync.shown(NINE, "a1");
    sync.shown(TEN, "b1");
    SyncSession session = sync.take();
    OpenMoves open = new OpenMoves();
    sync.pages()
        .applyWindow(
            session, List.of(SyncHarness.event(sync.eventId(first), "a2", TEN)), open, false);
    assertThat(LinkStore.due(clinic.dsl(), sync.calendar(), 10)).isEmpty();
    sync.pages().applyWindow(session, List.of(), open, true);
    assertThat(LinkStore.due(clinic.dsl(), sync.calendar(), 10)).containsExactly(first.id());
  }
}
