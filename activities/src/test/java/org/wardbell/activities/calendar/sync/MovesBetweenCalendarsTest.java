package org.wardbell.activities.calendar.sync;

import static org.assertj.core.api.Assertions.assertThat;
import static org.wardbell.activities.database.generated.Tables.BUSY_TIME;
import static org.wardbell.activities.database.generated.Tables.LINK;

import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.wardbell.activities.audit.AuditOrigin;
import org.wardbell.activities.calendar.Clinic;
import org.wardbell.activities.database.DatabaseClock;
import org.wardbell.workflows.appointment.Appointment;
import org.wardbell.workflows.appointment.AppointmentStatus;
import org.wardbell.workflows.appointment.TimeSlot;

/** Events that go from one of a doctor's calendars to the other, or seem to. */
@Tag("servers")
class MovesBetweenCalendarsTest extends TwoCalendars {
  @Test
  void c32_moved_tombstoneFirst_isOneAppointment_andNobodyIsTold() {
    UUID id = shown(SLOT);
    moveTo(id, PRIVATE);
    pull(here);
    write(here);
    pull(there);
    assertThat(toldBy(this::settleBoth)).isEmpty();
    assertIsThere(id);
  }

  @Test
  void c32_moved_newFirst_isOneAppointment_andNobodyIsTold() {
    UUID id = shown(SLOT);
    moveTo(id, PRIVATE);
    pull(there);
    pull(here);
    assertThat(toldBy(this::settleBoth)).isEmpty();
    assertIsThere(id);
  }

  /** It takes no time, so it is no busy time; that it is the appointment's event must be known. */
  @Test
  void c32_movedAndShownAsFree_isFound_inEitherOrder() {
    String free = "{\"transparency\":\"transparent\"}";
    for (UUID readFirst : List.of(here, there)) {
      UUID id = shown(readFirst.equals(here) ? SLOT : LATER);
      doctor().edit(clinicEvent(id), free);
      pull(here);
      moveTo(id, PRIVATE);
      pull(readFirst);
      pull(readFirst.equals(here) ? there : here);
      assertThat(toldBy(this::settleBoth)).isEmpty();
      assertThat(placesOf(id)).containsExactly(there);
      assertThat(clinic.appointment(id).status()).isEqualTo(AppointmentStatus.BOOKED);
      assertThat(clinic.dsl().fetchCount(BUSY_TIME)).isZero();
    }
  }

  @Test
  void c32_movedBeyondWhatIsRead_isFound_inEitherOrder() {
    for (UUID readFirst : List.of(here, there)) {
      UUID id = shown(readFirst.equals(here) ? SLOT : LATER);
      TimeSlot far = Clinic.slot(500, readFirst.equals(here) ? 9 : 14);
      moveTo(id, PRIVATE);
      doctorThere().move(clinicEvent(id), far.start(), far.end());
      pull(readFirst);
      pull(readFirst.equals(here) ? there : here);
      settleBoth();
      assertThat(placesOf(id)).containsExactly(there);
      assertThat(clinic.appointment(id).slot()).isEqualTo(far);
      assertThat(clinic.eventTypes()).doesNotContain("appointment.cancelled");
    }
  }

  /** A copy that is shown as free is kept for the search, and blocks nothing. */
  @Test
  void c32_copyThatIsShownAsFree_blocksNoBooking_andGoesWithItsTombstone() {
    UUID id = shown(SLOT);
    String copy =
        doctorThere()
            .create(
                """
                {"summary":"x","start":{"dateTime":"%s"},"end":{"dateTime":"%s"},"transparency":"transparent",
                 "extendedProperties":{"private":{"wardbell_appointment":"%s"}}}
                """
                    .formatted(LATER.start(), LATER.end(), id));
    pull(there);
    assertThat(clinic.dsl().fetchCount(BUSY_TIME)).isEqualTo(1);
    clinic.book(LATER);
    doctorThere().delete(copy);
    settleBoth();
    assertThat(clinic.dsl().fetchCount(BUSY_TIME)).isZero();
    assertThat(placesOf(id)).containsExactly(here);
  }

  @Test
  void c32_movedBothInPlaceAndTime_isFollowed_inEitherOrder() {
    UUID first = shown(SLOT);
    UUID second = shown(Clinic.slot(5, 9));
    moveTo(first, PRIVATE);
    moveTo(second, PRIVATE);
    doctorThere().move(clinicEvent(first), LATER.start(), LATER.end());
    TimeSlot other = Clinic.slot(5, 15);
    pull(here);
    doctorThere().move(clinicEvent(second), other.start(), other.end());
    settleBoth();
    assertThat(clinic.appointment(first).slot()).isEqualTo(LATER);
    assertThat(clinic.appointment(second).slot()).isEqualTo(other);
    assertThat(clinic.eventTypes()).doesNotContain("appointment.cancelled");
  }

