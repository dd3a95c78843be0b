package org.wardbell.activities.calendar;

import static org.assertj.core.api.Assertions.assertThat;
import static org.wardbell.activities.database.generated.Tables.CALENDAR_COUNTERS;
import static org.wardbell.activities.database.generated.Tables.CALENDAR_FULL_PASS;

import java.time.Duration;
import java.time.InstantSource;
import java.util.UUID;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.wardbell.activities.audit.AuditOrigin;
import org.wardbell.activities.audit.AuditStore;
import org.wardbell.activities.calendar.google.CalendarPolicy;
import org.wardbell.activities.calendar.trouble.AlertKind;
import org.wardbell.activities.database.generated.Tables;
import org.wardbell.simulator.google.api.ApiMethod;
import org.wardbell.simulator.google.api.CallFault;
import org.wardbell.workflows.appointment.AppointmentStatus;
import org.wardbell.workflows.appointment.TimeSlot;
import org.wardbell.workflows.calendar.CalendarState;

/** A Google whose tokens die at once, or that denies or refuses the whole calendar. */
@Tag("servers")
class CalendarLimitsTest extends CalendarTroubleWalk {
  private static final int FOR_EVER = 100_000;

  private void lists(int status, String reason, int times) {
    google.fault(
        CallFault.next(
            times, ApiMethod.EVENTS_LIST, new CallFault.Kind.Failure(status, reason, null)));
  }

  private void doctorWrites(TimeSlot slot) {
    google.doctor(CALENDAR).create("private", slot.start(), slot.end());
  }

  /** Lets a token die, and waits until the next one is there: only then can that one die, too. */
  private void tokenDies(int number) {
    google.expireSyncTokens(CALENDAR);
    doctorWrites(Clinic.slot(10 + number, 9));
    await("Google says that the token is dead", () -> view().deadTokens() == number);
    // The first pass was that of connecting, and there are three an hour.
    if (number < 3) {
      await(
          "the window is read anew",
          () -> fullPasses() == number + 1 && view().unseenPushes() == 0);
    }
  }

  @Test
  void c24_tokensThatDieAtOnce_areThreeFullPassesAnHour_andToldOnce() {
    connect(CalendarPolicy.STANDARD);
    UUID id = bookedInGoogle(Clinic.slot(3, 9));
    for (int i = 1; i <= 3; i++) {
      tokenDies(i);
    }
    await("it is known as a loop", () -> "google_410_loop".equals(view().lastError()));
    assertThat(fullPasses()).isEqualTo(3);
    assertThat(view().state()).isEqualTo(CalendarState.CONNECTED);
    assertThat(view().alerts()).contains(AlertKind.DEAD_TOKENS);
    assertThat(view().askedAgainAt()).isNotNull();

    long asked = google.count(ApiMethod.EVENTS_LIST);
    for (int i = 0; i < 5; i++) {
      doctorWrites(Clinic.slot(20 + i, 9));
    }
    await("the pushes are counted", () -> view().unseenPushes() >= 5);
    wakes.wakeNow(calendar);
    aMoment();
    assertThat(google.count(ApiMethod.EVENTS_LIST)).isEqualTo(asked);
    assertThat(view().lag()).as("what waits is seen to wait").isPositive();
    assertThat(told("calendar.sync_failing")).isEqualTo(1);
    assertThat(clinic.appointment(id).status()).isEqualTo(AppointmentStatus.BOOKED);
  }

  @Test
  void c24_loop_isOverWhenATokenLives_andNotWithAFullPassAlone() {
    connect(CalendarPolicy.STANDARD);
    for (int i = 1; i <= 3; i++) {
      tokenDies(i);
    }
    await("it is known as a loop", () -> "google_410_loop".equals(view().lastError()));

    clinic
        .dsl()
        .update(CALENDAR_FULL_PASS)
        .set(CALENDAR_FULL_PASS.BEGAN_AT, ago(Duration.ofMinutes(61)))
        .execute();
    set(Tables.CALENDAR.PULL_AFTER, null);
    wakes.wakeNow(calendar);
    await("the window is read once more", () -> fullPasses() == 4 && view().unseenPushes() == 0);
    assertThat(view().lastError()).isEqualTo("google_410_loop");
    assertThat(view().alerts()).contains(AlertKind.DEAD_TOKENS);

    doctorWrites(Clinic.slot(30, 9));
    await("a token lived", () -> view().lastError() == null);
    assertThat(view().alerts()).isEmpty();
    assertThat(told("calendar.sync_failing")).isEqualTo(1);
  }

