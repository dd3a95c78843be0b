package org.wardbell.activities.calendar.sync;

import static org.assertj.core.api.Assertions.assertThat;
import static org.wardbell.activities.database.generated.Tables.APPOINTMENT_CHANGE;

import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.wardbell.activities.audit.AuditOrigin;
import org.wardbell.activities.calendar.Clinic;
import org.wardbell.workflows.appointment.AppointmentStatus;
import org.wardbell.workflows.appointment.Rsvp;
import org.wardbell.workflows.appointment.TimeSlot;

/** Events that the doctor takes out of the bin. */
@Tag("servers")
class RestoredEventsTest extends TwoSides {
  private static final TimeSlot SLOT = Clinic.slot(3, 9);

  private UUID deletedByTheDoctor() {
    UUID id = shown(SLOT);
    doctor().delete(eventId(id));
    pull();
    assertThat(clinic.appointment(id).status()).isEqualTo(AppointmentStatus.CANCELLED);
    return id;
  }

  private List<String> history(UUID id) {
    return clinic
        .dsl()
        .select(APPOINTMENT_CHANGE.KIND)
        .from(APPOINTMENT_CHANGE)
        .where(APPOINTMENT_CHANGE.APPOINTMENT_ID.eq(id))
        .orderBy(APPOINTMENT_CHANGE.NUMBER)
        .fetch(APPOINTMENT_CHANGE.KIND);
  }

  @Test
  void c31_deletedThenRestored_ontoAFreeSlot_isBookedAgain() {
    UUID id = deletedByTheDoctor();
    doctor().restore(eventId(id));
    List<String> told = toldBy(this::pull);
    settle();
    assertThat(clinic.appointment(id).status()).isEqualTo(AppointmentStatus.BOOKED);
    assertThat(told).containsExactly("appointment.status_changed");
    assertThat(clinic.eventData("appointment.status_changed")).contains("CANCELLED");
    assertThat(history(id)).containsExactly("booked", "cancelled", "status");
    assertAgreed(id);
  }

  @Test
  void c31_restoredAtAnotherTime_isBookedThere() {
    UUID id = deletedByTheDoctor();
    TimeSlot later = Clinic.slot(3, 14);
    doctor().restore(eventId(id));
    move(id, later);
    List<String> told = toldBy(this::pull);
    settle();
    assertThat(clinic.appointment(id).slot()).isEqualTo(later);
    assertThat(told)
        .containsExactly(
            "appointment.status_changed", "appointment.updated", "calendar.event_rescheduled");
    assertAgreed(id);
  }

  @Test
  void c31_deletedThenRestored_ontoATakenSlot_isDeletedAgain_andTold() {
    UUID id = deletedByTheDoctor();
    UUID other = shown(SLOT);
    doctor().restore(eventId(id));
    pull();
    List<String> told = toldBy(this::settle);
    assertThat(clinic.appointment(id).status()).isEqualTo(AppointmentStatus.CANCELLED);
    assertThat(told).containsExactly("calendar.conflict_reverted");
    assertThat(clinic.eventData("calendar.conflict_reverted")).contains("SLOT_TAKEN");
    assertThat(history(id)).containsExactly("booked", "cancelled", "reverted");
    assertAgreed(id);
    assertAgreed(other);
  }

  @Test
  void c31_cancelledByTheClinic_restored_isDeletedAgain_andTold() {
    UUID id = shown(SLOT);
    cancel(id);
    settle();
    doctor().restore(eventId(id));
    pull();
    List<String> told = toldBy(this::settle);
    assertThat(told).containsExactly("calendar.conflict_reverted");
    assertThat(clinic.eventData("calendar.conflict_reverted")).contains("CHANGED_HERE");
    assertAgreed(id);
    // Its time is free for others meanwhile.
    assertThat(clinic.book(SLOT).appointment().status()).isEqualTo(AppointmentStatus.BOOKED);
  }

  @Test
  void c31_deletedAndRestored_betweenTwoPulls_changesNothing() {
    UUID id = shown(SLOT);
    doctor().delete(eventId(id));
    doctor().restore(eventId(id));
    assertThat(toldBy(this::settle)).isEmpty();
    assertThat(clinic.appointment(id).version()).isEqualTo(1);
    assertAgreed(id);
  }

  /** The answer was in the event before it was deleted, and no pull showed it. */
  @Test
  void c33_answerBeforeADeletion_isRecorded_whoeverBringsTheEventBack() {
    for (boolean byTheDoctor : List.of(true, false)) {
      UUID id = shown(SLOT);
      doctor().answer(eventId(id), ROSA, "accepted");
      doctor().delete(eventId(id));
      pull();
      assertThat(clinic.appointment(id).rsvp()).isNull();
      if (byTheDoctor) {
        doctor().restore(eventId(id));
      }
      clinic
          .appointments()
          .changeStatus(clinic.id(), id, AppointmentStatus.BOOKED, _ -> {}, AuditOrigin.SYSTEM);
      if (byTheDoctor) {
        pull();
      }
      settle();
      assertThat(clinic.appointment(id).rsvp()).isEqualTo(Rsvp.ACCEPTED);
      cancel(id);
      settle();
    }
  }
}
