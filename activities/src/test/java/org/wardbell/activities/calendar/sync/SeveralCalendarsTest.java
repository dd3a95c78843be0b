package org.wardbell.activities.calendar.sync;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.wardbell.activities.database.generated.Tables.BUSY_TIME;

import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.wardbell.activities.appointment.AppointmentRefusal;
import org.wardbell.activities.audit.AuditOrigin;
import org.wardbell.activities.calendar.Clinic;
import org.wardbell.workflows.appointment.AppointmentStatus;
import org.wardbell.workflows.appointment.TimeSlot;

/** Which of a doctor's calendars gets what. */
@Tag("servers")
class SeveralCalendarsTest extends TwoCalendars {
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

  /** Clinic and doctor may bring it back at the same moment. */
  @Test
  void c32_bookedAgain_isWhereItWas_whoeverElseBringsItBack() {
    UUID id = shown(SLOT);
    moveTo(id, PRIVATE);
    settleBoth();
    for (boolean theDoctorToo : List.of(false, true)) {
      doctorThere().delete(clinicEvent(id));
      settleBoth();
      assertThat(clinic.appointment(id).status()).isEqualTo(AppointmentStatus.CANCELLED);
      if (theDoctorToo) {
        doctorThere().restore(clinicEvent(id));
      }
      clinic
          .appointments()
          .changeStatus(clinic.id(), id, AppointmentStatus.BOOKED, _ -> {}, AuditOrigin.SYSTEM);
      settleBoth();
      assertIsThere(id);
    }
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