  @Test
  void c24_deletionOfWhatIsDeleted_isDone_andReadsNothingAnew() {
    connect(CalendarPolicy.STANDARD);
    UUID id = bookedInGoogle(Clinic.slot(3, 9));
    google.fault(
        CallFault.next(
            1, ApiMethod.EVENTS_DELETE, new CallFault.Kind.Failure(410, "deleted", null)));

    wakes.appointmentsChanged(
        clinic.appointments().cancel(clinic.id(), id, AuditOrigin.SYSTEM).calendarsToWake());

    await("the deletion is settled", () -> view().waitingWrites() == 0);
    // Google was wrong: the event is there. It is looked for once more, because it may have moved.
    assertThat(google.count(ApiMethod.EVENTS_DELETE)).isEqualTo(2);
    assertThat(fullPasses()).isEqualTo(1);
    assertThat(view().deadTokens()).isZero();
    assertThat(view().lastError()).isNull();
  }

  @Test
  void c25_firstPass_hasAnEnd_andAsksForInstancesOnly() {
    connect(CalendarPolicy.STANDARD);
    assertThat(google.calls())
        .filteredOn(call -> call.method() == ApiMethod.EVENTS_LIST)
        .filteredOn(call -> !call.query().contains("syncToken="))
        .isNotEmpty()
        .allSatisfy(
            call -> assertThat(call.query()).contains("timeMin=", "timeMax=", "singleEvents=true"));
  }

  @Test
  void c48_oneOdd404_changesNothing() {
    connect(CalendarPolicy.STANDARD);
    lists(404, "notFound", 1);
    doctorWrites(Clinic.slot(4, 9));

    await("the time is taken", () -> isRefused(Clinic.slot(4, 9)));
    await("the error is over", () -> view().lastError() == null);
    assertThat(view().state()).isEqualTo(CalendarState.CONNECTED);
    assertThat(told("calendar.reconnect_needed")).isZero();
  }

  @Test
  void c48_shareThatIsTakenAway_isBelievedAfterAQuarterOfAnHour_andResumesByItself() {
    connect(CalendarPolicy.STANDARD);
    UUID id = bookedInGoogle(Clinic.slot(3, 9));
    lists(404, "notFound", FOR_EVER);
    doctorWrites(Clinic.slot(4, 9));
    await("Google denies it", () -> "google_404_notFound".equals(view().lastError()));
    assertThat(view().state()).isEqualTo(CalendarState.CONNECTED);

    set(Tables.CALENDAR.ABSENT_SINCE, ago(Duration.ofMinutes(16)));
    set(Tables.CALENDAR.ABSENCES, 2);
    set(Tables.CALENDAR.ASK_AFTER, null);
    wakes.wakeNow(calendar);
    await("it is believed", () -> view().state() == CalendarState.RECONNECT_NEEDED);
    assertThat(told("calendar.reconnect_needed")).isEqualTo(1);
    assertThat(clinic.appointment(id).status()).isEqualTo(AppointmentStatus.BOOKED);
    long asked = google.count(ApiMethod.EVENTS_LIST);
    wakes.appointmentsChanged(clinic.book(Clinic.slot(5, 9)).calendarsToWake());
    aMoment();
    assertThat(google.count(ApiMethod.EVENTS_LIST)).isEqualTo(asked);

    probeIsDue();
    await("Google is asked once", () -> google.count(ApiMethod.EVENTS_LIST) == asked + 1);
    assertThat(view().state()).isEqualTo(CalendarState.RECONNECT_NEEDED);

    google.behaveWell();
    probeIsDue();
    await("it resumes", () -> view().state() == CalendarState.CONNECTED);
    await("what was booked meanwhile is written", () -> view().waitingWrites() == 0);
    assertThat(google.doctor(CALENDAR).events()).hasSize(3);
    assertThat(told("calendar.reconnect_needed")).isEqualTo(1);
  }

