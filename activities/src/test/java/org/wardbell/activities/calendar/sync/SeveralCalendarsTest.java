package org.wardbell.activities.calendar.sync;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.wardbell.activities.database.generated.Tables.BUSY_TIME;
import static org.wardbell.activities.database.generated.Tables.LINK;

import java.time.Duration;
import java.time.ZoneId;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.wardbell.activities.appointment.AppointmentRefusal;
import org.wardbell.activities.audit.AuditOrigin;
import org.wardbell.activities.calendar.Clinic;
import org.wardbell.activities.database.DatabaseClock;
import org.wardbell.simulator.google.Doctor;
import org.wardbell.workflows.appointment.AppointmentStatus;
import org.wardbell.workflows.appointment.TimeSlot;

/** A doctor with two calendars, and events that go from one to the other. */
@Tag("servers")
class SeveralCalendarsTest extends TwoSides {
  private static final String PRIVATE = "private@group.calendar.google.com";
  private static final TimeSlot SLOT = Clinic.slot(3, 9);
  private static final TimeSlot LATER = Clinic.slot(3, 14);

  private UUID here;
  private UUID there;

  @BeforeEach
  void connectAnother() {
    google.addCalendar(PRIVATE, CALENDAR, ZoneId.of("Europe/Berlin"));
    here = sync.calendar();
    there = clinic.connect(PRIVATE, SyncHarness.REFRESH_TOKEN, INVITING);
    pull(there);
  }

  private Doctor doctorThere() {
    return google.doctor(PRIVATE);
  }

  private void moveTo(UUID appointment, String calendar) {
    google
        .doctor(calendar.equals(PRIVATE) ? CALENDAR : PRIVATE)
        .moveTo(clinicEvent(appointment), calendar);
  }

  private String clinicEvent(UUID appointment) {
    return clinic
        .dsl()
        .select(LINK.GOOGLE_EVENT_ID)
        .from(LINK)
        .where(LINK.APPOINTMENT_ID.eq(appointment))
        .fetchSingle(LINK.GOOGLE_EVENT_ID);
  }

  private List<UUID> placesOf(UUID appointment) {
    return clinic
        .dsl()
        .select(LINK.CALENDAR_ID)
        .from(LINK)
        .where(LINK.APPOINTMENT_ID.eq(appointment))
        .fetch(LINK.CALENDAR_ID);
  }

  private void searchNow() {
    clinic
        .dsl()
        .update(LINK)
        .set(LINK.DUE_AT, DatabaseClock.now())
        .where(LINK.MISSING_SINCE.isNotNull())
        .execute();
  }

  private void settleBoth() {
    for (int round = 0; round < 3; round++) {
      for (UUID calendar : List.of(here, there)) {
        searchNow();
        write(calendar);
        pull(calendar);
      }
    }
    assertThat(clinic.dsl().fetchCount(LINK, LINK.DUE_AT.isNotNull())).isZero();
  }

  private void assertIsThere(UUID id) {
    assertThat(placesOf(id)).containsExactly(there);
    assertThat(clinic.appointment(id).status()).isEqualTo(AppointmentStatus.BOOKED);
    assertThat(doctor().events()).isEmpty();
    assertThat(doctorThere().events()).hasSize(1);
    assertThat(clinic.dsl().fetchCount(BUSY_TIME)).isZero();
  }

  @Test
  void c32_newAppointments_areWrittenIntoTheReceivingCalendarOnly() {
    UUID id = shown(SLOT);
    settleBoth();
    assertThat(placesOf(id)).containsExactly(here);
    assertThat(doctorThere().events()).isEmpty();
    assertThat(clinic.calendars().find(here).orElseThrow().receives()).isTrue();
    assertThat(clinic.calendars().find(there).orElseThrow().receives()).isFalse();

    assertThat(clinic.calendars().receive(clinic.id(), there, _ -> {}, AuditOrigin.SYSTEM))
        .isTrue();
    UUID next = clinic.book(LATER).appointment().id();
    settleBoth();
    assertThat(placesOf(next)).containsExactly(there);
    assertThat(placesOf(id)).as("events stay where they are").containsExactly(here);
    assertThat(clinic.calendars().find(here).orElseThrow().receives()).isFalse();
    assertThat(clinic.calendars().receive(UUID.randomUUID(), here, _ -> {}, AuditOrigin.SYSTEM))
        .as("of another clinic")
        .isFalse();
  }

