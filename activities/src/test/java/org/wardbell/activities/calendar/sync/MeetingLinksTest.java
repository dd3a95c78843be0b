package org.wardbell.activities.calendar.sync;

import static org.assertj.core.api.Assertions.assertThat;
import static org.wardbell.activities.database.generated.Tables.APPOINTMENT;
import static org.wardbell.activities.database.generated.Tables.LINK;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.wardbell.activities.audit.AuditOrigin;
import org.wardbell.activities.calendar.Clinic;
import org.wardbell.activities.calendar.google.CalendarPolicy;
import org.wardbell.activities.database.DatabaseClock;
import org.wardbell.simulator.google.api.ApiMethod;
import org.wardbell.simulator.google.api.CallFault;
import org.wardbell.workflows.appointment.Appointment;
import org.wardbell.workflows.appointment.AppointmentStatus;
import org.wardbell.workflows.appointment.SyncResult;
import org.wardbell.workflows.appointment.TimeSlot;

/** The video meetings of appointments: asked for, awaited, shown, renewed, and not made. */
@Tag("servers")
class MeetingLinksTest extends TwoSides {
  private static final TimeSlot SLOT = Clinic.slot(3, 9);
  private static final TimeSlot LATER = Clinic.slot(3, 12);
  private static final Duration LONG = Duration.ofHours(1);

  @BeforeEach
  void withMeetings() {
    clinic.connect(
        CALENDAR,
        SyncHarness.REFRESH_TOKEN,
        new CalendarPolicy(CalendarPolicy.Deletion.CANCEL, CalendarPolicy.Guests.PATIENT, true));
    pull();
  }

  private UUID booked() {
    return clinic.book(SLOT).appointment().id();
  }

  private String link(UUID appointment) {
    return clinic.appointment(appointment).meetingLink();
  }

  private String linkInGoogle(UUID appointment) {
    return event(appointment).path("hangoutLink").asString();
  }

  private void makeDue() {
    clinic
        .dsl()
        .update(LINK)
        .set(LINK.CONFERENCE_AT, DatabaseClock.now())
        .set(LINK.DUE_AT, DatabaseClock.now())
        .where(LINK.CONFERENCE_AT.isNotNull())
        .execute();
  }

  private void meetIsReady(UUID appointment) throws InterruptedException {
    for (int i = 0; i < 500 && linkInGoogle(appointment).isEmpty(); i++) {
      Thread.sleep(20);
    }
    assertThat(linkInGoogle(appointment)).startsWith("https://meet.google.com/");
  }

  @Test
  void c43_meetingThatIsMadeAtOnce_isStoredSealed_andToldOnce() {
    UUID id = booked();
    assertThat(toldBy(this::write)).containsExactly("appointment.updated");
    assertThat(link(id)).isEqualTo(linkInGoogle(id));
    assertThat(clinic.eventData("appointment.updated"))
        .contains("\"meeting_link\":\"" + link(id) + "\"");
    assertThat(toldBy(this::settle)).isEmpty();
    byte[] stored =
        clinic
            .dsl()
            .select(APPOINTMENT.DETAILS_CIPHERTEXT)
            .from(APPOINTMENT)
            .where(APPOINTMENT.ID.eq(id))
            .fetchSingle(APPOINTMENT.DETAILS_CIPHERTEXT);
    assertThat(new String(stored, StandardCharsets.ISO_8859_1)).doesNotContain("meet.google.com");
    assertThat(clinic.appointment(id).toString()).doesNotContain("meet.google.com");
  }

  /** The event was never touched, and still has its meeting. */
  @Test
  void c43_changedAndChangedBack_beforeAnythingIsWritten_hasTheMeeting() {
    UUID id = booked();
    settle();
    String meeting = link(id);
    assertThat(meeting).isNotNull();
    List<Runnable> there =
        List.of(
            () -> cancel(id),
            () -> change(id, withPatient(SLOT, ben())),
            () -> change(id, clinic.wanted("18", SLOT)));
    for (Runnable change : there) {
      change.run();
      assertThat(link(id)).isNull();
      if (clinic.appointment(id).status() == AppointmentStatus.CANCELLED) {
        clinic
            .appointments()
            .changeStatus(clinic.id(), id, AppointmentStatus.BOOKED, _ -> {}, AuditOrigin.SYSTEM);
      } else {
        change(id, clinic.wanted(SLOT));
      }
      settle();
      assertThat(linkInGoogle(id)).isEqualTo(meeting);
      assertThat(link(id)).isEqualTo(meeting);
    }
  }

  /** Google tells nobody here: the event is read again by its due time. */
  @Test
  void c43_pendingMeeting_isReadAgain_untilItIsReady() throws InterruptedException {
    google.meetLinksAfter(Duration.ofSeconds(2));
    UUID id = booked();
    assertThat(toldBy(this::write)).isEmpty();
    assertThat(link(id)).isNull();
    assertThat(clinic.calendars().find(sync.calendar()).orElseThrow().waitingWrites()).isEqualTo(1);
    meetIsReady(id);
    makeDue();
    assertThat(toldBy(this::write)).containsExactly("appointment.updated");
    assertThat(link(id)).isEqualTo(linkInGoogle(id));
    google.clearLogs();
    settle();
    assertThat(google.count(ApiMethod.EVENTS_GET)).isZero();
  }

