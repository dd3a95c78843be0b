package org.wardbell.activities.appointment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.wardbell.activities.database.generated.Tables.EVENT;

import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.wardbell.activities.audit.AuditOrigin;
import org.wardbell.activities.calendar.Clinic;
import org.wardbell.activities.database.ApplicationClock;
import org.wardbell.workflows.appointment.AppointmentStatus;
import org.wardbell.workflows.appointment.TimeSlot;

/** The moments of appointments: reminders and starts. */
class DueAppointmentsTest extends SweptAppointments {
  @Test
  void start_ofADoctorWithoutACalendar_isToldOnce_inItsOwnClinicOnly() {
    UUID id = clinic.book(SLOT).appointment().id();
    UUID other = UUID.randomUUID();
    clinic.appointments().book(of(other, clinic.wanted(SLOT)), AuditOrigin.SYSTEM);
    look(START.minusSeconds(1));
    assertThat(told("appointment.started")).isEmpty();

    look(START);
    look(START.plusSeconds(5));

    assertThat(told("appointment.started")).hasSize(1);
    assertThat(clinic.eventData("appointment.started"))
        .contains("\"appointment_id\":\"" + id + "\"")
        .contains("\"patient_name\":\"Rosa Silbermann\"");
    assertThat(
            clinic
                .dsl()
                .select(EVENT.CLINIC_ID)
                .from(EVENT)
                .where(EVENT.TYPE.eq("appointment.started"))
                .fetch(EVENT.CLINIC_ID))
        .containsExactly(clinic.id());
    assertThat(kinds(id)).contains("started");
  }

  private static NewAppointment of(UUID other, NewAppointment wanted) {
    return new NewAppointment(
        other,
        wanted.doctor(),
        wanted.externalId(),
        wanted.slot(),
        wanted.zone(),
        wanted.patient(),
        wanted.services(),
        wanted.description());
  }

  @Test
  void reminders_areToldOnceForEachLead_andNameIt() {
    policy(reminding(1_440, 60));
    clinic.book(SLOT);

    look(START.minus(Duration.ofDays(1)));
    assertThat(clinic.eventData("appointment.reminder_due"))
        .contains("\"minutes_until_start\":1440");
    look(START.minus(Duration.ofDays(1)).plusSeconds(30));
    assertThat(told("appointment.reminder_due")).hasSize(1);

    look(START.minus(Duration.ofHours(1)));
    assertThat(told("appointment.reminder_due")).hasSize(2);
    assertThat(clinic.eventData("appointment.reminder_due")).contains("\"minutes_until_start\":60");
    assertThat(told("appointment.started")).isEmpty();
  }

  @Test
  void move_takesItsMomentsAlong() {
    UUID id = clinic.book(SLOT).appointment().id();
    look(START.minus(Duration.ofDays(1)));
    TimeSlot later = Clinic.slot(5, 9);
    clinic.appointments().update(id, clinic.wanted(later), _ -> {}, AuditOrigin.SYSTEM);

    look(START);
    assertThat(told("appointment.started")).isEmpty();

    look(later.start().minus(Duration.ofDays(1)));
    look(later.start());
    assertThat(told("appointment.reminder_due")).hasSize(2);
    assertThat(told("appointment.started")).hasSize(1);
  }

  @Test
  void moveThereAndBack_doesNotTellTheSameStartTwice() {
    UUID id = clinic.book(SLOT).appointment().id();
    look(START);
    clinic.appointments().update(id, clinic.wanted(Clinic.slot(5, 9)), _ -> {}, AuditOrigin.SYSTEM);
    clinic.appointments().update(id, clinic.wanted(SLOT), _ -> {}, AuditOrigin.SYSTEM);

    look(START.plusSeconds(60));

    assertThat(told("appointment.started")).hasSize(1);
  }

  @Test
  void cancellation_endsItsMoments_andBookingAgainBringsThemBack() {
    UUID id = clinic.book(SLOT).appointment().id();
    clinic.appointments().cancel(clinic.id(), id, AuditOrigin.SYSTEM);
    look(START.minus(Duration.ofDays(1)));
    assertThat(told("appointment.reminder_due")).isEmpty();

    clinic
        .appointments()
        .changeStatus(clinic.id(), id, AppointmentStatus.BOOKED, _ -> {}, AuditOrigin.SYSTEM);
    look(START);
    assertThat(told("appointment.started")).hasSize(1);
  }

  @Test
  void outage_overTheMoment_isToldToTheHistoryAndNobodyElse() {
    UUID id = clinic.book(SLOT).appointment().id();

    look(START.plus(Duration.ofMinutes(16)));

    assertThat(told("appointment.started")).isEmpty();
    assertThat(told("appointment.reminder_due")).isEmpty();
    assertThat(kinds(id)).containsExactly("booked", "missed", "missed");
  }

  @Test
  void shortOutage_isMadeUpFor() {
    clinic.book(SLOT);
    look(START.minus(Duration.ofDays(1)).plus(Duration.ofMinutes(50)));
    look(START.plus(Duration.ofMinutes(14)));

    assertThat(told("appointment.reminder_due")).hasSize(1);
    assertThat(told("appointment.started")).hasSize(1);
  }

  @Test
  void arrivedPatient_isNotReminded() {
    policy(reminding(10));
    UUID id = clinic.book(SLOT).appointment().id();
    clinic
        .appointments()
        .changeStatus(clinic.id(), id, AppointmentStatus.ARRIVED, _ -> {}, AuditOrigin.SYSTEM);

    look(START.minus(Duration.ofMinutes(10)));

    assertThat(told("appointment.reminder_due")).isEmpty();
  }

  @Test
  void walkIn_bookedAMinuteAfterItsStart_isToldToHaveStarted() {
    Instant start = ApplicationClock.now().minusSeconds(60);
    clinic.book(new TimeSlot(start, start.plusSeconds(1_800)));

    look(ApplicationClock.now().plusSeconds(1));

    assertThat(told("appointment.started")).hasSize(1);
    assertThat(told("appointment.reminder_due")).isEmpty();
  }
}
