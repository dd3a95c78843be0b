package org.wardbell.activities.calendar;

import static org.assertj.core.api.Assertions.assertThat;
import static org.wardbell.activities.database.generated.Tables.CALENDAR;

import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.Set;
import java.util.UUID;
import org.jooq.Field;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.wardbell.activities.audit.AuditOrigin;
import org.wardbell.activities.calendar.google.CalendarPolicy;
import org.wardbell.activities.calendar.sync.CalendarSettings;
import org.wardbell.activities.database.DatabaseClock;
import org.wardbell.workflows.calendar.CalendarFacts;
import org.wardbell.workflows.calendar.CalendarPlan;

/** When a calendar is polled, and what holds it back. */
@Tag("servers")
class CalendarFactsQueryTest {
  private static final Duration POLL = Duration.ofMinutes(15);

  private final CalendarFactsQuery facts =
      new CalendarFactsQuery(new CalendarSettings(null, POLL, POLL, Duration.ofDays(7)));
  private Clinic clinic;

  @BeforeEach
  void start() {
    clinic = new Clinic();
  }

  @AfterEach
  void stop() {
    clinic.close();
  }

  private UUID connect(int doctor) {
    UUID calendar =
        clinic.connect("d-" + doctor, "c" + doctor + "@x.example", "1//t", CalendarPolicy.STANDARD);
    set(calendar, CALENDAR.STATE, "CONNECTED");
    set(calendar, CALENDAR.PULLED_AT, now());
    return calendar;
  }

  private <T> void set(UUID calendar, Field<T> column, @Nullable T value) {
    clinic.dsl().update(CALENDAR).set(column, value).where(CALENDAR.ID.eq(calendar)).execute();
  }

  private Instant now() {
    return DatabaseClock.read(clinic.dsl());
  }

  private CalendarFacts facts(UUID calendar) {
    return facts.read(clinic.dsl(), calendar);
  }

  @Test
  void c26_polls_ofManyDoctors_areSpread_andNoneIsLate() {
    Instant pulled = now();
    Set<Long> waits = new HashSet<>();
    for (int doctor = 0; doctor < 12; doctor++) {
      UUID calendar = connect(doctor);
      set(calendar, CALENDAR.PULLED_AT, pulled);
      long early = POLL.toMillis() - facts(calendar).millisToPoll();
      long passed = Duration.between(pulled, now()).toMillis();
      assertThat(early).isBetween(0L, POLL.toMillis() / 10 + passed);
      waits.add((early - passed) / 1_000);
    }
    assertThat(waits).as("seconds that they are early").hasSizeGreaterThan(3);
  }

  @Test
  void c48_calendarThatMayNotBeAsked_hasNothingToDo_andTheOtherHas() {
    UUID held = connect(1);
    UUID other = connect(2);
    for (UUID each : new UUID[] {held, other}) {
      set(each, CALENDAR.PULLED_AT, now().minus(Duration.ofHours(1)));
    }
    set(held, CALENDAR.ASK_AFTER, now().plus(Duration.ofMinutes(10)));

    CalendarPlan plan = CalendarPlan.of(facts(held));
    assertThat(plan.isBusy() || plan.over()).isFalse();
    assertThat(plan.idle()).isLessThanOrEqualTo(Duration.ofMinutes(10));
    assertThat(facts.isHeld(clinic.dsl(), held)).isTrue();
    assertThat(CalendarPlan.of(facts(other)).pull()).isTrue();
    assertThat(facts.isHeld(clinic.dsl(), other)).isFalse();
  }

  @Test
  void c24_calendarInALoop_isNotPulled_butWritten() {
    UUID calendar = connect(1);
    clinic.appointments().book(clinic.wanted("d-1", Clinic.slot(3, 9)), AuditOrigin.SYSTEM);
    set(calendar, CALENDAR.PULLED_AT, now().minus(Duration.ofHours(1)));
    set(calendar, CALENDAR.PULL_AFTER, now().plus(Duration.ofMinutes(10)));

    CalendarPlan plan = CalendarPlan.of(facts(calendar));
    assertThat(plan.pull()).isFalse();
    assertThat(plan.write()).isTrue();
  }
}
