package org.wardbell.activities.calendar.sync;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.wardbell.activities.calendar.Clinic;
import org.wardbell.simulator.google.api.ApiMethod;
import org.wardbell.simulator.google.api.CallFault;
import org.wardbell.workflows.appointment.AppointmentStatus;
import org.wardbell.workflows.appointment.TimeSlot;

/** Both sides change the same appointment, with every interleaving of requests and acts. */
@Tag("servers")
class CrossedWritesTest extends TwoSides {
  private static final TimeSlot BEFORE = Clinic.slot(3, 9);
  private static final TimeSlot OURS = Clinic.slot(3, 12);
  private static final TimeSlot THEIRS = Clinic.slot(3, 15);

  /** What the clinic does. */
  private enum Ours {
    MOVE,
    OTHER_PATIENT,
    CANCEL
  }

  private void ours(Ours act, UUID id) {
    switch (act) {
      case MOVE -> change(id, clinic.wanted(OURS));
      case OTHER_PATIENT -> change(id, withPatient(clinic.appointment(id).slot(), ben()));
      case CANCEL -> cancel(id);
    }
  }

  /** Lets the doctor act, unless the event has left the calendar. */
  private void inGoogle(UUID id, Runnable act) {
    if (!event(id).path("status").asString().equals("cancelled")) {
      act.run();
    }
  }

  /** The doctor moves the event at every moment of our write; nothing is lost without a word. */
  @ParameterizedTest
  @EnumSource(Ours.class)
  void c40_doctorsMove_whileWeWrite_isMerged(Ours act) {
    for (int moment = 1; moment <= 3; moment++) {
      UUID id = shown(BEFORE);
      ours(act, id);
      proxy.before(moment, () -> inGoogle(id, () -> move(id, THEIRS)));
      List<String> told =
          toldBy(
              () -> {
                write();
                settle();
              });
      int reached = proxy.requests();

      assertAgreed(id);
      boolean moved = clinic.appointment(id).slot().equals(THEIRS);
      assertThat(moved || act == Ours.CANCEL || told.contains("calendar.conflict_reverted"))
          .as("%s at request %d ended in %s", act, moment, told)
          .isTrue();
      assertThat(told.contains("appointment.updated")).isEqualTo(moved);
      assertThat(event(id).toString()).doesNotContain(act == Ours.MOVE ? "ben@" : ROSA);
      assertThat(reached).isGreaterThanOrEqualTo(moment);
      if (act != Ours.CANCEL) {
        cancel(id);
      }
      settle();
    }
  }

  /** The doctor deletes the event at every moment of our write: that stands. */
  @ParameterizedTest
  @EnumSource(Ours.class)
  void c40_doctorsDeletion_whileWeWrite_isRespected(Ours act) {
    for (int request = 1; request <= 2; request++) {
      int moment = request;
      UUID id = shown(BEFORE);
      List<String> told =
          toldBy(
              () -> {
                ours(act, id);
                proxy.before(moment, () -> inGoogle(id, () -> doctor().delete(eventId(id))));
                write();
                settle();
              });

      assertAgreed(id);
      assertThat(clinic.appointment(id).status()).isEqualTo(AppointmentStatus.CANCELLED);
      assertThat(told.stream().filter("appointment.cancelled"::equals)).hasSize(1);
    }
  }

  /** The doctor's words about the same patient stay, whoever was quicker. */
  @Test
  void c40_doctorsTitle_whileWeMove_stays() {
    UUID id = shown(BEFORE);
    change(id, clinic.wanted(OURS));
    proxy.before(1, () -> doctor().edit(eventId(id), "{\"summary\":\"knee\"}"));
    write();
    settle();
    assertAgreed(id);
    assertThat(event(id).path("summary").asString()).isEqualTo("knee");
    assertThat(clinic.appointment(id).slot()).isEqualTo(OURS);
  }

