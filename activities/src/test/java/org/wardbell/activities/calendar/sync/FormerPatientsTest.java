package org.wardbell.activities.calendar.sync;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.wardbell.activities.database.generated.Tables.LINK;

import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.wardbell.activities.audit.AuditOrigin;
import org.wardbell.activities.calendar.Clinic;
import org.wardbell.simulator.google.api.ApiMethod;
import org.wardbell.simulator.google.api.CallFault;
import org.wardbell.workflows.appointment.AppointmentStatus;
import org.wardbell.workflows.appointment.Patient;
import org.wardbell.workflows.appointment.Rsvp;
import org.wardbell.workflows.appointment.TimeSlot;

/** What Google still says of a patient after a change or a cancellation: nothing. */
@Tag("servers")
class FormerPatientsTest extends TwoSides {
  private static final TimeSlot SLOT = Clinic.slot(3, 9);
  private static final String NOTES =
      "{\"summary\":\"Rosa, knee\",\"description\":\"Rosa: bring the x-ray\",\"colorId\":\"7\","
          + "\"reminders\":{\"useDefault\":false}}";

  private void invite(UUID id, String... addresses) {
    StringBuilder guests = new StringBuilder();
    for (String address : addresses) {
      guests.append(guests.isEmpty() ? "" : ",").append("{\"email\":\"" + address + "\"}");
    }
    doctor().edit(eventId(id), "{\"attendees\":[" + guests + "]}");
  }

  @Test
  void otherPatient_takesOverTheInvitation_andTheFormerIsNowhere() {
    UUID id = shown(SLOT);
    assertThat(event(id).toString()).contains(ROSA);
    doctor().edit(eventId(id), NOTES);
    pull();

    change(id, withPatient(SLOT, ben()));
    List<String> told = toldBy(this::write);
    settle();

    assertThat(event(id).toString())
        .doesNotContain(ROSA)
        .doesNotContain("Rosa")
        .doesNotContain("x-ray")
        .contains("ben@patients.example")
        .contains("\"colorId\":\"7\"")
        .contains("\"useDefault\":false");
    // The doctor's words were lost: that is said.
    assertThat(told).contains("calendar.conflict_reverted");
  }

  @Test
  void otherAddress_ofTheSamePatient_replacesTheFirst() {
    UUID id = shown(SLOT);
    change(
        id, withPatient(SLOT, new Patient("p-1", "Rosa Silbermann", "rs@patients.example", null)));
    google.clearLogs();
    write();
    assertThat(event(id).path("attendees").size()).isEqualTo(1);
    assertThat(event(id).toString()).contains("rs@patients.example").doesNotContain(ROSA);
    assertThat(google.count(ApiMethod.EVENTS_GET) + google.writes()).isEqualTo(2);
  }

  /** The write for the other patient got through, nobody knows it, and the first is back. */
  @Test
  void c40_otherPatientWhoseWriteIsInDoubt_andTheFirstAgain_invitesTheFirst() {
    UUID id = shown(SLOT);
    invite(id, ROSA, "eva@clinic.example");
    pull();
    change(id, withPatient(SLOT, ben()));
    google.fault(CallFault.next(1, ApiMethod.EVENTS_PATCH, new CallFault.Kind.LoseReply()));
    assertThatThrownBy(this::writeOnce).isInstanceOf(AssertionError.class);
    assertThat(event(id).toString()).contains("ben@patients.example").doesNotContain(ROSA);
    change(id, clinic.wanted(SLOT));
    settle();
    assertThat(event(id).toString())
        .contains(ROSA)
        .contains("eva@clinic.example")
        .doesNotContain("ben@patients.example");
  }

  @Test
  void c44_extraGuests_surviveAnotherPatient_andOurMove() {
    UUID id = shown(SLOT);
    invite(id, ROSA, "eva@clinic.example");
    pull();
    change(id, clinic.wanted(Clinic.slot(3, 12)));
    write();
    assertThat(event(id).toString()).contains(ROSA).contains("eva@clinic.example");
    change(id, withPatient(Clinic.slot(3, 12), ben()));
    write();
    assertThat(event(id).toString())
        .contains("ben@patients.example")
        .contains("eva@clinic.example")
        .doesNotContain(ROSA);
  }

  @Test
  void c33_guestThatTheDoctorTookOff_isNotInvitedAgain() {
    UUID id = shown(SLOT);
    doctor().edit(eventId(id), "{\"attendees\":[]}");
    pull();
    change(id, clinic.wanted(Clinic.slot(3, 12)));
    write();
    settle();
    assertThat(event(id).toString()).doesNotContain(ROSA);
  }

  /** A write replaces the whole list, so whoever is not shown would be lost. */
  @Test
  void c33_guestsThatGoogleLeavesOut_areNotRemoved_andThatIsTold() {
    UUID id = shown(SLOT);
    proxy.answers(
        answer -> answer.replace("\"attendees\"", "\"attendeesOmitted\":true,\"attendees\""));
    change(id, withPatient(SLOT, ben()));
    assertThat(toldBy(this::write)).containsExactly("calendar.write_refused");
    assertThat(clinic.eventData("calendar.write_refused")).contains("guests_not_shown");
    assertThat(event(id).toString()).contains(ROSA);

    proxy.answers(answer -> answer);
    change(id, withPatient(Clinic.slot(3, 12), ben()));
    write();
    settle();
    assertAgreed(id);
    assertThat(event(id).toString()).doesNotContain(ROSA).contains("ben@");
  }