  @Test
  void c32_movedThereAndBack_isOneAppointment_andFollowsOurMove() {
    UUID id = shown(SLOT);
    moveTo(id, PRIVATE);
    settleBoth();
    change(id, clinic.wanted(LATER));
    settleBoth();
    assertIsThere(id);
    moveTo(id, CALENDAR);
    settleBoth();
    assertThat(placesOf(id)).containsExactly(here);
    assertAgreed(id);
    assertThat(doctorThere().events()).isEmpty();
    assertThat(clinic.appointment(id).slot()).isEqualTo(LATER);
  }

  @Test
  void c32_movedWhileWeWrite_isSearchedFor_andThenWritten() {
    UUID id = shown(SLOT);
    change(id, clinic.wanted(LATER));
    proxy.before(1, () -> moveTo(id, PRIVATE));
    settleBoth();
    assertIsThere(id);
    assertThat(clinic.appointment(id).slot()).isEqualTo(LATER);
    pull(there);
    assertThat(clinic.eventTypes()).doesNotContain("appointment.cancelled");
  }

  @Test
  void c32_deletion_cancels_onceEveryCalendarWasRead() {
    UUID id = shown(SLOT);
    doctor().delete(eventId(id));
    assertThat(toldBy(this::pull)).as("it may be in the other one").isEmpty();
    searchNow();
    assertThat(toldBy(() -> write(here))).as("the other one was not read yet").isEmpty();
    pull(there);
    searchNow();
    assertThat(toldBy(() -> write(here))).as("nor this one once more").isEmpty();
    pull(here);
    searchNow();
    assertThat(toldBy(() -> write(here)))
        .containsExactly("appointment.cancelled", "appointment.status_changed");
    assertThat(clinic.appointment(id).status()).isEqualTo(AppointmentStatus.CANCELLED);
  }

  /** A calendar that cannot be read holds a deletion back for minutes, and not for ever. */
  @Test
  void c32_deletion_besideACalendarThatIsNotRead_cancelsAfterTenMinutes() {
    UUID id = shown(SLOT);
    doctor().delete(eventId(id));
    pull();
    clinic
        .dsl()
        .update(LINK)
        .set(LINK.MISSING_SINCE, DatabaseClock.after(Duration.ofMinutes(-11)))
        .execute();
    searchNow();
    assertThat(toldBy(() -> write(here))).contains("appointment.cancelled");
    assertThat(clinic.appointment(id).status()).isEqualTo(AppointmentStatus.CANCELLED);
  }

  /** The clinic's deletion finds nothing where the event was; whichever step comes first. */
  @Test
  void c32_movedAndCancelled_isGoneFromBoth() {
    List<Runnable> steps = List.of(() -> write(here), () -> pull(here), () -> pull(there));
    for (Runnable first : steps) {
      for (boolean cancelledFirst : List.of(true, false)) {
        proxy.before(0, () -> {});
        UUID id = shown(SLOT);
        if (cancelledFirst) {
          cancel(id);
        }
        moveTo(id, PRIVATE);
        if (!cancelledFirst) {
          cancel(id);
        }
        first.run();
        assertThat(toldBy(this::settleBoth)).isEmpty();
        assertThat(clinic.appointment(id).status()).isEqualTo(AppointmentStatus.CANCELLED);
        assertIsNowhere();
      }
    }
  }

  @Test
  void c32_movedWhileTheClinicDeletes_isGoneFromBoth() {
    for (int request : List.of(1, 2)) {
      UUID id = shown(SLOT);
      cancel(id);
      proxy.before(request, () -> moveTo(id, PRIVATE));
      settleBoth();
      assertIsNowhere();
    }
  }

  private void assertIsNowhere() {
    assertThat(doctor().events()).isEmpty();
    assertThat(doctorThere().events()).isEmpty();
    assertThat(clinic.dsl().fetchCount(BUSY_TIME)).isZero();
  }

  @Test
  void c32_movedAndGivenToAnotherDoctor_isGoneFromBoth() {
    UUID id = shown(SLOT);
    moveTo(id, PRIVATE);
    change(id, clinic.wanted("18", SLOT));
    settleBoth();
    assertIsNowhere();
  }

  /** What the clinic wants again after all is where the doctor moved it, and only there. */
  @Test
  void c32_movedCancelledAndBookedAgain_isOneEvent() {
    UUID id = shown(SLOT);
    moveTo(id, PRIVATE);
    cancel(id);
    write(here);
    clinic
        .appointments()
        .changeStatus(clinic.id(), id, AppointmentStatus.BOOKED, _ -> {}, AuditOrigin.SYSTEM);
    settleBoth();
    assertIsThere(id);
  }

  /** What is left of it says that it repeated; it is gone all the same. */
  @Test
  void c35_madeASeriesAndDeleted_betweenTwoPulls_cancels() {
    UUID id = shown(SLOT);
    doctor().edit(eventId(id), "{\"recurrence\":[\"RRULE:FREQ=WEEKLY;COUNT=3\"]}");
    doctor().delete(eventId(id));
    assertThat(toldBy(this::settleBoth)).doesNotContain("calendar.write_refused");
    assertThat(clinic.appointment(id).status()).isEqualTo(AppointmentStatus.CANCELLED);
    assertThat(clinic.appointment(id).sync()).extracting(Appointment.Sync::code).isNull();
  }
}