  @Test
  void c40_moveThatPushesDidNotTell_isSeenBeforeOurWrite() {
    UUID id = shown(BEFORE);
    move(id, THEIRS);
    change(id, clinic.wanted(OURS));
    List<String> told = toldBy(this::write);
    assertAgreed(id);
    assertThat(clinic.appointment(id).slot()).isEqualTo(OURS);
    assertThat(told).contains("calendar.conflict_reverted");
    assertThat(clinic.eventData("calendar.conflict_reverted")).contains("CHANGED_HERE");
  }

  @Test
  void c38_lostReplyOfAnInsert_isAdopted() {
    google.fault(CallFault.next(1, ApiMethod.EVENTS_INSERT, new CallFault.Kind.LoseReply()));
    UUID id = shown(BEFORE);
    settle();
    assertThat(doctor().events()).hasSize(1);
    assertAgreed(id);
    assertThat(google.count(ApiMethod.EVENTS_INSERT)).isEqualTo(1);
  }

  @Test
  void c38_lostReplyOfAnInsert_thenDoctorMoves_isFollowed() {
    UUID id = clinic.book(BEFORE).appointment().id();
    google.fault(CallFault.next(1, ApiMethod.EVENTS_INSERT, new CallFault.Kind.LoseReply()));
    proxy.before(2, () -> move(id, THEIRS));
    List<String> told = toldBy(this::write);
    settle();
    assertThat(clinic.appointment(id).slot()).isEqualTo(THEIRS);
    assertThat(told).contains("appointment.updated", "calendar.event_rescheduled");
    assertAgreed(id);
  }

  @Test
  void c38_lostReplyOfAnInsert_thenDoctorDeletes_isCancelled() {
    UUID id = clinic.book(BEFORE).appointment().id();
    google.fault(CallFault.next(1, ApiMethod.EVENTS_INSERT, new CallFault.Kind.LoseReply()));
    proxy.before(2, () -> doctor().delete(eventId(id)));
    List<String> told = toldBy(this::write);
    settle();
    assertThat(told).contains("appointment.cancelled");
    assertThat(doctor().events()).isEmpty();
    assertAgreed(id);
  }

  static Stream<ApiMethod> writesOfAMoveAndACancellation() {
    return Stream.of(ApiMethod.EVENTS_PATCH, ApiMethod.EVENTS_DELETE);
  }

  @ParameterizedTest
  @MethodSource("writesOfAMoveAndACancellation")
  void c42_lostReply_isNoSecondChangeAndNoDoctorsAct(ApiMethod lost) {
    UUID id = shown(BEFORE);
    List<String> told =
        toldBy(
            () -> {
              if (lost == ApiMethod.EVENTS_PATCH) {
                change(id, clinic.wanted(OURS));
              } else {
                cancel(id);
              }
              google.fault(CallFault.next(1, lost, new CallFault.Kind.LoseReply()));
              write();
              settle();
            });
    assertAgreed(id);
    assertThat(told)
        .doesNotContain("calendar.conflict_reverted", "calendar.event_rescheduled")
        .doesNotHaveDuplicates();
    assertThat(clinic.appointment(id).version()).isEqualTo(2);
  }

  @Test
  void c42_lostReplies_sendNobodyAMail() {
    google.fault(CallFault.next(1, ApiMethod.EVENTS_INSERT, new CallFault.Kind.LoseReply()));
    UUID id = shown(BEFORE);
    change(id, clinic.wanted(OURS));
    google.fault(CallFault.next(1, ApiMethod.EVENTS_PATCH, new CallFault.Kind.LoseReply()));
    write();
    change(id, withPatient(OURS, ben()));
    write();
    cancel(id);
    settle();
    assertAgreed(id);
    assertThat(google.mails().all()).isEmpty();
  }

  @Test
  void c39_echoOfOurWrites_tenTimes_isNeverWrittenBack() {
    UUID id = shown(BEFORE);
    for (int hour = 8; hour < 18; hour++) {
      change(id, clinic.wanted(Clinic.slot(4, hour)));
      write();
      pull();
    }
    long writes = google.writes();
    int version = clinic.appointment(id).version();
    assertThat(toldBy(this::settle)).isEmpty();
    assertThat(google.writes()).isEqualTo(writes).isEqualTo(11);
    assertThat(clinic.appointment(id).version()).isEqualTo(version);
  }
}