  private void probeIsDue() {
    set(Tables.CALENDAR.PROBE_AFTER, ago(Duration.ofMinutes(2)));
    set(Tables.CALENDAR.WAKES_AT, ago(Duration.ofMinutes(2)));
    clinic
        .dsl()
        .update(CALENDAR_COUNTERS)
        .setNull(CALENDAR_COUNTERS.RELAY_AFTER)
        .where(CALENDAR_COUNTERS.CALENDAR_ID.eq(calendar))
        .execute();
    new CalendarRelay(clinic.dsl(), wakes).run();
  }

  @Test
  void c48_operatorsMistake_disconnectsNobody_andIsToldOnce() {
    connect(CalendarPolicy.STANDARD);
    lists(403, "accessNotConfigured", FOR_EVER);
    doctorWrites(Clinic.slot(4, 9));
    await("it is known", () -> view().alerts().contains(AlertKind.OPERATOR));
    assertThat(view().lastError()).isEqualTo("google_403_accessNotConfigured");
    long asked = google.count(ApiMethod.EVENTS_LIST);

    set(Tables.CALENDAR.ASK_AFTER, null);
    wakes.wakeNow(calendar);
    await("it is asked again", () -> google.count(ApiMethod.EVENTS_LIST) == asked + 1);
    await("and waits again", () -> view().askedAgainAt() != null);
    assertThat(view().state()).isEqualTo(CalendarState.CONNECTED);
    assertThat(told("calendar.sync_failing")).isEqualTo(1);
    assertThat(told("calendar.reconnect_needed")).isZero();

    google.behaveWell();
    CalendarRestarts restarts =
        new CalendarRestarts(
            clinic.dsl(), clinic.doctors(), new AuditStore(InstantSource.system()));
    assertThat(restarts.resume(clinic.id(), calendar, AuditOrigin.SYSTEM))
        .isEqualTo(new CalendarRestart.Done());
    wakes.wakeNow(calendar);
    await("the error is over", () -> view().lastError() == null);
    assertThat(view().alerts()).isEmpty();
    await("the time is taken", () -> isRefused(Clinic.slot(4, 9)));
  }

  @Test
  void c48_noWriteIsTried_whileGoogleDeniesTheCalendar() {
    connect(CalendarPolicy.STANDARD);
    lists(404, "notFound", FOR_EVER);
    doctorWrites(Clinic.slot(4, 9));
    await("Google denies it", () -> view().lastError() != null);
    set(Tables.CALENDAR.ASK_AFTER, ago(Duration.ofHours(-1)));
    long writes = google.writes();

    wakes.appointmentsChanged(clinic.book(Clinic.slot(3, 9)).calendarsToWake());
    aMoment();
    assertThat(google.writes()).isEqualTo(writes);

    google.behaveWell();
    set(Tables.CALENDAR.ASK_AFTER, null);
    wakes.wakeNow(calendar);
    await("it is written", () -> view().waitingWrites() == 0);
    assertThat(google.doctor(CALENDAR).events()).hasSize(2);
  }

  @Test
  void sync_byHand_readsTheWholeWindow_atMostThreeTimesAnHour() {
    connect(CalendarPolicy.STANDARD);
    CalendarRestarts restarts =
        new CalendarRestarts(
            clinic.dsl(), clinic.doctors(), new AuditStore(InstantSource.system()));
    for (int i = 2; i <= 3; i++) {
      int passes = i;
      assertThat(restarts.compare(clinic.id(), calendar, AuditOrigin.SYSTEM))
          .isEqualTo(new CalendarRestart.Done());
      wakes.wakeNow(calendar);
      await("the window is read", () -> fullPasses() == passes && view().unseenPushes() == 0);
    }
    assertThat(restarts.compare(clinic.id(), calendar, AuditOrigin.SYSTEM))
        .isInstanceOfSatisfying(
            CalendarRestart.TooOften.class,
            refused -> assertThat(refused.delay()).isPositive().isLessThan(Duration.ofHours(2)));
    assertThat(restarts.compare(UUID.randomUUID(), calendar, AuditOrigin.SYSTEM))
        .isEqualTo(new CalendarRestart.Unknown());
    assertThat(view().deadTokens()).isZero();
  }
}