  @Test
  void cancellation_leavesNothingOfThePatientInTheBin() {
    UUID id = shown(SLOT);
    doctor().edit(eventId(id), NOTES);
    pull();
    cancel(id);
    google.clearLogs();
    write();
    assertThat(google.writes()).isEqualTo(2);
    settle();
    assertThat(event(id).path("status").asString()).isEqualTo("cancelled");
    assertThat(event(id).toString()).doesNotContain("osa").doesNotContain("x-ray");
    assertThat(contentIsKept()).isFalse();
  }

  /** The process dies after Google has emptied the event, and before it is deleted. */
  @Test
  void c40_emptiedButNotDeleted_andBookedAgain_saysAllOfItAgain() {
    UUID seen = shown(SLOT);
    UUID unseen = shown(Clinic.slot(5, 9));
    for (UUID id : List.of(seen, unseen)) {
      cancel(id);
      google.fault(CallFault.next(1, ApiMethod.EVENTS_DELETE, new CallFault.Kind.LoseRequest()));
      assertThatThrownBy(this::writeOnce).isInstanceOf(AssertionError.class);
      assertThat(event(id).toString()).contains("confirmed").doesNotContain(ROSA);
      if (id.equals(seen)) {
        pull();
      }
      clinic
          .appointments()
          .changeStatus(clinic.id(), id, AppointmentStatus.BOOKED, _ -> {}, AuditOrigin.SYSTEM);
      if (id.equals(seen)) {
        pull();
      }
      settle();
      assertAgreed(id);
      assertThat(event(id).path("summary").asString("")).isEqualTo("Appointment");
      assertThat(event(id).toString()).contains(ROSA);
    }
  }

  /** The doctor moves the emptied event, and the appointment follows it. */
  @Test
  void c40_emptiedButNotDeleted_bookedAgainAndMoved_saysAllOfItAgain() {
    UUID id = shown(SLOT);
    cancel(id);
    google.fault(CallFault.next(1, ApiMethod.EVENTS_DELETE, new CallFault.Kind.LoseRequest()));
    assertThatThrownBy(this::writeOnce).isInstanceOf(AssertionError.class);
    clinic
        .appointments()
        .changeStatus(clinic.id(), id, AppointmentStatus.BOOKED, _ -> {}, AuditOrigin.SYSTEM);
    TimeSlot later = Clinic.slot(3, 14);
    move(id, later);
    pull();
    settle();
    assertAgreed(id);
    assertThat(clinic.appointment(id).slot()).isEqualTo(later);
    assertThat(event(id).path("summary").asString("")).isEqualTo("Appointment");
    assertThat(event(id).toString()).contains(ROSA);
  }

  /** Nobody knows whether the event was emptied; then the appointment is for somebody else. */
  @Test
  void c40_emptyingWhoseAnswerWasLost_andAnotherPatient_isForThatPatient() {
    UUID id = shown(SLOT);
    doctor().edit(eventId(id), NOTES);
    pull();
    cancel(id);
    google.fault(CallFault.next(1, ApiMethod.EVENTS_PATCH, new CallFault.Kind.LoseReply()));
    assertThatThrownBy(this::writeOnce).isInstanceOf(AssertionError.class);
    clinic
        .appointments()
        .changeStatus(clinic.id(), id, AppointmentStatus.BOOKED, _ -> {}, AuditOrigin.SYSTEM);
    change(id, withPatient(SLOT, ben()));
    settle();
    assertAgreed(id);
    assertThat(event(id).toString())
        .contains("ben@patients.example")
        .doesNotContain("osa")
        .doesNotContain("x-ray");
    assertThat(event(id).path("summary").asString("")).isEqualTo("Appointment");
  }

  @Test
  void c33_answer_isThatPatientsOwn() {
    UUID id = answered("accepted");
    change(id, withPatient(SLOT, ben()));
    assertThat(clinic.appointment(id).rsvp()).isNull();
    settle();
    assertThat(clinic.appointment(id).rsvp()).isNull();
    assertThat(event(id).toString()).contains("needsAction").doesNotContain("accepted");
  }

  @Test
  void c33_answer_staysWithThePatient_whateverElseChanges() {
    UUID id = answered("tentative");
    Patient rosa = new Patient("p-1", "Rosa S.", "Rosa@patients.example", "+49 30 7654321");
    change(id, withPatient(Clinic.slot(3, 12), rosa));
    settle();
    assertThat(clinic.appointment(id).rsvp()).isEqualTo(Rsvp.TENTATIVE);
  }

  /** The event was never for anybody else, and still has the answer. */
  @Test
  void c33_otherPatientAndTheFirstAgain_beforeAnythingIsWritten_hasTheAnswer() {
    UUID id = answered("declined");
    change(id, withPatient(SLOT, ben()));
    change(id, clinic.wanted(SLOT));
    settle();
    assertThat(clinic.appointment(id).rsvp()).isEqualTo(Rsvp.DECLINED);
    assertThat(event(id).toString()).contains("declined");
  }

  private UUID answered(String answer) {
    UUID id = shown(SLOT);
    doctor().answer(eventId(id), ROSA, answer);
    pull();
    assertThat(clinic.appointment(id).rsvp()).isNotNull();
    return id;
  }

  private boolean contentIsKept() {
    return clinic.dsl().fetchExists(LINK, LINK.CONTENT_CIPHERTEXT.isNotNull());
  }
}
