package org.wardbell.activities.calendar;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.ZoneId;
import java.util.UUID;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.wardbell.activities.calendar.google.CalendarPolicy;
import org.wardbell.workflows.appointment.AppointmentStatus;
import org.wardbell.workflows.calendar.CalendarState;

/** Events at other places, and meetings that come late, as the workflow meets them by itself. */
@Tag("servers")
class CalendarPlacesTest extends CalendarWalk {
  private static final String PRACTICE = "practice@group.calendar.google.com";

  private UUID further;

  private void connectFurther() {
    google.addCalendar(PRACTICE, CALENDAR, ZoneId.of("Europe/Berlin"));
    further = clinic.connect(PRACTICE, google.grant(CALENDAR), CalendarPolicy.STANDARD);
    wakes.wakeNow(further);
    await(
        "the further one is connected",
        () -> clinic.calendars().find(further).orElseThrow().state() == CalendarState.CONNECTED);
  }

  /** The relay runs every few seconds in a worker. */
  private boolean afterTheRelay(boolean condition) {
    if (!condition) {
      new CalendarRelay(clinic.dsl(), wakes).run();
    }
    return condition;
  }

  @Test
  void c32_movedToAnotherCalendar_withPushesOfBoth_staysOneAppointment() {
    connect(CalendarPolicy.STANDARD);
    connectFurther();
    UUID id = bookedInGoogle(Clinic.slot(3, 9));
    String event = eventId(id);
    google.doctor(CALENDAR).moveTo(event, PRACTICE);
    await(
        "the link is in the other calendar",
        () ->
            afterTheRelay(
                clinic.eventIds(further).contains(event)
                    && clinic.calendars().find(further).orElseThrow().waitingWrites() == 0));
    assertThat(clinic.appointment(id).status()).isEqualTo(AppointmentStatus.BOOKED);
    assertThat(clinic.eventTypes()).doesNotContain("appointment.cancelled");

    google.doctor(PRACTICE).delete(event);
    await(
        "the deletion counts",
        () -> afterTheRelay(clinic.appointment(id).status() == AppointmentStatus.CANCELLED));
    assertThat(clinic.eventTypes().stream().filter("appointment.cancelled"::equals)).hasSize(1);
  }

  @Test
  void c35_ownInstanceDeleted_isCancelledByTheWorkflowAlone() {
    connect(CalendarPolicy.STANDARD);
    UUID id = bookedInGoogle(Clinic.slot(3, 9));
    String series = eventId(id);
    google.doctor(CALENDAR).edit(series, "{\"recurrence\":[\"RRULE:FREQ=WEEKLY;COUNT=3\"]}");
    await("the instance is the appointment's", () -> !eventId(id).equals(series));
    google.doctor(CALENDAR).delete(eventId(id));
    await(
        "the deletion counts",
        () -> clinic.appointment(id).status() == AppointmentStatus.CANCELLED);
  }

  /** No push tells that it is ready, and no poll comes in time. */
  @Test
  void c43_pendingMeeting_isReadAgainByTheWorkflowAlone() {
    connect(new CalendarPolicy(CalendarPolicy.Deletion.CANCEL, CalendarPolicy.Guests.NONE, true));
    google.pushFaults(ALL_LOST);
    google.meetLinksAfter(Duration.ofSeconds(3));
    var booked = clinic.book(Clinic.slot(3, 9));
    wakes.appointmentsChanged(booked.calendarsToWake());
    UUID id = booked.appointment().id();
    await("the meeting is there", () -> clinic.appointment(id).meetingLink() != null);
    await("nothing is due", () -> view().waitingWrites() == 0);
    assertThat(clinic.eventTypes().stream().filter("appointment.updated"::equals)).hasSize(1);
  }
}
