package org.wardbell.activities.calendar;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.UUID;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.wardbell.activities.appointment.ChangedAppointment;
import org.wardbell.activities.audit.AuditOrigin;
import org.wardbell.activities.calendar.google.CalendarPolicy;
import org.wardbell.workflows.appointment.AppointmentStatus;
import org.wardbell.workflows.appointment.SyncResult;
import org.wardbell.workflows.appointment.TimeSlot;
import org.wardbell.workflows.calendar.CalendarState;

/** The calendar walk when everything works. */
@Tag("servers")
class CalendarWalkTest extends CalendarWalk {
  @Test
  void book_withConnectedCalendar_appearsInGoogleWithoutThePatient() {
    connect(CalendarPolicy.STANDARD);
    UUID id = bookedInGoogle(Clinic.slot(3, 9));

    String event = google.doctor(CALENDAR).event(eventId(id)).toString();
    assertThat(event).contains("\"summary\":\"Appointment\"").doesNotContain("Silbermann");
    assertThat(event).doesNotContain("patients.example");
    assertThat(clinic.eventTypes()).contains("calendar.connected");
    assertThat(view().channelExpiresAt()).isNotNull();
  }

  @Test
  void connect_withAppointmentsToCome_writesThem() {
    UUID id = clinic.book(Clinic.slot(3, 9)).appointment().id();
    connect(CalendarPolicy.STANDARD);
    await("the event is in Google", () -> shownAt(id, Clinic.slot(3, 9)));
  }

  @Test
  void c30_moveInGoogle_movesTheAppointment_andWritesNothingBack() {
    connect(CalendarPolicy.STANDARD);
    UUID id = bookedInGoogle(Clinic.slot(3, 9));
    long writes = google.writes();

    TimeSlot later = Clinic.slot(3, 14);
    google.doctor(CALENDAR).move(eventId(id), later.start(), later.end());

    await("the appointment moves", () -> clinic.appointment(id).slot().equals(later));
    assertThat(clinic.appointment(id).sync().result()).isEqualTo(SyncResult.UPDATED);
    assertThat(clinic.eventTypes()).contains("appointment.updated", "calendar.event_rescheduled");
    await("no push is waiting", () -> view().unseenPushes() == 0);
    assertThat(google.writes()).isEqualTo(writes);
    assertThat(clinic.appointment(id).version()).isEqualTo(2);
  }

  @Test
  void c30_moveOntoATakenSlot_isPutBack() {
    connect(CalendarPolicy.STANDARD);
    UUID first = bookedInGoogle(Clinic.slot(3, 9));
    UUID second = bookedInGoogle(Clinic.slot(3, 11));

    TimeSlot taken = Clinic.slot(3, 9);
    google.doctor(CALENDAR).move(eventId(second), taken.start(), taken.end());

    await("the conflict is told", () -> clinic.eventTypes().contains("calendar.conflict_reverted"));
    await("the event is back", () -> shownAt(second, Clinic.slot(3, 11)));
    assertThat(clinic.appointment(second).slot()).isEqualTo(Clinic.slot(3, 11));
    assertThat(clinic.appointment(second).sync().result()).isEqualTo(SyncResult.REVERTED);
    assertThat(shownAt(first, taken)).isTrue();
    assertThat(clinic.eventTypes().stream().filter("calendar.conflict_reverted"::equals))
        .hasSize(1);
  }

  @Test
  void c37_moveOntoBusyTime_isPutBack_andBookingThereIsRefused() {
    connect(CalendarPolicy.STANDARD);
    UUID id = bookedInGoogle(Clinic.slot(3, 9));
    TimeSlot busy = Clinic.slot(3, 15);
    google.doctor(CALENDAR).create("Dentist, private", busy.start(), busy.end());
    await("the busy time is known", () -> isRefused(busy));

    google.doctor(CALENDAR).move(eventId(id), busy.start(), busy.end());
    await("the event is back", () -> clinic.appointment(id).sync() != null);
    await("the event is back in Google", () -> shownAt(id, Clinic.slot(3, 9)));
  }

  @Test
  void delete_inGoogle_cancelsTheAppointment() {
    connect(CalendarPolicy.STANDARD);
    UUID id = bookedInGoogle(Clinic.slot(3, 9));

    google.doctor(CALENDAR).delete(eventId(id));

    await(
        "the appointment is cancelled",
        () -> clinic.appointment(id).status() == AppointmentStatus.CANCELLED);
    assertThat(clinic.eventTypes()).contains("appointment.cancelled", "appointment.status_changed");
  }

  @Test
  void delete_inGoogle_withPolicyUnlink_leavesItIncomplete() {
    connect(new CalendarPolicy(CalendarPolicy.Deletion.UNLINK, CalendarPolicy.Guests.NONE, false));
    UUID id = bookedInGoogle(Clinic.slot(3, 9));

    google.doctor(CALENDAR).delete(eventId(id));

    await(
        "the appointment is incomplete",
        () -> clinic.appointment(id).status() == AppointmentStatus.INCOMPLETE);
    assertThat(clinic.eventTypes()).doesNotContain("appointment.cancelled");
  }

