package org.wardbell.activities.calendar;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.UUID;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.wardbell.activities.calendar.google.CalendarPolicy;
import org.wardbell.simulator.google.api.ApiMethod;
import org.wardbell.simulator.google.api.CallFault;
import org.wardbell.simulator.google.push.PushFaults;
import org.wardbell.workflows.appointment.AppointmentStatus;
import org.wardbell.workflows.appointment.TimeSlot;
import org.wardbell.workflows.calendar.CalendarState;

/** A Google that fails for long, in the middle of its pages, or for one doctor only. */
@Tag("servers")
class CalendarOutageTest extends CalendarTroubleWalk {
  private void doctorWrites(TimeSlot slot) {
    google.doctor(CALENDAR).create("private", slot.start(), slot.end());
  }

  @Test
  void c22_tokenThatDiesOnPage3_readsTheWholeWindow_andCancelsNothingButWhatIsDeleted() {
    connect(CalendarPolicy.STANDARD);
    UUID kept = bookedInGoogle(Clinic.slot(3, 9));
    UUID deleted = bookedInGoogle(Clinic.slot(4, 9));
    await("the calendar is at rest", () -> view().unseenPushes() == 0);
    google.pushFaults(ALL_LOST);
    for (int i = 0; i < 600; i++) {
      doctorWrites(Clinic.slot(10 + i % 200, 1 + i / 200));
    }
    google.doctor(CALENDAR).delete(eventId(deleted));
    google.fault(CallFault.goneAtPage(3));
    google.pushFaults(PushFaults.NONE);
    doctorWrites(Clinic.slot(9, 9));

    await("the full pass has ended", () -> view().unseenPushes() == 0 && fullPasses() == 2);
    await(
        "the deletion is found",
        () -> clinic.appointment(deleted).status() == AppointmentStatus.CANCELLED);
    assertThat(clinic.appointment(kept).status()).isEqualTo(AppointmentStatus.BOOKED);
    assertThat(clinic.appointment(kept).version()).isEqualTo(1);
    assertThat(told("appointment.cancelled")).isEqualTo(1);
    assertThat(view().deadTokens()).isEqualTo(1);
    assertThat(isRefused(Clinic.slot(9, 9))).isTrue();
  }

  @Test
  void c45_quotaOfOneDoctor_leavesTheOtherAlone() {
    connect(CalendarPolicy.STANDARD);
    UUID first = calendar;
    google.addAccount("eva@clinic.example");
    UUID second =
        clinic.connect(
            "18",
            "eva@clinic.example",
            google.grant("eva@clinic.example"),
            CalendarPolicy.STANDARD);
    calendar = second;
    wakes.wakeNow(second);
    await("the other is connected", () -> view().state() == CalendarState.CONNECTED);
    await("and at rest", () -> view().unseenPushes() == 0);

    google.fault(
        CallFault.next(
            1,
            ApiMethod.EVENTS_LIST,
            new CallFault.Kind.Failure(403, "userRateLimitExceeded", "600")));
    doctorWrites(Clinic.slot(4, 9));
    await(
        "the first waits",
        () ->
            "google_403_userRateLimitExceeded"
                .equals(clinic.calendars().find(first).orElseThrow().lastError()));

    TimeSlot slot = Clinic.slot(5, 9);
    google.doctor("eva@clinic.example").create("private", slot.start(), slot.end());
    await("the other goes on", () -> view().unseenPushes() == 0 && view().lastPushAt() != null);
    assertThat(view().lastError()).isNull();
    assertThat(clinic.calendars().find(first).orElseThrow().unseenPushes()).isEqualTo(1);
  }

  @Test
  void c46_longOutage_isNoHotLoop_losesNothing_andIsSeen() {
    connect(CalendarPolicy.STANDARD);
    UUID id = bookedInGoogle(Clinic.slot(3, 9));
    await("the calendar is at rest", () -> view().unseenPushes() == 0);
    long before = google.calls().size();
    google.fault(CallFault.next(100_000, new CallFault.Kind.Html(502)));
    TimeSlot later = Clinic.slot(3, 14);
    google.doctor(CALENDAR).move(eventId(id), later.start(), later.end());
    wakes.appointmentsChanged(clinic.book(Clinic.slot(5, 9)).calendarsToWake());

    await("three tries failed", () -> google.calls().size() >= before + 3);
    assertThat(google.calls().size() - before).as("no hot loop").isLessThan(10);
    assertThat(view().lastError()).isEqualTo("google_502");
    assertThat(view().unseenPushes()).isPositive();
    assertThat(view().lag()).isPositive();
    assertThat(view().waitingWrites()).isEqualTo(1);
    assertThat(view().state()).isEqualTo(CalendarState.CONNECTED);
    assertThat(clinic.appointment(id).status()).isEqualTo(AppointmentStatus.BOOKED);

    google.behaveWell();
    await("the appointment moves", () -> clinic.appointment(id).slot().equals(later));
    await("the other is written", () -> view().waitingWrites() == 0);
    await("the error is over", () -> view().lastError() == null);
  }
}