  @Test
  void c43_meetingThatNeverGetsReady_isToldOnce_andShown() {
    google.meetLinksAfter(LONG);
    UUID id = booked();
    List<String> told =
        toldBy(
            () -> {
              write();
              for (int i = 0; i < 12; i++) {
                makeDue();
                write();
              }
            });
    assertThat(told).containsExactly("calendar.write_refused");
    assertThat(clinic.eventData("calendar.write_refused")).contains("meet_pending");
    assertThat(google.count(ApiMethod.EVENTS_GET)).isEqualTo(10);
    assertRefused(id, "meet_pending");

    change(id, clinic.wanted(LATER));
    google.meetLinksAfter(Duration.ZERO);
    assertThat(toldBy(this::settle)).containsExactly("appointment.updated");
    assertThat(link(id)).isEqualTo(linkInGoogle(id)).isNotNull();
    assertThat(clinic.appointment(id).sync()).isNull();
    assertThat(clinic.calendars().find(sync.calendar()).orElseThrow().refusedWrites()).isZero();
  }

  @Test
  void c43_meetingThatGoogleCannotMake_isToldOnce_andTheAppointmentStays() {
    google.meetLinksFail(true);
    UUID id = booked();
    assertThat(toldBy(this::write)).containsExactly("calendar.write_refused");
    assertRefused(id, "meet_failed");
    assertThat(toldBy(this::settle)).isEmpty();
    doctor().edit(eventId(id), "{\"description\":\"bring the X-ray\"}");
    assertThat(toldBy(this::settle)).isEmpty();
    assertRefused(id, "meet_failed");
    assertAgreed(id);
  }

  private void assertRefused(UUID id, String code) {
    Appointment appointment = clinic.appointment(id);
    assertThat(appointment.status()).isEqualTo(AppointmentStatus.BOOKED);
    assertThat(appointment.sync().result()).isEqualTo(SyncResult.REFUSED);
    assertThat(appointment.sync().code()).isEqualTo(code);
    assertThat(clinic.calendars().find(sync.calendar()).orElseThrow().refusedWrites()).isEqualTo(1);
  }

  @Test
  void c43_laterWritesAndMoves_keepTheMeeting() {
    UUID id = shown(SLOT);
    String link = link(id);
    change(id, clinic.wanted(LATER));
    settle();
    move(id, SLOT);
    settle();
    assertThat(linkInGoogle(id)).isEqualTo(link);
    assertThat(link(id)).isEqualTo(link);
    assertAgreed(id);
  }

  @Test
  void c43_answerOfTheInsertLost_meetingIsTakenOverFromTheEventThatIsThere() {
    UUID id = booked();
    google.fault(CallFault.next(1, ApiMethod.EVENTS_INSERT, new CallFault.Kind.LoseReply()));
    settle();
    assertThat(link(id)).isEqualTo(linkInGoogle(id)).isNotNull();
    assertThat(doctor().events()).hasSize(1);
  }

  /** Whoever has the address gets in, so the next patient needs another one. */
  @Test
  void c43_otherPatient_getsAnotherMeeting() {
    UUID id = shown(SLOT);
    String former = link(id);
    change(id, withPatient(SLOT, ben()));
    assertThat(link(id)).isNull();
    assertThat(clinic.eventData("appointment.updated")).doesNotContain("meeting_link");
    doctor().edit(eventId(id), "{\"location\":\"Room 2\"}");
    pull();
    assertThat(link(id)).as("the event still shows the former patient's").isNull();
    settle();
    assertThat(link(id)).isEqualTo(linkInGoogle(id)).isNotNull().isNotEqualTo(former);
    assertThat(clinic.eventData("appointment.updated")).contains(link(id));
  }

  @Test
  void c43_cancelledAppointment_hasNoMeeting_andGetsItBackWithItsEvent() {
    UUID id = shown(SLOT);
    doctor().delete(eventId(id));
    pull();
    assertThat(clinic.appointment(id).status()).isEqualTo(AppointmentStatus.CANCELLED);
    assertThat(link(id)).isNull();
    assertThat(clinic.eventData("appointment.cancelled")).doesNotContain("meet.google.com");
    doctor().restore(eventId(id));
    settle();
    assertThat(clinic.appointment(id).status()).isEqualTo(AppointmentStatus.BOOKED);
    assertThat(link(id)).isEqualTo(linkInGoogle(id)).isNotNull();
  }

  @Test
  void c43_bookedAgain_getsAnotherMeeting() {
    UUID id = shown(SLOT);
    String former = link(id);
    cancel(id);
    settle();
    assertThat(link(id)).isNull();
    clinic
        .appointments()
        .changeStatus(clinic.id(), id, AppointmentStatus.BOOKED, _ -> {}, AuditOrigin.SYSTEM);
    settle();
    assertAgreed(id);
    assertThat(link(id)).isEqualTo(linkInGoogle(id)).isNotNull().isNotEqualTo(former);
  }

  @Test
  void c43_meetingThatTheDoctorTakesAway_isTakenFromTheAppointment() {
    UUID id = shown(SLOT);
    doctor().edit(eventId(id), "{\"conferenceData\":null,\"hangoutLink\":null}");
    assertThat(toldBy(this::settle)).containsExactly("appointment.updated");
    assertThat(link(id)).isNull();
  }
}