  @Test
  void cancel_here_deletesTheEvent_andIsNotMistakenForTheDoctors() {
    connect(CalendarPolicy.STANDARD);
    UUID id = bookedInGoogle(Clinic.slot(3, 9));

    wakes.appointmentsChanged(
        clinic.appointments().cancel(clinic.id(), id, AuditOrigin.SYSTEM).calendarsToWake());

    await("the event is gone", () -> absent(id));
    await("no push is waiting", () -> view().unseenPushes() == 0 && view().waitingWrites() == 0);
    assertThat(clinic.eventTypes().stream().filter("appointment.cancelled"::equals)).hasSize(1);
  }

  @Test
  void c41_createUpdateCancel_atOnce_leavesNothingInGoogle() {
    connect(CalendarPolicy.STANDARD);
    ChangedAppointment booked = clinic.book(Clinic.slot(3, 9));
    UUID id = booked.appointment().id();
    wakes.appointmentsChanged(booked.calendarsToWake());
    wakes.appointmentsChanged(
        clinic
            .appointments()
            .update(id, clinic.wanted(Clinic.slot(3, 12)), _ -> {}, AuditOrigin.SYSTEM)
            .calendarsToWake());
    wakes.appointmentsChanged(
        clinic.appointments().cancel(clinic.id(), id, AuditOrigin.SYSTEM).calendarsToWake());

    await("the write is settled", () -> view().waitingWrites() == 0);
    assertThat(absent(id)).isTrue();
  }

  @Test
  void c33_guestsAnswer_isRecorded() {
    connect(
        new CalendarPolicy(CalendarPolicy.Deletion.CANCEL, CalendarPolicy.Guests.PATIENT, false));
    UUID id = bookedInGoogle(Clinic.slot(3, 9));

    google.doctor(CALENDAR).answer(eventId(id), "rosa@patients.example", "accepted");

    await("the answer is told", () -> clinic.eventTypes().contains("appointment.rsvp_changed"));
    assertThat(clinic.appointment(id).status()).isEqualTo(AppointmentStatus.BOOKED);
    assertThat(clinic.eventData("appointment.rsvp_changed"))
        .contains("\"rsvp_status\":\"accepted\"");
  }

  @Test
  void c09_disconnect_stopsTheChannel_andEndsTheWorkflow() {
    connect(CalendarPolicy.STANDARD);
    clinic.calendars().disconnect(clinic.id(), calendar, _ -> {}, AuditOrigin.SYSTEM);
    wakes.wakeNow(calendar);
    await("the channel is stopped", () -> google.channels(CALENDAR).isEmpty());
    await("the permission is forgotten", () -> !hasToken());
    assertThat(view().state()).isEqualTo(CalendarState.DISCONNECTED);
  }

  @Test
  void anotherDoctor_movesTheEventBetweenTwoCalendars() {
    connect(CalendarPolicy.STANDARD);
    UUID id = bookedInGoogle(Clinic.slot(3, 9));
    google.addAccount("eva@clinic.example");
    UUID second =
        clinic.connect(
            "18",
            "eva@clinic.example",
            google.grant("eva@clinic.example"),
            CalendarPolicy.STANDARD);
    wakes.wakeNow(second);

    wakes.appointmentsChanged(
        clinic
            .appointments()
            .update(id, clinic.wanted("18", Clinic.slot(3, 9)), _ -> {}, AuditOrigin.SYSTEM)
            .calendarsToWake());

    await("it left the first calendar", () -> absent(id));
    await("it is in the second", () -> google.doctor("eva@clinic.example").events().size() == 1);
    assertThat(clinic.appointment(id).status()).isEqualTo(AppointmentStatus.BOOKED);
    assertThat(clinic.eventTypes()).doesNotContain("appointment.cancelled");
  }

  @Test
  void c44_doctorsOwnNotes_surviveOurMove() {
    connect(CalendarPolicy.STANDARD);
    UUID id = bookedInGoogle(Clinic.slot(3, 9));
    google
        .doctor(CALENDAR)
        .edit(eventId(id), "{\"description\":\"bring the x-ray\",\"colorId\":\"7\"}");
    await("no push is waiting", () -> view().unseenPushes() == 0);

    wakes.appointmentsChanged(
        clinic
            .appointments()
            .update(id, clinic.wanted(Clinic.slot(3, 12)), _ -> {}, AuditOrigin.SYSTEM)
            .calendarsToWake());

    await("the event moves", () -> shownAt(id, Clinic.slot(3, 12)));
    assertThat(google.doctor(CALENDAR).event(eventId(id)).toString())
        .contains("bring the x-ray")
        .contains("\"colorId\":\"7\"");
  }

  @Test
  void c36_allDay_isPutBackToItsTime() {
    connect(CalendarPolicy.STANDARD);
    UUID id = bookedInGoogle(Clinic.slot(3, 9));

    google
        .doctor(CALENDAR)
        .edit(
            eventId(id),
            "{\"start\":{\"date\":\"2031-05-06\",\"dateTime\":null,\"timeZone\":null},"
                + "\"end\":{\"date\":\"2031-05-07\",\"dateTime\":null,\"timeZone\":null}}");

    await("the conflict is told", () -> clinic.eventTypes().contains("calendar.conflict_reverted"));
    await("the event is back", () -> shownAt(id, Clinic.slot(3, 9)));
    assertThat(google.doctor(CALENDAR).event(eventId(id)).path("start").has("date")).isFalse();
    assertThat(clinic.eventData("calendar.conflict_reverted")).contains("NOT_A_SLOT");
  }
}
