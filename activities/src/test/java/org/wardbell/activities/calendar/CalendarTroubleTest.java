package org.wardbell.activities.calendar;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.UUID;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.wardbell.activities.calendar.google.CalendarPolicy;
import org.wardbell.simulator.google.api.ApiMethod;
import org.wardbell.simulator.google.api.CallFault;
import org.wardbell.workflows.appointment.AppointmentStatus;
import org.wardbell.workflows.appointment.TimeSlot;
import org.wardbell.workflows.calendar.CalendarState;
import org.wardbell.workflows.calendar.CalendarWorkflow;

/** The calendar walk when Google, Temporal or the way between fails. */
@Tag("servers")
class CalendarTroubleTest extends CalendarTroubleWalk {
  @Test
  void c22_deadSyncToken_onPage1_readsTheWholeWindow_andMissesNothing() {
    connect(CalendarPolicy.STANDARD);
    UUID moved = bookedInGoogle(Clinic.slot(3, 9));
    UUID deleted = bookedInGoogle(Clinic.slot(4, 9));
    UUID untouched = bookedInGoogle(Clinic.slot(5, 9));
    google.pushFaults(ALL_LOST);
    google.expireSyncTokens(CALENDAR);
    TimeSlot later = Clinic.slot(3, 14);
    google.doctor(CALENDAR).move(eventId(moved), later.start(), later.end());
    google.doctor(CALENDAR).delete(eventId(deleted));
    google.expireSyncTokens(CALENDAR);
    google.behaveWell();

    google.doctor(CALENDAR).create("Lunch", later.end(), later.end().plusSeconds(60));

    await("the appointment moves", () -> clinic.appointment(moved).slot().equals(later));
    await(
        "the deletion is found",
        () -> clinic.appointment(deleted).status() == AppointmentStatus.CANCELLED);
    assertThat(clinic.appointment(untouched).status()).isEqualTo(AppointmentStatus.BOOKED);
    assertThat(clinic.appointment(untouched).version()).isEqualTo(1);
  }

  @Test
  void c26_lostPushes_arePolled() {
    work(POLL);
    connect(CalendarPolicy.STANDARD);
    UUID id = bookedInGoogle(Clinic.slot(3, 9));
    google.pushFaults(ALL_LOST);

    TimeSlot later = Clinic.slot(3, 14);
    google.doctor(CALENDAR).move(eventId(id), later.start(), later.end());

    await("the appointment moves", () -> clinic.appointment(id).slot().equals(later));
  }

  @Test
  void c38_lostReplyAfterTheInsert_isAdopted() {
    connect(CalendarPolicy.STANDARD);
    google.fault(CallFault.next(1, ApiMethod.EVENTS_INSERT, new CallFault.Kind.LoseReply()));

    UUID id = bookedInGoogle(Clinic.slot(3, 9));

    assertThat(google.doctor(CALENDAR).events()).hasSize(1);
    assertThat(clinic.appointment(id).version()).isEqualTo(1);
  }

  @Test
  void c08_noPushOffered_isPolled() {
    google.pushSupported(CALENDAR, false);
    calendar = clinic.connect(CALENDAR, google.grant(CALENDAR), CalendarPolicy.STANDARD);
    wakes.wakeNow(calendar);
    await("the calendar is polled", () -> view().state() == CalendarState.POLL_ONLY);
    await("the first pull is done", () -> view().lastSyncAt() != null);
    assertThat(view().lastError()).isNull();
  }

  @Test
  void c05_channel_isRenewedBeforeItEnds_andTheFormerIsStopped() {
    google.longestChannelLife(Duration.ofSeconds(8));
    connect(CalendarPolicy.STANDARD);
    String first = onlyChannel();
    await(
        "another channel has taken over",
        () ->
            google.channels(CALENDAR).size() == 1
                && !google.channels(CALENDAR).getFirst().id().equals(first));
    google.longestChannelLife(Duration.ofDays(7));

    UUID id = bookedInGoogle(Clinic.slot(3, 9));
    TimeSlot later = Clinic.slot(3, 14);
    google.doctor(CALENDAR).move(eventId(id), later.start(), later.end());
    await("the appointment moves", () -> clinic.appointment(id).slot().equals(later));
  }

  @Test
  void c06_watchRefusedForAWhile_isPolledMeanwhile() {
    google.fault(
        CallFault.next(
            1, ApiMethod.EVENTS_WATCH, new CallFault.Kind.Failure(403, "forbidden", null)));
    work(POLL);
    connect(CalendarPolicy.STANDARD);
    UUID id = bookedInGoogle(Clinic.slot(3, 9));

    TimeSlot later = Clinic.slot(3, 14);
    google.doctor(CALENDAR).move(eventId(id), later.start(), later.end());

    await("the appointment moves", () -> clinic.appointment(id).slot().equals(later));
    assertThat(view().channelExpiresAt()).isNull();
  }

  @Test
  void c46_googleInTrouble_isTriedAgain_andNothingIsLost() {
    connect(CalendarPolicy.STANDARD);
    google.fault(CallFault.next(2, ApiMethod.EVENTS_INSERT, new CallFault.Kind.Html(502)));
    google.fault(
        CallFault.next(
            1, ApiMethod.EVENTS_LIST, new CallFault.Kind.Failure(429, "rateLimitExceeded", "1")));

    UUID id = bookedInGoogle(Clinic.slot(3, 9));
    TimeSlot later = Clinic.slot(3, 14);
    google.doctor(CALENDAR).move(eventId(id), later.start(), later.end());

    await("the appointment moves", () -> clinic.appointment(id).slot().equals(later));
    await("the trouble is over", () -> view().lastError() == null);
  }

  @Test
  void c47_expiredAccessToken_isRefreshedOnce() {
    connect(CalendarPolicy.STANDARD);
    await("the calendar is at rest", () -> view().unseenPushes() == 0);
    google.clearLogs();
    google.expireAccessTokens();
    bookedInGoogle(Clinic.slot(3, 9));
    assertThat(view().state()).isEqualTo(CalendarState.CONNECTED);
    assertThat(google.count(ApiMethod.OAUTH_TOKEN)).isEqualTo(1);
  }

  @Test
  void c34_oneEventThatGoogleRefuses_doesNotHoldUpTheOthers() {
    connect(CalendarPolicy.STANDARD);
    google.fault(
        CallFault.next(
            1,
            ApiMethod.EVENTS_INSERT,
            new CallFault.Kind.Failure(403, "forbiddenForNonOrganizer", null)));
    wakes.appointmentsChanged(clinic.book(Clinic.slot(3, 9)).calendarsToWake());
    await("the refusal is known", () -> view().waitingWrites() == 0);
    bookedInGoogle(Clinic.slot(4, 9));
    assertThat(google.doctor(CALENDAR).events()).hasSize(1);
    assertThat(view().state()).isEqualTo(CalendarState.CONNECTED);
  }

  @Test
  void relay_startsWhatTemporalLost() {
    connect(CalendarPolicy.STANDARD);
    await("the calendar is at rest", () -> view().unseenPushes() == 0);
    client
        .newUntypedWorkflowStub(CalendarWorkflow.workflowId(calendar))
        .terminate("as if Temporal had been wiped");
    UUID id = clinic.book(Clinic.slot(3, 9)).appointment().id();
    assertThat(absent(id)).isTrue();

    CalendarRelay relay = new CalendarRelay(clinic.dsl(), wakes);
    await(
        "the relay notices",
        () -> {
          relay.run();
          return shownAt(id, Clinic.slot(3, 9));
        });
  }
}
