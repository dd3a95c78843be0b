package org.wardbell.activities.appointment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.wardbell.activities.database.generated.Tables.APPOINTMENT;
import static org.wardbell.activities.database.generated.Tables.CLINIC;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Test;
import org.wardbell.activities.audit.AuditOrigin;
import org.wardbell.activities.calendar.Clinic;
import org.wardbell.activities.database.ApplicationClock;
import org.wardbell.workflows.appointment.AfterEnd;
import org.wardbell.workflows.appointment.Appointment;
import org.wardbell.workflows.appointment.AppointmentStatus;

/** Ends by policy, moments that are planned anew, and rows that cannot be worked on. */
class AppointmentEndsTest extends SweptAppointments {
  @Test
  void end_byPolicy_closesAndTellsOnce() {
    policy(ending(AfterEnd.NO_SHOW, 15));
    UUID missing = clinic.book(SLOT).appointment().id();
    UUID came = clinic.book(Clinic.slot(3, 11)).appointment().id();
    clinic
        .appointments()
        .changeStatus(clinic.id(), came, AppointmentStatus.CHECKED_IN, _ -> {}, AuditOrigin.SYSTEM);
    look(SLOT.end().plus(Duration.ofMinutes(14)));
    assertThat(clinic.appointment(missing).status()).isEqualTo(AppointmentStatus.BOOKED);

    look(Clinic.slot(3, 11).end().plus(Duration.ofMinutes(15)));
    look(Clinic.slot(3, 11).end().plus(Duration.ofMinutes(20)));

    Appointment after = clinic.appointment(missing);
    assertThat(after.status()).isEqualTo(AppointmentStatus.NO_SHOW);
    assertThat(after.version()).isEqualTo(2);
    assertThat(clinic.appointment(came).status()).isEqualTo(AppointmentStatus.CHECKED_OUT);
    // One by a person, and one for each end.
    assertThat(told("appointment.status_changed")).hasSize(3);
    assertThat(clinic.eventData("appointment.status_changed")).contains("\"previous_status\"");
  }

  @Test
  void end_withoutAPolicy_leavesItAsItIs() {
    UUID id = clinic.book(SLOT).appointment().id();
    look(SLOT.end().plus(Duration.ofDays(30)));
    assertThat(clinic.appointment(id).status()).isEqualTo(AppointmentStatus.BOOKED);
  }

  @Test
  void policyChange_movesMomentsOfWhatIsBookedAlready() {
    for (int hour = 8; hour < 18; hour++) {
      clinic.book(Clinic.slot(3, hour));
    }
    policy(reminding(2_880));
    Instant now = ApplicationClock.now();
    while (plans.step(clinic.id(), now, 3) > 0) {
      // Chunk after chunk.
    }

    for (int hour = 8; hour < 18; hour++) {
      look(Clinic.slot(3, hour).start().minus(Duration.ofDays(2)));
    }

    assertThat(told("appointment.reminder_due")).hasSize(10);
    assertThat(plans.clinics(now)).isEmpty();
  }

  @Test
  void olderRows_getTheirMomentsAndAreFoundByTheirPatient() {
    clinic.book(SLOT);
    clinic
        .dsl()
        .update(APPOINTMENT)
        .setNull(APPOINTMENT.PATIENT_FINGERPRINT)
        .setNull(APPOINTMENT.WAKES_AT)
        .execute();
    clinic
        .dsl()
        .insertInto(CLINIC)
        .set(CLINIC.ID, clinic.id())
        .set(CLINIC.NAME, "older")
        .set(CLINIC.TIME_ZONE, "UTC")
        .set(CLINIC.CREATED_AT, ApplicationClock.now())
        .execute();
    assertThat(plans.clinics(ApplicationClock.now())).containsExactly(clinic.id());

    assertThat(plans.step(clinic.id(), ApplicationClock.now(), 100)).isEqualTo(1);

    look(START);
    assertThat(told("appointment.started")).hasSize(1);
    assertThat(listed(clinic.id(), "p-1")).hasSize(1);
    assertThat(listed(clinic.id(), "p-2")).isEmpty();
    assertThat(listed(UUID.randomUUID(), "p-1")).isEmpty();
  }

  private List<AppointmentList.Listed> listed(UUID of, String patient) {
    return new AppointmentList(clinic.dsl(), clinic.doctors(), clinic.encryption())
        .list(new AppointmentList.Filter(of, null, patient, null, null, null, null), 10);
  }

  @Test
  void rowThatDoesNotOpen_isPutOffAlone() {
    UUID broken = clinic.book(SLOT).appointment().id();
    UUID good = clinic.book(Clinic.slot(3, 11)).appointment().id();
    clinic
        .dsl()
        .update(APPOINTMENT)
        .set(APPOINTMENT.DETAILS_CIPHERTEXT, new byte[] {1, 2, 3})
        .where(APPOINTMENT.ID.eq(broken))
        .execute();
    Instant now = Clinic.slot(3, 11).start();

    look(now);

    assertThat(kinds(good)).contains("started");
    assertThat(
            clinic
                .dsl()
                .select(APPOINTMENT.WAKES_AT)
                .from(APPOINTMENT)
                .where(APPOINTMENT.ID.eq(broken))
                .fetchSingle(APPOINTMENT.WAKES_AT))
        .isEqualTo(now.plus(DueAppointments.PUT_OFF));
  }

  @Test
  void rowThatCannotBeWorkedOn_doesNotHoldUpTheOthers() {
    UUID broken = clinic.book(SLOT).appointment().id();
    UUID good = clinic.book(Clinic.slot(3, 11)).appointment().id();
    clinic
        .dsl()
        .update(APPOINTMENT)
        .set(APPOINTMENT.TIME_ZONE, "Mars/Base")
        .where(APPOINTMENT.ID.eq(broken))
        .execute();

    look(Clinic.slot(3, 11).start());

    assertThat(kinds(good)).contains("started");
    assertThat(kinds(broken)).containsExactly("booked");
  }

  @Test
  void rowThatSomebodyHolds_isLeftForTheNextLook() throws Exception {
    UUID held = clinic.book(SLOT).appointment().id();
    try (var others = Executors.newVirtualThreadPerTaskExecutor()) {
      clinic
          .dsl()
          .transaction(
              configuration -> {
                assertThat(new AppointmentRows(clinic.encryption()).lock(configuration.dsl(), held))
                    .isPresent();
                assertThat(others.submit(() -> due.step(clinic.id(), START, 100)).get().looked())
                    .isZero();
              });
    }
    look(START);
    assertThat(kinds(held)).contains("started");
  }
}