  @Test
  void c32_moved_tombstoneFirst_isOneAppointment_andNobodyIsTold() {
    UUID id = shown(SLOT);
    moveTo(id, PRIVATE);
    assertThat(
            toldBy(
                () -> {
                  pull(here);
                  write(here);
                  pull(there);
                  settleBoth();
                }))
        .isEmpty();
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

  @Test
  void c32_busyTime_ofBothCalendars_counts() {
    TimeSlot dentist = Clinic.slot(4, 10);
    doctorThere().create("Dentist", dentist.start(), dentist.end());
    pull(there);
    assertThatExceptionOfType(AppointmentRefusal.class).isThrownBy(() -> clinic.book(dentist));
  }

  @Test
  void c32_disconnection_ofTheReceivingOne_letsTheOtherTakeOver() {
    UUID id = shown(SLOT);
    TimeSlot dentist = Clinic.slot(4, 10);
    doctorThere().create("Dentist", dentist.start(), dentist.end());
    doctor().create("Lecture", LATER.start(), LATER.end());
    pull(here);
    pull(there);
    assertThat(clinic.calendars().disconnect(clinic.id(), here, _ -> {}, AuditOrigin.SYSTEM))
        .isTrue();
    assertThat(clinic.calendars().find(there).orElseThrow().receives()).isTrue();
    write(there);
    pull(there);
    assertThat(doctorThere().event(clinic.eventId(there, id)).path("status").asString())
        .isEqualTo("confirmed");
    assertThat(clinic.appointment(id).status()).isEqualTo(AppointmentStatus.BOOKED);
    assertThatExceptionOfType(AppointmentRefusal.class).isThrownBy(() -> clinic.book(dentist));
    clinic.book(LATER);
  }

  @Test
  void c32_disconnection_ofTheOther_leavesTheReceivingOneAsItIs() {
    UUID id = shown(SLOT);
    UUID moved = shown(LATER);
    moveTo(moved, PRIVATE);
    settleBoth();
    assertThat(clinic.calendars().disconnect(clinic.id(), there, _ -> {}, AuditOrigin.SYSTEM))
        .isTrue();
    settle();
    assertThat(clinic.calendars().find(here).orElseThrow().receives()).isTrue();
    assertAgreed(id);
    assertThat(doctor().event(clinic.eventId(here, moved)).path("status").asString())
        .as("what was in the other one is in this one now")
        .isEqualTo("confirmed");
  }

  /** Anybody may write a private property: it opens nothing of another doctor's. */
  @Test
  void c32_marksOfAnotherDoctorsAppointment_areOnlyBusyTime() {
    String bob = "bob@clinic.example";
    google.addAccount(bob);
    google.grant(bob, "1//bob");
    UUID ofBob = clinic.connect("18", bob, "1//bob", INVITING);
    pull(ofBob);
    UUID id =
        clinic
            .appointments()
            .book(clinic.wanted("18", SLOT), AuditOrigin.SYSTEM)
            .appointment()
            .id();
    write(ofBob);
    String uid = google.doctor(bob).event(clinicEvent(id)).path("iCalUID").asString();
    doctorThere()
        .create(
            """
            {"summary":"x","start":{"dateTime":"%s"},"end":{"dateTime":"%s"},"iCalUID":"%s",
             "extendedProperties":{"private":{"wardbell_appointment":"%s"}}}
            """
                .formatted(LATER.start(), LATER.end(), uid, id));
    pull(there);
    google.doctor(bob).delete(clinicEvent(id));
    pull(ofBob);
    settleBoth();
    assertThat(placesOf(id)).containsExactly(ofBob);
    assertThat(clinic.appointment(id).status()).isEqualTo(AppointmentStatus.CANCELLED);
    assertThat(clinic.dsl().fetchCount(BUSY_TIME, BUSY_TIME.APPOINTMENT_ID.isNull())).isEqualTo(1);
  }
}
