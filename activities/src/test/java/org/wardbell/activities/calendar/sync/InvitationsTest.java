package org.wardbell.activities.calendar.sync;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.UUID;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.wardbell.activities.audit.AuditOrigin;
import org.wardbell.activities.calendar.Clinic;
import org.wardbell.activities.calendar.style.EventStyle;
import org.wardbell.simulator.google.api.ApiMethod;
import org.wardbell.simulator.google.api.CallFault;
import org.wardbell.workflows.appointment.AppointmentStatus;
import org.wardbell.workflows.appointment.TimeSlot;

/** Mails to guests, counted at Google's side: none unless the clinic says so, and none twice. */
@Tag("servers")
class InvitationsTest extends Styled {
  private static final TimeSlot SLOT = Clinic.slot(3, 9);
  private static final TimeSlot LATER = Clinic.slot(3, 12);

  @Test
  void c42_byDefault_noWriteSendsAMail() {
    UUID id = shown(SLOT);
    change(id, clinic.wanted(LATER));
    settle();
    change(id, withPatient(LATER, ben()));
    settle();
    cancel(id);
    settle();
    assertThat(mails()).isEmpty();
  }

  @Test
  void c42_invitations_tellWhatConcernsGuests_andNothingElse() {
    decide(MAILING);
    UUID id = shown(SLOT);
    assertThat(mails()).containsExactly("INVITATION " + ROSA);
    become(id, AppointmentStatus.ARRIVED);
    settle();
    assertThat(text(id, "colorId")).isEqualTo("10");
    assertThat(mails()).hasSize(1);

    change(id, clinic.wanted(LATER));
    settle();
    assertThat(mails()).containsExactly("INVITATION " + ROSA, "UPDATE " + ROSA);
    google.clearLogs();
    cancel(id);
    settle();
    assertThat(mails()).containsExactly("CANCELLATION " + ROSA);
  }

  @Test
  void c42_otherPatient_isInvited_andTheFormerHearsOfIt() {
    decide(MAILING);
    UUID id = shown(SLOT);
    google.clearLogs();
    change(id, withPatient(SLOT, ben()));
    settle();
    assertThat(mails())
        .containsExactlyInAnyOrder("CANCELLATION " + ROSA, "INVITATION ben@patients.example");
  }

  /** Google did the work and sent the mail; only its answer was lost. */
  @Test
  void c42_lostReplies_sendNoMailTwice() {
    decide(MAILING);
    google.fault(CallFault.next(1, ApiMethod.EVENTS_INSERT, new CallFault.Kind.LoseReply()));
    UUID id = shown(SLOT);
    settle();
    assertThat(mails()).containsExactly("INVITATION " + ROSA);

    google.fault(CallFault.next(1, ApiMethod.EVENTS_PATCH, new CallFault.Kind.LoseReply()));
    change(id, clinic.wanted(LATER));
    settle();
    assertThat(mails()).containsExactly("INVITATION " + ROSA, "UPDATE " + ROSA);

    google.clearLogs();
    google.fault(CallFault.next(1, ApiMethod.EVENTS_PATCH, new CallFault.Kind.LoseReply()));
    change(id, withPatient(LATER, ben()));
    settle();
    assertThat(mails())
        .containsExactlyInAnyOrder("CANCELLATION " + ROSA, "INVITATION ben@patients.example");

    google.clearLogs();
    google.fault(CallFault.next(1, ApiMethod.EVENTS_PATCH, new CallFault.Kind.LoseReply()));
    google.fault(CallFault.next(1, ApiMethod.EVENTS_DELETE, new CallFault.Kind.LoseReply()));
    cancel(id);
    settle();
    assertThat(mails()).containsExactly("CANCELLATION ben@patients.example");
  }

  @Test
  void c42_lostRequest_sendsItsMailOnce_whenItArrives() {
    decide(MAILING);
    google.fault(CallFault.next(1, ApiMethod.EVENTS_INSERT, new CallFault.Kind.LoseRequest()));
    shown(SLOT);
    settle();
    assertThat(mails()).containsExactly("INVITATION " + ROSA);
  }

  @Test
  void c42_firstSync_andNewTexts_areNoNews() {
    decide(MAILING);
    clinic.calendars().disconnect(clinic.id(), sync.calendar(), _ -> {}, AuditOrigin.SYSTEM);
    UUID id = clinic.book(SLOT).appointment().id();
    clinic.connect(CALENDAR, SyncHarness.REFRESH_TOKEN, INVITING);
    pull();
    settle();
    assertThat(event(id).toString()).contains(ROSA);
    decide(
        new EventStyle(
            "Another title", null, null, false, MAILING.colours(), null, MAILING.invitations()));
    restyle();
    assertThat(text(id, "summary")).isEqualTo("Another title");
    assertThat(mails()).isEmpty();

    change(id, clinic.wanted(LATER));
    settle();
    assertThat(mails()).containsExactly("UPDATE " + ROSA);
  }

  @Test
  void c42_silentImport_andErasure_sendNothing() {
    decide(MAILING);
    UUID id =
        clinic
            .appointments()
            .silent()
            .book(clinic.wanted(SLOT), AuditOrigin.SYSTEM)
            .appointment()
            .id();
    settle();
    assertThat(event(id).toString()).contains(ROSA);
    erase(id);
    settle();
    assertThat(event(id).toString()).doesNotContain(ROSA);
    assertThat(mails()).isEmpty();
  }
}
