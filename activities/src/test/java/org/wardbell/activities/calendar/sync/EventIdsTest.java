package org.wardbell.activities.calendar.sync;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.wardbell.activities.calendar.Clinic;
import org.wardbell.simulator.google.api.ApiMethod;
import org.wardbell.simulator.google.api.CallFault;
import org.wardbell.workflows.appointment.TimeSlot;

/** An appointment that is shown again after its event was deleted. */
@Tag("servers")
class EventIdsTest extends TwoSides {
  private static final TimeSlot SLOT = Clinic.slot(3, 9);

  /** Gives the appointment to a doctor without a calendar, so that its event is deleted here. */
  private UUID takenAway() {
    UUID id = shown(SLOT);
    change(id, clinic.wanted("18", SLOT));
    write();
    pull();
    assertThat(doctor().events()).isEmpty();
    return id;
  }

  @Test
  void c31_appointmentThatComesBack_takesItsEventOutOfTheBin() {
    UUID id = takenAway();
    String before = eventId(id);
    change(id, clinic.wanted(SLOT));
    write();
    settle();
    assertThat(eventId(id)).isEqualTo(before);
    assertAgreed(id);
    assertThat(event(id).toString()).contains(ROSA);
    assertThat(doctor().events()).hasSize(1);
  }

  @ParameterizedTest
  @CsvSource({"403, forbidden", "404, notFound", "410, deleted", "400, invalid"})
  void c31_idThatMayNotComeBack_isFollowedByAnother(int status, String reason) {
    UUID id = takenAway();
    String burnt = eventId(id);
    google.fault(
        CallFault.next(
            1, ApiMethod.EVENTS_PATCH, new CallFault.Kind.Failure(status, reason, null)));
    change(id, clinic.wanted(SLOT));
    write();
    settle();
    assertThat(eventId(id)).isNotEqualTo(burnt);
    assertAgreed(id);
    assertThat(doctor().events()).hasSize(1);
  }

  /** The stand-in keeps the id taken and refuses every write that would bring the event back. */
  @Test
  void c31_idThatGoogleKeeps_isFollowedByAnother_asOftenAsItTakes() {
    google.refuseRestoring(CALENDAR, true);
    UUID id = takenAway();
    for (int round = 1; round <= 2; round++) {
      String burnt = eventId(id);
      change(id, clinic.wanted(SLOT));
      write();
      settle();
      assertThat(eventId(id)).isNotEqualTo(burnt);
      assertAgreed(id);
      assertThat(doctor().events()).hasSize(1);
      change(id, clinic.wanted("18", SLOT));
      write();
      settle();
      assertThat(doctor().events()).isEmpty();
    }
    assertThat(clinic.eventTypes()).doesNotContain("calendar.write_refused");
  }

  @Test
  void c31_purgedId_isFollowedByAnother() {
    UUID id = takenAway();
    String burnt = eventId(id);
    google.fault(
        CallFault.next(1, ApiMethod.EVENTS_GET, new CallFault.Kind.Failure(404, "notFound", null)));
    change(id, clinic.wanted(SLOT));
    write();
    settle();
    assertThat(eventId(id)).isNotEqualTo(burnt);
    assertAgreed(id);
  }

  @Test
  void c31_formerEvent_restoredLate_isTakenAwayAgain_andTold() {
    UUID id = takenAway();
    String burnt = eventId(id);
    google.fault(
        CallFault.next(
            1, ApiMethod.EVENTS_PATCH, new CallFault.Kind.Failure(403, "forbidden", null)));
    change(id, clinic.wanted(SLOT));
    write();
    pull();
    doctor().restore(burnt);
    pull();
    List<String> told = toldBy(this::settle);
    assertThat(doctor().event(burnt).path("status").asString()).isEqualTo("cancelled");
    assertThat(doctor().events()).hasSize(1);
    assertThat(told).containsExactly("calendar.conflict_reverted");
    assertAgreed(id);
  }

  @Test
  void shareRemoved_duringAWrite_cancelsNothing() {
    UUID id = shown(SLOT);
    change(id, clinic.wanted(Clinic.slot(3, 12)));
    for (ApiMethod method :
        List.of(ApiMethod.EVENTS_PATCH, ApiMethod.EVENTS_GET, ApiMethod.EVENTS_LIST)) {
      google.fault(CallFault.next(1, method, new CallFault.Kind.Failure(404, "notFound", null)));
    }
    List<String> told = toldBy(this::write);
    assertThat(told).isEmpty();
    settle();
    assertAgreed(id);
    assertThat(clinic.appointment(id).slot()).isEqualTo(Clinic.slot(3, 12));
  }
}
